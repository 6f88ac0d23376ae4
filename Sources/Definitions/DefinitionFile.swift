/// The four kinds of definition files, told apart by their first key.
package enum DefinitionFile: String, Sendable, CaseIterable {
    case report, ledger, metric, example

    /// `report: weekly` makes a report definition; nil when no key of the text says what it is.
    package static func kind(of text: String) -> DefinitionFile? {
        let keys = text.split(whereSeparator: \.isNewline).compactMap(topLevelKey)
        if let first = keys.first, let kind = DefinitionFile(rawValue: first) { return kind }
        // A report also names a ledger, and an example both, so the telling key is looked for in this order.
        return [.example, .metric, .report, .ledger].first { keys.contains($0.rawValue) }
    }

    private static func topLevelKey(_ line: Substring) -> String? {
        let line = line.first == "\u{FEFF}" ? line.dropFirst() : line
        guard let first = line.first, first != "#", !first.isWhitespace, let colon = line.firstIndex(of: ":") else {
            return nil
        }
        return line[..<colon].trimmingQuotes
    }
}

extension Substring {
    fileprivate var trimmingQuotes: String {
        var word = self
        while let last = word.last, last.isWhitespace { word.removeLast() }
        if word.count >= 2, let mark = word.first, mark == "\"" || mark == "'", word.last == mark {
            word = word.dropFirst().dropLast()
        }
        return String(word)
    }
}
