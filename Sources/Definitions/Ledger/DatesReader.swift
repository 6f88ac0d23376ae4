internal import Model

/// Reads `dates:`: one format or several, of which no two may read a text as different days.
enum DatesReader {
    static func formats(_ value: YAMLValue, months: MonthNames) -> [String]? {
        guard let words = value.words() else { return nil }
        if words.isEmpty { value.sink.add(Problem.emptyList(value, "a date format")) }
        let formats = words.compactMap { word in format(word, value.sink, months) }
        guard formats.count == words.count, !formats.isEmpty else { return nil }
        for (index, later) in formats.enumerated() {
            for earlier in formats[..<index] {
                guard let text = DateFormat.ambiguity(earlier, later) else { continue }
                value.sink.add(Problem.ambiguousDates(earlier.pattern, later.pattern, text, words[index].place))
                return nil
            }
        }
        return formats.map(\.pattern)
    }

    /// `%d.%m.%Y`: a year, a month and a day, each once.
    private static func format(_ word: Located<String>, _ sink: FindingSink, _ months: MonthNames) -> DateFormat? {
        let text = word.value
        var parts: [Character] = []
        var isDirective = false
        for character in text {
            if isDirective {
                parts.append(character)
                isDirective = false
            } else if character == "%" {
                isDirective = true
            }
        }
        if let odd = parts.first(where: { !(DateFormat.directives + "%").contains($0) }) {
            sink.add(Problem.dateDirective(text, odd, word.place))
            return nil
        }
        let missing = [("a year (%Y or %y)", "Yy"), ("a month (%m or %b)", "mbB"), ("a day (%d)", "d")].first { part in
            parts.count { part.1.contains($0) } != 1
        }
        if let missing { sink.add(Problem.datePart(text, missing.0, word.place)) }
        if missing == nil, isDirective { sink.add(Problem.dateDirective(text, " ", word.place)) }
        return missing == nil ? DateFormat(text, months: months) : nil
    }
}
