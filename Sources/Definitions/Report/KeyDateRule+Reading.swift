package import Model

extension KeyDateRule {
    private static let words: [String: KeyDateRule] = [
        "month_end": .monthEnd, "quarter_end": .quarterEnd, "yesterday": .yesterday, "ledger_end": .ledgerEnd,
    ]
    static let known = words.keys.sorted() + Weekday.names.map { "last_\($0)" }

    /// Reads `2026-11-20`, `last_friday`, `month_end`, `quarter_end`, `yesterday` or `ledger_end`, as `--as-of` does too.
    package init?(word: String) {
        if let rule = Self.words[word] {
            self = rule
        } else if word.hasPrefix("last_"), let day = Weekday.names.firstIndex(of: String(word.dropFirst(5))) {
            self = .lastWeekday(day + 1)
        } else if let date = CivilDate(word) {
            self = .date(date)
        } else {
            return nil
        }
    }

    /// Why a word is no key date; without a place for a word from the command line.
    package static func finding(for word: String, place: Place? = nil) -> Finding {
        Finding(
            "bad-value", .error, "\"as_of\" must be a date such as 2026-11-20 or a word such as last_friday, not \"\(word)\"",
            place: place,
            remedy: Spelling.suggestion(for: word, among: known)
                ?? "the words are last_<weekday>, month_end, quarter_end, yesterday and ledger_end")
    }

    static func read(_ value: YAMLValue) -> KeyDateRule? {
        guard let word = value.text() else { return nil }
        if let rule = KeyDateRule(word: word) { return rule }
        value.sink.add(finding(for: word, place: value.place))
        return nil
    }
}
