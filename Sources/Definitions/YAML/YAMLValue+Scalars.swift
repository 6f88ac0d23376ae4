internal import Model

extension YAMLValue {
    /// A text; nil after a finding for a list or a map.
    func text() -> String? {
        if case .text(let text) = content { return text }
        sink.add(isEmpty ? Problem.emptyValue(name, place) : Problem.wrongForm(self, "a single value", nil))
        return nil
    }

    /// A text that isn't empty, on one line.
    func phrase() -> String? {
        guard let text = text() else { return nil }
        let words = text.split { $0.isWhitespace }.joined(separator: " ")
        if words.isEmpty { sink.add(Problem.emptyValue(name, place)) }
        return words.isEmpty ? nil : words
    }

    /// A list of texts; a single text is a list of one.
    func words() -> [Located<String>]? {
        if case .text(let text) = content { return [Located(text, place: place)] }
        guard let items = items() else { return nil }
        return items.compactMap { item in item.text().map { Located($0, place: item.place) } }
    }

    /// A list of different texts; a text such as `geo, country` isn't meant as one.
    func names() -> [Located<String>]? {
        guard let words = words() else { return nil }
        var seen: Set<String> = []
        return words.filter { word in
            let name = word.value
            if name.contains(",") {
                sink.add(Problem.commaList(self.name, name, word.place))
            } else if name.allSatisfy(\.isWhitespace) {
                sink.add(Problem.emptyValue(self.name, word.place))
            } else if !seen.insert(name).inserted {
                sink.add(Problem.twice(name, in: self.name, word.place))
            } else {
                return true
            }
            return false
        }
    }

    func date() -> CivilDate? {
        guard let text = text() else { return nil }
        if let date = CivilDate(text) { return date }
        sink.add(Problem.badDate(name, text, place))
        return nil
    }

    func integer(_ range: ClosedRange<Int>) -> Int? {
        guard let text = text() else { return nil }
        if let number = WholeNumber.parse(text), range.contains(number) { return number }
        sink.add(Problem.badValue(name, "a whole number" + Problem.words(for: range), text, place))
        return nil
    }

    /// A decimal; `15%` is 0.15 where percents are taken.
    func decimal(percent: Bool = false) -> ExactDecimal? {
        guard let text = text() else { return nil }
        if let number = ExactDecimal(text) ?? (percent ? ExactDecimal(percent: text) : nil) { return number }
        let wanted = percent ? "a number such as 45 or 15%" : "a number such as 1234.50"
        sink.add(Problem.badValue(name, wanted, text, place))
        return nil
    }

    /// A share of a whole, from 0% to 100%; `0.05` is 5%.
    func share() -> ExactDecimal? {
        guard let text = text() else { return nil }
        let number = ExactDecimal(text) ?? ExactDecimal(percent: text)
        if let number, !number.isNegative, number <= ExactDecimal(1) { return number }
        let meant = number.map { !$0.isNegative && $0 <= ExactDecimal(100) && text.last != "%" } ?? false
        sink.add(
            Problem.badValue(
                name, "a share from 0% to 100%", text, place, remedy: meant ? "did you mean \(text)%?" : "write a share such as 5%"))
        return nil
    }

    func boolean() -> Bool? {
        guard let text = text() else { return nil }
        if let value = ["true": true, "false": false][text] { return value }
        sink.add(Problem.badValue(name, "true or false", text, place))
        return nil
    }

    func currency() -> String? {
        guard let text = text() else { return nil }
        if CurrencyCode.isWellFormed(text) { return text }
        sink.add(Problem.badCurrency(name, text, place))
        return nil
    }

    func choice<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> Word? where Word.RawValue == String {
        word(among: Word.allCases.map(\.rawValue)).flatMap(Word.init)
    }

    /// One of the known words.
    func word(among known: [String]) -> String? {
        guard let text = text() else { return nil }
        if known.contains(text) { return text }
        sink.add(Problem.unknownWord(name, text, known: known, place))
        return nil
    }

    /// A weekday as ISO number: `sat` or `saturday` is 6.
    func weekday() -> Int? {
        guard let text = text() else { return nil }
        if let day = Weekday.number(text) { return day }
        sink.add(Problem.unknownWord(name, text, known: Weekday.names, place))
        return nil
    }
}

enum Weekday {
    static let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    /// The short ones, too.
    static let all = names + names.map { String($0.prefix(3)) }

    static func number(_ word: String) -> Int? {
        names.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
    }
}

enum WholeNumber {
    /// Digits with an optional sign: not `1_000`, `0x1F` or `1e3`.
    static func parse(_ text: String) -> Int? {
        let digits = text.first == "-" ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}

extension ExactDecimal {
    /// `15%` or `12.5 %` as a ratio: 0.15, 0.125.
    init?(percent text: String) {
        guard text.last == "%" else { return nil }
        let number = text.dropLast().reversed().drop { $0 == " " }.reversed()
        guard let value = ExactDecimal(String(number)), value.scale <= 36 else { return nil }
        self.init(unscaled: value.unscaled, scale: value.scale + 2)
    }
}
