internal import Model

/// From a chart's declaration to its categories and series.
extension PackComposer {
    func chart(_ declared: MetricChart, _ metric: MetricResult) -> Chart? {
        switch declared.kind {
        case .trend: trend(declared, metric)
        case .ranked: ranked(declared, metric)
        case .stacked: stacked(declared, metric)
        }
    }

    private func id(_ declared: MetricChart, _ metric: MetricResult) -> String {
        let position = metric.plugin.manifest.charts.firstIndex(of: declared) ?? 0
        return "\(metric.plugin.manifest.id).chart\(position + 1)"
    }

    /// Weeks by their number, which is what a team calls them by; other key dates as days.
    private var keyDateLabels: [String] {
        results.keyDates.map { definition.trend.every == .week ? $0.isoWeek : $0.description }
    }

    private func trendOf(_ declared: MetricChart) -> String {
        words(.trendOf, ["chart": .text(declared.title), "count": .count(results.keyDates.count), "day": .date(results.asOf)])
    }

    private func trend(_ declared: MetricChart, _ metric: MetricResult) -> Chart? {
        let values = declared.values.compactMap { metric.plugin.manifest.value($0) }
        guard let first = values.first, results.keyDates.count > 1 else { return nil }
        let target = metric.grid.current(first.id, node: 0)?.target
        return Chart(
            id: id(declared, metric), title: declared.title,
            description: trendOf(declared), kind: .line,
            categories: keyDateLabels,
            series: values.map { Chart.Series(name: $0.title, values: metric.grid.history($0.id, node: 0)) },
            unit: first.unit, currency: results.currency, scale: first.scale, target: target)
    }

    /// The members of the first dimension below the first node with more than one child, largest first.
    private func ranked(_ declared: MetricChart, _ metric: MetricResult) -> Chart? {
        guard let value = declared.values.first.flatMap({ metric.plugin.manifest.value($0) }) else { return nil }
        let level = comparableNodes()
        let members = level.compactMap { node -> (String, ExactDecimal)? in
            metric.grid.current(value.id, node: node.id)?.value.map { (name(of: node), $0) }
        }
        .sorted { $0.1 == $1.1 ? collation.isBefore($0.0, $1.0) : $0.1 > $1.1 }
        guard members.count > 1 else { return nil }
        let shown = members.prefix(12)
        let dimension = words.name(ofDimension: results.tree.dimensions[(level.first?.path.count ?? 1) - 1])
        let title = MetricChart.phrase(declared.title).replacing("{dimension}", with: dimension)
        return Chart(
            id: id(declared, metric), title: title,
            description: words(
                .rankOf,
                [
                    "value": .text(value.title), "shown": .count(shown.count), "count": .count(members.count),
                    "day": .date(results.asOf),
                ]),
            kind: .rankedBars, categories: shown.map(\.0),
            series: [Chart.Series(name: value.title, values: shown.map(\.1))], unit: value.unit,
            currency: results.currency, scale: value.scale,
            target: metric.grid.current(value.id, node: 0)?.target)
    }

    /// The deepest level with at most 12 nodes, so that bars stay readable.
    private func comparableNodes() -> [NodeTree.Node] {
        for depth in (1...max(1, results.tree.dimensions.count)).reversed() {
            let level = results.tree.nodes.filter { results.tree.level(of: $0) == depth }
            if (2...12).contains(level.count) { return level }
        }
        return results.tree.nodes.filter { results.tree.level(of: $0) == 1 }
    }

    /// A table's keys stacked over the key dates.
    private func stacked(_ declared: MetricChart, _ metric: MetricResult) -> Chart? {
        guard let name = declared.table, let rows = metric.tables[name],
            let table = metric.plugin.manifest.tables.first(where: { $0.name == name }),
            let key = table.columns.first(where: { $0.unit == nil }),
            let figure = declared.values.first.flatMap({ id in table.columns.first { $0.name == id } }),
            let keyIndex = rows.index(of: key.name), let figureIndex = rows.index(of: figure.name)
        else { return nil }
        var series: [String: [ExactDecimal?]] = [:]
        // A key stands where the table puts it, at whatever key date it first appears.
        var places: [String: Int] = [:]
        let placeIndex = rows.index(of: "position")
        for (position, day) in results.keyDates.enumerated() {
            for row in rows.current(asOf: day, node: 0) {
                guard case .text(let member) = row[keyIndex] else { continue }
                if series[member] == nil { series[member] = Array(repeating: nil, count: results.keyDates.count) }
                let place: Int? = placeIndex.flatMap { if case .integer(let place) = row[$0] { place } else { nil } }
                places[member] = min(places[member] ?? .max, place ?? places.count)
                switch row[figureIndex] {
                case .decimal(let amount): series[member]?[position] = amount
                case .integer(let count): series[member]?[position] = ExactDecimal(count)
                default: break
                }
            }
        }
        let order = places.keys.sorted { (places[$0] ?? 0, $0) < (places[$1] ?? 0, $1) }
        return Chart(
            id: id(declared, metric), title: declared.title,
            description: trendOf(declared),
            kind: .stackedColumns, categories: keyDateLabels,
            series: order.map { Chart.Series(name: readable($0, metric.plugin.manifest), values: series[$0] ?? []) }, unit: figure.unit ?? .count,
            currency: results.currency, scale: CurrencyCode.minorUnits(results.currency))
    }
}
