internal import Model

/// Reads a metric's parameters: type, range, default and title of each.
enum ParameterReader {
    static func parameters(_ value: YAMLValue) -> [MetricParameter] {
        (value.ownEntries() ?? []).compactMap(parameter)
    }

    private static func parameter(_ entry: YAMLEntry) -> MetricParameter? {
        let sink = entry.value.sink
        guard sink.isIdentifier(entry.key, "parameter", entry.place) else { return nil }
        if ["target", "near", "limits"].contains(entry.key) { sink.add(Problem.reservedParameter(entry.key, entry.place)) }
        guard
            let map = MapReader(entry.value, "the parameter \"\(entry.key)\"", MetricKeys.parameter),
            let type = map.word("type"), let kind = kind(type, map)
        else { return nil }
        let title = map["title"].flatMap(LocalizedText.read) ?? entry.key
        var parameter = MetricParameter(name: entry.key, title: title, kind: kind, fallback: .text(""))
        parameter.inherits = inherited(map, kind)
        if parameter.inherits != nil, map["default"] == nil {
            parameter.fallback = .integer(1)
            return parameter
        }
        if !entry.value.hasKey("default") { sink.add(Problem.missingKey("default", in: map.what, map.place)) }
        guard let written = map.entry("default").flatMap(MetricSelectionReader.parameter) else { return nil }
        switch parameter.parse(written) {
        case .success(let value): parameter.fallback = value
        case .failure(let refused):
            var finding = refused.finding
            finding.message = "the default of " + finding.message
            sink.add(finding)
        }
        return parameter
    }

    /// What of the report stands in for the default: the month in which its fiscal year starts.
    private static func inherited(_ map: MapReader, _ kind: MetricParameter.Kind) -> MetricParameter.Inherited? {
        guard let value = map["inherits"], case .integer(let range) = kind else { return nil }
        if !(range.contains(1) && range.contains(12)) { map.sink.add(Problem.inheritedRange(value.place)) }
        return map.choice("inherits", MetricParameter.Inherited.self)
    }

    private static func kind(_ type: String, _ map: MapReader) -> MetricParameter.Kind? {
        let hasRange = type == "integer" || type == "decimal"
        if !hasRange, let stray = map.entry("min") ?? map.entry("max") {
            map.sink.add(Problem.noRange(type, stray.key, stray.place))
        }
        for (key, owner) in [("choices", "choice"), ("first", "day_ranges"), ("inherits", "integer")] where type != owner {
            if let stray = map.entry(key) { map.sink.add(Problem.noRange(type, key, stray.place)) }
        }
        switch type {
        case "integer":
            let low = map["min"]?.integer(Int.min...Int.max) ?? Int.min
            let high = map["max"]?.integer(Int.min...Int.max) ?? Int.max
            guard low <= high else { return upsideDown(map) }
            return .integer(low...high)
        case "decimal":
            let low = map["min"]?.decimal(percent: true) ?? MetricParameter.lowest
            let high = map["max"]?.decimal(percent: true) ?? MetricParameter.highest
            guard low <= high else { return upsideDown(map) }
            return .decimal(low...high)
        case "choice":
            guard let choices = map["choices"]?.names()?.map(\.value) else {
                if map["choices"] == nil { map.sink.add(Problem.missingKey("choices", in: map.what, map.place)) }
                return nil
            }
            if choices.isEmpty, let list = map["choices"] { map.sink.add(Problem.emptyList(list, "a choice")) }
            return .choice(choices)
        case "boolean": return .boolean
        case "text": return .text
        case "date": return .date
        default: return .dayRanges(first: map.integer("first") ?? 1)
        }
    }

    private static func upsideDown(_ map: MapReader) -> MetricParameter.Kind? {
        map.sink.add(Problem.emptyRange((map.entry("max") ?? map.entry("min"))?.place ?? map.place))
        return nil
    }
}

extension MetricParameter {
    /// What a decimal parameter may be where no range is stated.
    static let lowest = ExactDecimal(-1_000_000_000_000)
    static let highest = ExactDecimal(1_000_000_000_000)
}

/// A text for readers: plain, or one for each language, of which English is taken here and `InlineTexts` has the rest.
enum LocalizedText {
    static func read(_ value: YAMLValue) -> String? {
        guard case .map = value.content else { return value.phrase() }
        guard let map = MapReader(value, "\"\(value.name)\"", MetricKeys.languages) else { return nil }
        return map["en"]?.phrase()
    }

    /// The text in the other languages that it is given in.
    static func others(_ value: YAMLValue) -> [String: String] {
        guard case .map(let entries) = value.content else { return [:] }
        return Dictionary(entries.compactMap { entry in entry.value.scalar.map { (entry.key, $0) } }) { first, _ in first }.filter { $0.key != "en" }
    }
}
