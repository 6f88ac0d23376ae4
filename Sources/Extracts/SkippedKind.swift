internal import Model

/// What a line is that is no row, and rightly so.
package enum SkippedKind: String, Sendable, Hashable, CaseIterable {
    case header = "repeated header"
    case rule = "rule"
    case subtotal = "subtotal"
    case carried = "heading"
    case page = "page text"
    case declared = "skip_rows"

    /// `2 rules`, `1 line of page text`, `3 by skip_rows`.
    package func counted(_ count: Int) -> String {
        switch self {
        case .header, .rule, .subtotal, .carried: count.counted(rawValue)
        case .page: count.counted("line of page text", "lines of page text")
        case .declared: "\(count) by skip_rows"
        }
    }
}

/// How many lines of a file are of a kind that is no row.
package struct SkippedGroup: Sendable, Hashable {
    package var file: String
    package var kind: SkippedKind
    package var count: Int
}
