package import Model

extension MetricParameter {
    /// A written value as this parameter's type and range have it, or the finding that says why not.
    package func parse(_ raw: Located<RawValue>) -> Result<ParameterValue, Finding.Refused> {
        func refused(_ wanted: String, remedy: String? = nil) -> Result<ParameterValue, Finding.Refused> {
            .failure(.init(Problem.badValue(name, wanted, raw.value.shown, raw.place, remedy: remedy)))
        }
        if case .dayRanges = kind { return ranges(raw) }
        guard case .scalar(let text) = raw.value else { return refused("a single value") }
        switch kind {
        case .integer(let range):
            guard let number = WholeNumber.parse(text), range.contains(number) else {
                return refused("a whole number" + Problem.words(for: range))
            }
            return .success(.integer(number))
        case .decimal(let range):
            guard let number = ExactDecimal(text) ?? ExactDecimal(percent: text), range.contains(number) else {
                return refused("a number" + Problem.words(for: range))
            }
            return .success(.decimal(number))
        case .boolean:
            guard let value = ["true": true, "false": false][text] else { return refused("true or false") }
            return .success(.boolean(value))
        case .choice(let choices):
            guard choices.contains(text) else {
                return .failure(.init(Problem.unknownWord(name, text, known: choices, raw.place)))
            }
            return .success(.text(text))
        case .text:
            return .success(.text(text))
        case .date:
            guard let date = CivilDate(text) else {
                return .failure(.init(Problem.badDate(name, text, raw.place)))
            }
            return .success(.date(date))
        case .dayRanges:
            return ranges(raw)
        }
    }

    private func ranges(_ raw: Located<RawValue>) -> Result<ParameterValue, Finding.Refused> {
        let first = if case .dayRanges(let first) = kind { first } else { 1 }
        guard case .list(let words) = raw.value, !words.isEmpty else {
            return .failure(
                .init(
                    Problem.badValue(
                        name, "a list of days such as [30, 60, 90]", raw.value.shown, raw.place, remedy: nil)))
        }
        var bounds: [Int] = []
        for word in words {
            guard let bound = WholeNumber.parse(word), (1...36_500).contains(bound) else {
                return .failure(
                    .init(Problem.badValue(name, "a list of whole numbers from 1 to 36500", word, raw.place)))
            }
            bounds.append(bound)
        }
        guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return .failure(.init(Problem.notRising(name, bounds, raw.place)))
        }
        return .success(.dayRanges(bounds, first: first))
    }
}

extension Finding {
    /// A finding on its way out as a failure.
    package struct Refused: Error {
        package let finding: Finding
        init(_ finding: Finding) { self.finding = finding }
    }
}

extension RawValue {
    /// As written: `90`, `30, 60, 90`.
    var shown: String {
        switch self {
        case .scalar(let text): text
        case .list(let words): words.joined(separator: ", ")
        }
    }
}
