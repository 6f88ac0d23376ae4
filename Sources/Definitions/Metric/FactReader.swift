internal import Model

/// Reads a metric's fact sets: kind, keys, measures, and for flows their day and the windows they are compared over.
enum FactReader {
    /// Columns that the host gives every fact set.
    private static let reserved = ["as_of", "day", "scope", "node"]

    static func facts(_ value: YAMLValue, _ parameters: [MetricParameter]) -> [FactSet] {
        guard let entries = value.ownEntries() else { return [] }
        if entries.isEmpty { value.sink.add(Problem.emptyList(value, "a fact set")) }
        return entries.compactMap { factSet($0, parameters) }
    }

    private static func factSet(_ entry: YAMLEntry, _ parameters: [MetricParameter]) -> FactSet? {
        let sink = entry.value.sink
        guard sink.isIdentifier(entry.key, "fact set", entry.place),
            let map = MapReader(entry.value, "the fact set \"\(entry.key)\"", MetricKeys.factSet),
            let kind = map.choice("kind", FactSet.Kind.self)
        else { return nil }
        let keys = map["keys"]?.names() ?? []
        let measures = (map["measures"].map(measures) ?? [])
        var seen: Set<String> = []
        for column in keys + measures.map(\.name) where sink.isIdentifier(column.value, "column name", column.place) {
            if reserved.contains(column.value) {
                sink.add(Problem.reservedColumn(column.value, column.place))
            } else if !seen.insert(column.value).inserted {
                sink.add(Problem.twice(column.value, in: entry.key, column.place))
            }
        }
        let trailing = map["trailing"]?.names()
        if let place = map.entry("trailing")?.place, kind == .balance { sink.add(Problem.trailingBalance(place)) }
        if let place = map.entry("by")?.place, kind == .balance { sink.add(Problem.byOfBalance(place)) }
        let history = map["history"]?.names()
        let historyOf = map["history_of"]?.names()
        for name in historyOf ?? [] where !(FactSet.historyKinds + FactSet.historyRecords).contains(name.value) {
            sink.add(Problem.noHistoryOf(name.value, name.place))
        }
        if historyOf != nil, history == nil, let place = map.entry("history_of")?.place { sink.add(Problem.historyOfNothing(place)) }
        let whole = parameters.filter { if case .integer = $0.kind { true } else { false } }.map(\.name)
        for (key, names) in [("trailing", trailing ?? []), ("history", history ?? [])] {
            for name in names where !whole.contains(name.value) {
                sink.add(Problem.noIntegerParameter(name.value, in: key, known: whole, name.place))
            }
        }
        var set = FactSet(
            name: entry.key, kind: kind, keys: keys.map(\.value),
            measures: measures.map { FactSet.Measure(name: $0.name.value, combination: $0.combination) },
            trailing: trailing?.map(\.value))
        set.day = map.choice("by", FactSet.FlowDay.self) ?? .posted_on
        set.history = history?.map(\.value)
        set.historyOf = historyOf?.map(\.value)
        return set
    }

    /// `amount`, or `{ name: oldest, combine: min }`.
    private static func measures(_ value: YAMLValue) -> [(name: Located<String>, combination: FactSet.Combination)] {
        if case .text = value.content { return (value.names() ?? []).map { ($0, .sum) } }
        guard let items = value.items() else { return [] }
        if items.isEmpty { value.sink.add(Problem.emptyList(value, "a measure")) }
        return items.compactMap { item in
            guard case .map = item.content else { return item.text().map { (Located($0, place: item.place), .sum) } }
            guard let map = MapReader(item, "a measure", MetricKeys.measure),
                let name = map["name"], let text = name.text()
            else { return nil }
            let combination = map.choice("combine", FactSet.Combination.self)
            return (Located(text, place: name.place), combination ?? .sum)
        }
    }
}
