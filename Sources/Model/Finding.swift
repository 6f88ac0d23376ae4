/// Something a user can act on: where, what is wrong, and what to do.
package struct Finding: Hashable, Sendable {
    package enum Severity: String, Sendable, Comparable, CaseIterable {
        case info, warning, error
        package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
        private var rank: Int { self == .info ? 0 : self == .warning ? 1 : 2 }
    }

    /// Stable kebab-case id of the rule, such as `missing-rate`; texts may change, ids may not.
    package var id: String
    package var severity: Severity
    package var place: Place?
    /// One sentence in plain words: what is wrong, with the figures that show it.
    package var message: String
    /// One sentence: what the reader can do about it.
    package var remedy: String?
    /// How many rows or members it speaks of, where it speaks of many.
    package var count: Int?
    /// The path of the node it belongs to; nil for the whole.
    package var node: [String]?
    /// The amounts it speaks of, by currency.
    package var amounts: [String: ExactDecimal]
    /// The first few rows or members of many, as the message names them.
    package var examples: [String] = []

    package init(
        _ id: String, _ severity: Severity, _ message: String, place: Place? = nil, remedy: String? = nil,
        count: Int? = nil, node: [String]? = nil, amounts: [String: ExactDecimal] = [:]
    ) {
        self.id = id
        self.severity = severity
        self.place = place
        self.message = message
        self.remedy = remedy
        self.count = count
        self.node = node
        self.amounts = amounts
    }
}

/// Where a finding points: a file, perhaps a line and column in it (both from 1), perhaps the text of that line.
package struct Place: Hashable, Sendable {
    package var file: String
    package var line: Int?
    package var column: Int?
    package var excerpt: String?

    package init(file: String, line: Int? = nil, column: Int? = nil, excerpt: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.excerpt = excerpt
    }
}

extension Place: CustomStringConvertible {
    /// `weekly.yaml:12:5`.
    package var description: String {
        [file, line.map(String.init), line == nil ? nil : column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    }
}

extension Finding: CustomStringConvertible {
    /// ```
    /// weekly.yaml:12:5: error: there is no metric "dsoo" [unknown-metric]
    ///     - dsoo
    ///       ^
    ///   did you mean "dso"?
    /// ```
    package var description: String {
        var lines = [(place.map { "\($0): " } ?? "") + "\(severity.rawValue): \(message) [\(id)]"]
        if let excerpt = place?.excerpt {
            lines.append("    " + excerpt)
            if let column = place?.column { lines.append("    " + String(repeating: " ", count: max(0, column - 1)) + "^") }
        }
        if let remedy { lines.append("  " + remedy) }
        return lines.joined(separator: "\n")
    }
}
