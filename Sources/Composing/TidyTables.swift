internal import Model

/// One fact per row, for CSV: the key date, a column per dimension (empty above its level), the keys, the figures.
extension PackComposer {
    func tidyTables() -> [Table] {
        [scorecardTidy()] + metrics.flatMap { metric in
            metric.plugin.manifest.tables.compactMap { table -> Table? in
                switch table.source {
                case .values(let ids): valuesTidy(table, ids, metric)
                case .query: metric.tables[table.name].map { queryTidy(table, $0, metric) }
                case .details: metric.details[table.name].map { detailsTidy(table, $0, metric) }
                }
            } + [trendTidy(metric)]
        } + qualityTidy()
    }

    private var place: [Column] {
        [Column(name: "as_of", title: "Key date", kind: .date)]
            + results.tree.dimensions.map { Column(name: $0, title: $0, kind: .text) }
    }

    private func placeCells(_ day: CivilDate, _ path: [String]) -> [Cell] {
        [Cell(.date(day))]
            + results.tree.dimensions.indices.map { $0 < path.count ? Cell(.text(path[$0])) : Cell(.empty) }
    }

    private func figureColumn(_ value: MetricValue) -> Column {
        Column(name: value.id, title: value.title, kind: kind(value.unit), hasReason: true)
    }

    private func scorecardTidy() -> Table {
        let columns =
            place + [
                Column(name: "metric", title: "Metric", kind: .text),
                Column(name: "value_id", title: "Value", kind: .text),
                Column(name: "unit", title: "Unit", kind: .text),
                Column(name: "value", title: "Value", kind: .number, hasReason: true),
                Column(name: "target", title: "Target", kind: .number, hasReason: true),
                Column(name: "status", title: "Status", kind: .text),
                Column(name: "change", title: "Change", kind: .number),
                Column(name: "compared_with", title: "Compared with", kind: .text),
            ]
        let headlines = metrics.compactMap { metric in
            metric.plugin.manifest.headline.map { (metric: metric, value: $0, change: ChangeFigure(metric: metric, value: $0, keyDates: results.keyDates)) }
        }
        let nodes = results.tree.nodes
        let rows = Rows(count: headlines.count * nodes.count) { [self] index in
            let ((metric, headline, change), node) = (headlines[index / nodes.count], nodes[index % nodes.count])
            let entry = metric.grid.current(headline.id, node: node.id)
            let difference = change.difference(node: node.id)
            return Row(
                placeCells(results.asOf, node.path) + [
                    Cell(.text(metric.plugin.manifest.id)), Cell(.text(headline.id)),
                    Cell(.text(headline.unit.rawValue)),
                    entry.map { cell($0, headline) } ?? Cell(.empty),
                    entry.map { target($0, headline) } ?? Cell(.empty),
                    Cell(entry?.status.map { .text($0.rawValue) } ?? .empty),
                    Cell(difference.map { value($0, headline.unit) } ?? .empty),
                    change.isShown ? Cell(.text(change.day?.description ?? change.since(words))) : Cell(.empty),
                ])
        }
        return Table(id: "scorecard", title: "Scorecard", layout: .tidy, columns: columns, rows: rows)
    }

    private func valuesTidy(_ table: MetricTable, _ ids: [String], _ metric: MetricResult) -> Table {
        let values = ids.compactMap { metric.plugin.manifest.value($0) }
        return Table(
            id: "\(metric.plugin.manifest.id).\(table.name)", title: table.title, layout: .tidy,
            columns: place + values.map(figureColumn),
            rows: Rows(count: results.tree.nodes.count) { [self] index in
                let node = results.tree.nodes[index]
                return Row(
                    placeCells(results.asOf, node.path)
                        + values.map { value in
                            metric.grid.current(value.id, node: node.id).map { cell($0, value) } ?? Cell(.empty)
                        })
            })
    }

    /// Every value at every key date and node.
    private func trendTidy(_ metric: MetricResult) -> Table {
        let values = metric.plugin.manifest.values
        let nodes = results.tree.nodes
        let rows = Rows(count: results.keyDates.count * nodes.count) { [self] index in
            let (date, node) = (index / nodes.count, nodes[index % nodes.count])
            return Row(
                placeCells(results.keyDates[date], node.path)
                    + values.indices.map { cell(metric.grid[$0, date, node.id], values[$0]) })
        }
        return Table(
            id: "\(metric.plugin.manifest.id).trend", title: "Trend", layout: .tidy,
            columns: place + values.map(figureColumn), rows: rows)
    }

    private func queryTidy(_ table: MetricTable, _ result: ResultRows, _ metric: MetricResult) -> Table {
        let day = result.index(of: "as_of")
        let at = result.index(of: "node")
        let current = result.rows.indices.compactMap { index -> (row: Int, node: Int)? in
            guard let day, let at, result.rows[index, day] == .date(results.asOf), case .integer(let node) = result.rows[index, at],
                results.tree.nodes.indices.contains(node)
            else { return nil }
            return (index, node)
        }
        let rows = Rows(count: current.count) { [self] index in
            let (row, node) = current[index]
            return Row(
                placeCells(results.asOf, results.tree.nodes[node].path)
                    + cells(result.rows[row], of: result, in: table.columns))
        }
        return tidy(table, result, metric, rows)
    }

    private func detailsTidy(_ table: MetricTable, _ details: DetailRows, _ metric: MetricResult) -> Table {
        let scope = details.rows.index(of: "scope")
        let listed = ListedCells(details.rows, table.columns)
        let rows = Rows(count: details.rows.rows.count) { [self] index in
            let row = details.rows.rows[index]
            var path: [String] = []
            if let scope, case .integer(let number) = row[scope], results.tree.scopeLeaves.indices.contains(number) {
                path = results.tree.nodes[results.tree.scopeLeaves[number]].path
            }
            return Row(placeCells(results.asOf, path) + cells(row, listed))
        }
        return tidy(table, details.rows, metric, rows)
    }

    private func tidy(_ table: MetricTable, _ result: ResultRows, _ metric: MetricResult, _ rows: Rows) -> Table {
        Table(
            id: "\(metric.plugin.manifest.id).\(table.name)", title: table.title, layout: .tidy,
            columns: place
                + table.columns.map {
                    Column(name: $0.name, title: $0.title, kind: kind($0, in: result))
                }, rows: rows)
    }
}
