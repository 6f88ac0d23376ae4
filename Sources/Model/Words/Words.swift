/// All that a pack says of itself in one language: the texts of its catalogue, how it counts, and how it writes figures.
///
/// A text that the language's catalogue lacks is taken from the English one; a test sees to it that none is lacking.
package struct Words: Sendable, Hashable {
    /// BCP 47: `en`, `de`, `es`, `fr`, `he`.
    package let language: String
    package let isRightToLeft: Bool
    package let plural: PluralRule
    package let figures: WrittenFigures
    /// By key, such as `columns.target`.
    private let texts: [String: String]
    private let english: [String: String]

    /// `texts` and `english` are catalogues with their keys joined by dots.
    package init(language: String, texts: [String: String], english: [String: String]) {
        self.language = language
        self.texts = texts
        self.english = english
        isRightToLeft = (texts["direction"] ?? "ltr") == "rtl"
        plural = PluralRule(language: language)
        figures = WrittenFigures { texts[$0] ?? english[$0] ?? "" }
    }

    package var isEnglish: Bool { language == "en" }

    /// A text without places.
    package subscript(_ word: Word) -> String { text(word.rawValue) ?? word.rawValue }

    /// A text with its places filled.
    package func callAsFunction(_ word: Word, _ values: [String: PhraseValue]) -> String {
        filled(self[word], values)
    }

    /// A text by its key in the catalogue, for what is named by ids: `checks.tie-out.title`.
    package func text(_ key: String) -> String? { texts[key] ?? english[key] }

    func filled(_ text: String, _ values: [String: PhraseValue]) -> String { Phrase(text)?.filled(values, self) ?? text }

    /// A value as the language writes it.
    package func written(_ value: PhraseValue) -> String {
        switch value {
        case .text(let text): isolated(text)
        case .count(let count): figures.number(ExactDecimal(count))
        case .number(let number): figures.number(number)
        case .date(let day): figures.day(day)
        case .amounts(let list):
            list.split(separator: ", ").map { amount in
                let parts = amount.split(separator: " ", maxSplits: 1)
                guard let first = parts.first, let number = ExactDecimal(first) else { return String(amount) }
                return ([figures.number(number)] + parts.dropFirst().map(String.init)).joined(separator: "\u{A0}")
            }.joined(separator: ", ")
        }
    }

    /// A name or id kept together within text of the other direction: marks on both sides tell that it runs from left to right.
    package func isolated(_ text: String) -> String {
        guard isRightToLeft, !text.isEmpty, !Self.runsRightToLeft(text), text.contains(where: { !$0.isNumber }) else { return text }
        return "\u{200E}\(text)\u{200E}"
    }

    /// Whether the first letter of a text is of a script that runs from right to left.
    package static func runsRightToLeft(_ text: String) -> Bool {
        text.unicodeScalars.first { $0.properties.isAlphabetic }.map { (0x590...0x8FF).contains($0.value) || (0xFB1D...0xFEFC).contains($0.value) } ?? false
    }

    // MARK: What was worded in English where it was found

    /// A message in the language, as the catalogue's entries under `key` word it; unchanged where none of them is that message.
    ///
    /// What a run finds is worded once, in English, for the terminal and the manifest. Here the English entry is read
    /// backwards for the values, and the language's entry filled with them.
    package func said(_ message: String, as key: String) -> String {
        guard !isEnglish else { return message }
        for (key, pattern) in entries(key) {
            if let text = texts[key], let said = said(message, pattern: pattern, as: text) { return said }
        }
        return message
    }

    /// `message` worded as `text`, where it is what `pattern` says in English; nil where it isn't.
    package func said(_ message: String, pattern: String, as text: String) -> String? {
        Phrase(pattern)?.values(of: message).map { filled(text, $0) }
    }

    /// The English entries under a key: the key itself, or `key.1`, `key.2`, … in that order.
    package func entries(_ key: String) -> [(key: String, english: String)] {
        if let only = english[key] { return [(key, only)] }
        var found: [(String, String)] = []
        while let next = english["\(key).\(found.count + 1)"] { found.append(("\(key).\(found.count + 1)", next)) }
        return found
    }
}
