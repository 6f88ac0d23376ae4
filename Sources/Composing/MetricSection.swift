internal import Model

/// One metric's part of the pack: what it says, the tree, its charts, its tables, the list to act on.
extension PackComposer {
    func section(of metric: MetricResult) -> Section {
        let manifest = metric.plugin.manifest
        var blocks: [Block] = [.note(Note(.formula, title: words[.formula], lines(of: manifest.formula)))]
        blocks += manifest.charts.compactMap { chart($0, metric) }.map(Block.chart)
        for table in manifest.tables {
            switch table.source {
            case .values(let ids): blocks.append(.table(valuesTable(table, ids, metric)))
            case .query: metric.tables[table.name].map { blocks.append(.table(queryTable(table, $0, metric))) }
            case .details: metric.details[table.name].map { blocks.append(.table(detailsTable(table, $0, metric))) }
            }
        }
        return Section(
            id: manifest.id, kind: .metric, title: manifest.title, subtitle: manifest.description, blocks: blocks)
    }

    /// A formula with one equation a line.
    func lines(of formula: String) -> String { formula.replacing("; ", with: "\n") }

    /// `Geo / Country`.
    var treeTitle: String { results.tree.dimensions.map { words.name(ofDimension: $0).capitalizedFirst }.joined(separator: " / ") }

    /// The tree, a column per value.
    private func valuesTable(_ table: MetricTable, _ ids: [String], _ metric: MetricResult) -> Table {
        let values = ids.compactMap { metric.plugin.manifest.value($0) }
        let first = Column(name: "node", title: treeTitle, kind: .text)
        let rows = Rows(count: nodes.count) { [self] index in
            let node = nodes[index]
            return Row(
                level: results.tree.level(of: node), role: role(of: node),
                [Cell(.text(name(of: node)))]
                    + values.map { value in
                        metric.grid.current(value.id, node: node.id).map { cell($0, value) } ?? Cell(.empty)
                    })
        }
        return Table(
            id: "\(metric.plugin.manifest.id).\(table.name)", title: table.title,
            layout: results.tree.nodes.count > 1 ? .tree : .plain,
            columns: [first] + values.map { Column(name: $0.id, title: $0.title, kind: kind($0.unit)) },
            rows: withFormulas(rows, values: values, metric))
    }

    /// Subtotals that are the sum of the shown children, and quotients and differences of shown columns, as formulas.
    private func withFormulas(_ rows: Rows, values: [MetricValue], _ metric: MetricResult) -> Rows {
        var live = LiveFormulas(rows)
        // As the plugin says it: another language may need other words before a figure.
        let manifest = metric.plugin.manifest
        let explanations = (results.metrics.first { $0.plugin.manifest.id == manifest.id }?.plugin.manifest ?? manifest).explanations
        let columns = Dictionary(values.enumerated().map { ($1.id, $0 + 1) }) { first, _ in first }
        for (index, value) in values.enumerated() {
            live.addSums(in: index + 1, unit: value.unit)
            guard let explanation = explanations.first(where: { $0.value == value.id }) else { continue }
            let scale = value.unit == .money ? CurrencyCode.minorUnits(results.currency) : value.unit == .count ? 0 : value.scale
            let explained = ExplainedFormula(explanation: explanation, columns: columns, parameters: metric.parameters, scale: scale)
            if let formula = explained.formula { live.add(formula, in: index + 1) }
        }
        return live.rows
    }

    /// A metric's table by its keys at the whole, with a column per member of the first dimension.
    private func queryTable(_ table: MetricTable, _ result: ResultRows, _ metric: MetricResult) -> Table {
        let rows = result.current(asOf: results.asOf, node: 0)
        return Table(
            id: "\(metric.plugin.manifest.id).\(table.name)", title: table.title, layout: .plain,
            columns: table.columns.map { Column(name: $0.name, title: $0.title, kind: kind($0, in: result)) },
            rows: rows.map { row in
                Row(cells(row, of: result, in: table.columns).map { cell in
                    if case .text(let key) = cell.value { Cell(.text(readable(key, metric.plugin.manifest))) } else { cell }
                })
            })
    }

    private func detailsTable(_ table: MetricTable, _ details: DetailRows, _ metric: MetricResult) -> Table {
        let id = "\(metric.plugin.manifest.id).\(table.name)"
        let members = metric.plugin.manifest.members
        // A key's member may be a class or a state here too; names and ids are never taken for one.
        let isKey = table.columns.map { column in
            column.unit == nil && !members.isEmpty && column.name != "name" && !column.name.hasSuffix("_id") && !column.name.hasSuffix("_no")
        }
        let listed = ListedCells(details.rows, table.columns)
        let shown = Rows(count: details.rows.rows.count) { [self] index in
            Row(zip(cells(details.rows.rows[index], listed), isKey).map { cell, isKey in
                if isKey, case .text(let text) = cell.value, let word = members[text] { Cell(.text(word)) } else { cell }
            })
        }
        let columns = table.columns.map { Column(name: $0.name, title: $0.title, kind: kind($0, in: details.rows)) }
        let limit =
            details.total > shown.count
            ? Table.Limit(total: details.total, rest: words[.restInLedger])
            : nil
        return Table(
            id: id, title: table.title, layout: .details, columns: columns, rows: shown, limited: limit)
    }
}

extension ResultRows {
    func type(of column: String) -> VectorType? { index(of: column).map { fields[$0].type } }

    /// The rows of one key date and node, in their order.
    func current(asOf: CivilDate, node: Int) -> [[ScalarValue]] {
        guard let day = index(of: "as_of"), let at = index(of: "node") else { return Array(rows) }
        return rows.indices.filter { rows[$0, day] == .date(asOf) && rows[$0, at] == .integer(node) }.map { rows[$0] }
    }
}
