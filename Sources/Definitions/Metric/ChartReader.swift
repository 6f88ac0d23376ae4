internal import Model

/// Reads a metric's charts: trends and rankings of values, stacks of a table's keys.
enum ChartReader {
    static func charts(_ value: YAMLValue, _ values: [MetricValue], _ tables: [MetricTable]) -> [MetricChart] {
        (value.items() ?? []).compactMap { chart($0, values, tables) }
    }

    private static func chart(_ item: YAMLValue, _ values: [MetricValue], _ tables: [MetricTable]) -> MetricChart? {
        guard
            let map = MapReader(item, "a chart", MetricKeys.chart), let kind = map.choice("kind", MetricChart.Kind.self),
            let list = map["values"]
        else { return nil }
        let title = map["title"].flatMap(LocalizedText.read) ?? ""
        if case .list(let items) = list.content, items.isEmpty { map.sink.add(Problem.emptyList(list, "a value")) }
        guard kind == .stacked else {
            if let stray = map.entry("table") { map.sink.add(Problem.strayTable(kind.rawValue, stray.place)) }
            let ids = Problem.checked(list, among: values)
            if Set(ids.compactMap { id in values.first { $0.id == id }?.unit }).count > 1 {
                map.sink.add(Problem.mixedUnits("the chart \"\(title)\"", list.place))
            }
            return MetricChart(title: title, kind: kind, values: ids)
        }
        guard let name = map["table"] else {
            map.sink.add(Problem.missingKey("table", in: "a stacked chart", map.place))
            return nil
        }
        let queries = tables.filter { $0.source == .query }
        guard let text = name.text() else { return nil }
        guard let table = queries.first(where: { $0.name == text }) else {
            map.sink.add(Problem.unknownTable(text, known: queries.map(\.name), name.place))
            return nil
        }
        let figures = table.columns.map(\.name)
        let ids = (list.names() ?? []).filter { word in
            if figures.contains(word.value) { return true }
            map.sink.add(Problem.unknownColumn(word.value, of: text, known: figures, word.place))
            return false
        }
        return MetricChart(title: title, kind: kind, values: ids.map(\.value), table: text)
    }
}
