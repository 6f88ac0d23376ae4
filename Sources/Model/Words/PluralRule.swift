/// Which form of a word goes with a count, after the plural rules of Unicode's CLDR for whole numbers.
package enum PluralRule: String, Sendable, CaseIterable {
    /// 1 row, 2 rows: English, German, Spanish.
    case one
    /// 0 and 1 ligne, 2 lignes: French.
    case zeroAndOne
    /// Hebrew has a form of its own for two.
    case oneAndTwo

    package init(language: String) {
        switch language {
        case "fr": self = .zeroAndOne
        case "he": self = .oneAndTwo
        default: self = .one
        }
    }

    package func category(of count: Int) -> String {
        switch self {
        case .one: count == 1 ? "one" : "other"
        case .zeroAndOne: count == 0 || count == 1 ? "one" : "other"
        case .oneAndTwo: count == 1 ? "one" : count == 2 ? "two" : "other"
        }
    }

    /// Those that a catalogue of the language has to have.
    package var categories: Set<String> { self == .oneAndTwo ? ["one", "two", "other"] : ["one", "other"] }
}
