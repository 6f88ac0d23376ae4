internal import Model

/// Reads the list of metrics: `dso`, or `dso: { window: 90, target: 45 }`.
enum MetricSelectionReader {
    static func selections(_ value: YAMLValue) -> [MetricSelection] {
        if case .text = value.content {
            return (value.names() ?? []).map { MetricSelection(id: $0.value, place: $0.place) }
        }
        guard let items = value.items() else { return [] }
        if items.isEmpty { value.sink.add(Problem.emptyList(value, "a metric")) }
        var selections: [MetricSelection] = []
        for selection in items.compactMap(selection) {
            if let first = selections.first(where: { $0.id == selection.id }) {
                value.sink.add(Problem.metricTwice(selection, first: first))
            } else {
                selections.append(selection)
            }
        }
        return selections
    }

    private static func selection(_ value: YAMLValue) -> MetricSelection? {
        guard case .map(let entries) = value.content else {
            return value.phrase().map { MetricSelection(id: $0, place: value.place) }
        }
        guard let entry = entries.first else { return nil }
        if let second = entries.dropFirst().first {
            value.sink.add(Problem.metricIndentation(entry.key, second))
            return nil
        }
        var selection = MetricSelection(id: entry.key, place: entry.place)
        if entry.value.isEmpty { return selection }
        guard let settings = entry.value.ownEntries() else { return nil }
        for setting in settings {
            if setting.key == "target" {
                selection.targets = targets(setting)
            } else if setting.key == "near" {
                selection.near = setting.value.share().map { Located($0, place: setting.value.place) }
            } else if setting.key == "limits" {
                selection.limits = LimitsReader.read(setting.value)
            } else {
                selection.parameters[setting.key] = parameter(setting)
            }
        }
        return selection
    }

    /// A parameter as written; its manifest tells later whether it may be so.
    static func parameter(_ entry: YAMLEntry) -> Located<RawValue>? {
        switch entry.value.content {
        case .text(let text): return Located(.scalar(text), place: entry.value.place)
        case .list: return entry.value.words().map { Located(.list($0.map(\.value)), place: entry.value.place) }
        case .empty: entry.value.sink.add(Problem.emptyValue(entry.key, entry.place))
        case .map: entry.value.sink.add(Problem.wrongForm(entry.value, "a value or a list", nil))
        }
        return nil
    }

    /// `45` for the headline, or a map by value id.
    static func targets(_ entry: YAMLEntry) -> [String: Located<ExactDecimal>] {
        switch entry.value.content {
        case .empty:
            entry.value.sink.add(Problem.emptyValue(entry.key, entry.place))
            return [:]
        case .map(let entries):
            var targets: [String: Located<ExactDecimal>] = [:]
            for entry in entries {
                targets[entry.key] = entry.value.decimal(percent: true).map { Located($0, place: entry.value.place) }
            }
            return targets
        case .text, .list:
            guard let target = entry.value.decimal(percent: true) else { return [:] }
            return ["": Located(target, place: entry.value.place)]
        }
    }
}
