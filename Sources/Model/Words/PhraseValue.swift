/// A value for a place of a phrase; the language decides how a figure or a day is written.
package enum PhraseValue: Sendable, Hashable {
    case text(String)
    case count(Int)
    case number(ExactDecimal)
    case date(CivilDate)
    /// Amounts with their currencies, as findings list them: `1200.00 EUR, 30.000 KWD`.
    case amounts(String)
}

extension Phrase {
    /// The phrase with its values; a place without one is left empty.
    package func filled(_ values: [String: PhraseValue], _ words: Words) -> String { Self.filled(parts, values, words) }

    private static func filled(_ parts: [Part], _ values: [String: PhraseValue], _ words: Words) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .place(let name, _), .figure(let name): values[name].map(words.written) ?? ""
            case .plural(let name, let forms): filled(form(of: forms, for: values[name], words), values, words)
            case .optional(let inner): names(of: inner, in: values) ? filled(inner, values, words) : ""
            }
        }.joined()
    }

    private static func form(of forms: [Form], for value: PhraseValue?, _ words: Words) -> [Part] {
        var category = "other"
        if case .count(let count) = value { category = words.plural.category(of: count) }
        return (forms.first { $0.category == category } ?? forms.first { $0.category == "other" })?.parts ?? []
    }

    private static func names(of parts: [Part], in values: [String: PhraseValue]) -> Bool {
        parts.allSatisfy { part in
            switch part {
            case .literal, .optional: true
            case .place(let name, _), .figure(let name), .plural(let name, _): values[name] != nil
            }
        }
    }
}
