internal import Model

/// Reads a metric's tables: over its values, over a query on the rolled-up facts, or over a details query.
enum TableReader {
    static func tables(_ value: YAMLValue, _ values: [MetricValue]) -> [MetricTable] {
        (value.ownEntries() ?? []).compactMap { table($0, values) }
    }

    private static func table(_ entry: YAMLEntry, _ values: [MetricValue]) -> MetricTable? {
        guard entry.value.sink.isIdentifier(entry.key, "table", entry.place),
            let map = MapReader(entry.value, "the table \"\(entry.key)\"", MetricKeys.table),
            let from = map.word("from")
        else { return nil }
        let title = map["title"].flatMap(LocalizedText.read) ?? entry.key
        var columns = map["columns"].map(Self.columns) ?? []
        let source: MetricTable.Source
        if from == "values" {
            let ids = valueIDs(map, values)
            source = .values(ids)
            if columns.isEmpty {
                columns = ids.compactMap { id in values.first { $0.id == id } }
                    .map { MetricTable.Column(name: $0.id, title: $0.title, unit: $0.unit) }
            }
        } else {
            source = from == "query" ? .query : .details
            if map["columns"] == nil { map.sink.add(Problem.missingKey("columns", in: map.what, entry.place)) }
            if let stray = map.entry("values") { map.sink.add(Problem.strayValues(from, stray.place)) }
        }
        return MetricTable(
            name: entry.key, title: title, source: source, columns: columns, order: order(map, entry.key, source, columns),
            limit: map.integer("limit"))
    }

    /// What a list is ordered by: without it two runs could show different rows.
    private static func order(
        _ map: MapReader, _ name: String, _ source: MetricTable.Source, _ columns: [MetricTable.Column]
    ) -> [String] {
        guard let order = map["order"] else {
            if source == .details { map.sink.add(Problem.missingKey("order", in: map.what, map.place)) }
            return []
        }
        guard source == .details else {
            map.sink.add(Problem.strayOrder(order.place))
            return []
        }
        let known = columns.map(\.name)
        return (order.names() ?? []).compactMap { term in
            let column = term.value.hasPrefix("-") ? String(term.value.dropFirst()) : term.value
            if known.contains(column) { return term.value }
            map.sink.add(Problem.unknownColumn(column, of: name, known: known, term.place))
            return nil
        }
    }

    private static func valueIDs(_ map: MapReader, _ values: [MetricValue]) -> [String] {
        guard let list = map["values"] else { return values.map(\.id) }
        return Problem.checked(list, among: values)
    }

    private static func columns(_ value: YAMLValue) -> [MetricTable.Column] {
        guard let entries = value.ownEntries() else { return [] }
        if entries.isEmpty { value.sink.add(Problem.emptyList(value, "a column")) }
        return entries.compactMap { entry in
            guard entry.value.sink.isIdentifier(entry.key, "column name", entry.place) else { return nil }
            if case .text = entry.value.content {
                return entry.value.phrase().map { MetricTable.Column(name: entry.key, title: $0) }
            }
            guard let map = MapReader(entry.value, "the column \"\(entry.key)\"", MetricKeys.column) else { return nil }
            return MetricTable.Column(
                name: entry.key, title: map["title"].flatMap(LocalizedText.read) ?? entry.key,
                unit: map.choice("unit", ValueUnit.self))
        }
    }
}

extension Problem {
    /// A list of value ids, each of which must be there.
    static func checked(_ list: YAMLValue, among values: [MetricValue]) -> [String] {
        let known = values.map(\.id)
        return (list.names() ?? []).compactMap { word in
            if known.contains(word.value) { return word.value }
            list.sink.add(unknownValue(word.value, known: known, word.place))
            return nil
        }
    }
}
