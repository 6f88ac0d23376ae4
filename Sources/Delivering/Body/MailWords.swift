package import Model

/// What a mail says in its pack's language besides the pack's own words.
package struct MailWords: Sendable {
    package let words: Words
    /// A cell's value with its unit, as the pack's page writes it.
    package let figure: @Sendable (CellValue) -> String

    package init(_ words: Words, figure: @escaping @Sendable (CellValue) -> String) {
        self.words = words
        self.figure = figure
    }

    func said(_ word: Word, _ values: KeyValuePairs<String, String> = [:]) -> String {
        values.isEmpty ? words[word] : words(word, Dictionary(uniqueKeysWithValues: values.map { ($0.key, .text($0.value)) }))
    }

    /// `a; b; and c`.
    func listed(_ texts: [String]) -> String {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return Places.filled(words[.mailAnd], ["facts": texts.dropLast().joined(separator: "; "), "last": last])
    }

    func because(_ facts: [String]) -> String { Places.filled(words[.mailSentBecause], ["facts": listed(facts)]) }
    /// `Not sent because …`, for the log.
    package func notSentBecause(_ facts: [String]) -> String { Places.filled(words[.mailNotSentBecause], ["facts": listed(facts)]) }

    /// With the reason where there is no figure.
    func shown(_ value: CellValue) -> String {
        if case .unavailable(let reason) = value { return reason.isEmpty ? figure(value) : "\(figure(value)) (\(reason))" }
        return figure(value)
    }

    /// With whether that is good, in a word.
    func change(_ value: CellValue) -> String {
        guard case .change(_, _, _, let isGood?) = value else { return shown(value) }
        return "\(figure(value)) (\(words[isGood ? .better : .worse]))"
    }

    /// `As of 20 Nov 2026 · Amounts in EUR`.
    func facts(of mail: MailContent) -> String {
        "\(words[.asOf]) \(figure(.date(mail.asOf))) · \(said(.amountsIn, ["currency": mail.currency]))"
    }
}
