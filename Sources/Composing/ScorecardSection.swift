internal import Model

/// The first page: every headline at every node with target, status, change and trend.
extension PackComposer {
    func scorecard() -> Section {
        var blocks: [Block] = []
        let errors = results.findings.filter { $0.severity == .error }.count
        let warnings = results.findings.filter { $0.severity == .warning }.count
        if errors + warnings > 0 {
            let care: Word = warnings == 0 ? .careErrors : errors == 0 ? .careWarnings : .careBoth
            blocks.append(.note(Note(.warning, words(care, ["errors": .count(errors), "warnings": .count(warnings)]))))
        }
        blocks.append(.table(headlines()))
        if let worse = worsenings() { blocks.append(.table(worse)) }
        for metric in metrics where results.tree.nodes.count > 1 {
            blocks.append(.table(headlineTree(metric)))
        }
        return Section(
            id: "scorecard", kind: .scorecard, title: words[.scorecard], blocks: blocks)
    }

    func changeOf(_ metric: MetricResult, _ value: MetricValue) -> ChangeFigure {
        ChangeFigure(metric: metric, value: value, keyDates: results.keyDates)
    }

    private func changeTitle(_ since: String?) -> String {
        since.map { words(.changeSince, ["since": .text($0)]) } ?? words[.change]
    }

    /// The whole, a row per headline.
    private func headlines() -> Table {
        // Headlines that are all compared with the same point say so in the head, others in a column of their own.
        let points = Set(
            metrics.compactMap { metric in metric.plugin.manifest.headline.map { changeOf(metric, $0) } }
                .filter(\.isShown).map { $0.since(words) })
        let isMixed = points.count > 1
        var columns = [
            column("metric", .metric), column("value", .value, .number), column("target", .target, .number),
            column("status", .status, .status), Column(name: "change", title: changeTitle(isMixed ? nil : points.first), kind: .number),
            column("trend", .trend, .trend),
        ]
        if isMixed { columns.append(column("since", .changeSinceWhen)) }
        let rows = metrics.compactMap { metric -> Row? in
            guard let headline = metric.plugin.manifest.headline else { return nil }
            let name = Cell(.text(headline.title), link: metric.plugin.manifest.id)
            var cells = figures(metric, headline, node: 0)
            let change = changeOf(metric, headline)
            cells[0].link = "origin.headlines"
            if isMixed { cells.append(change.isShown ? Cell(.text(change.since(words))) : Cell(.empty)) }
            return Row(role: .item, [name] + cells)
        }
        return Table(id: "scorecard.headlines", title: words[.headlines], layout: .plain, columns: columns, rows: rows)
    }

    /// One headline down the tree.
    private func headlineTree(_ metric: MetricResult) -> Table {
        let manifest = metric.plugin.manifest
        guard let headline = manifest.headline else {
            return Table(id: "scorecard.\(manifest.id)", title: manifest.title, columns: [], rows: [])
        }
        let since = changeOf(metric, headline)
        let columns = [
            Column(name: "node", title: treeTitle, kind: .text),
            Column(name: "value", title: headline.title, kind: kind(headline.unit)),
            column("target", .target, kind(headline.unit)), column("status", .status, .status),
            Column(name: "change", title: changeTitle(since.isShown ? since.since(words) : nil), kind: kind(headline.unit)),
            column("trend", .trend, .trend),
        ]
        let rows = Rows(count: nodes.count) { [self] index in
            let node = nodes[index]
            return Row(
                level: results.tree.level(of: node), role: role(of: node),
                [Cell(.text(name(of: node)), link: node.parent == nil ? manifest.id : nil)]
                    + figures(metric, headline, node: node.id))
        }
        return Table(
            id: "scorecard.\(manifest.id)", title: byDimensions(manifest.title), layout: .tree, columns: columns,
            rows: withSums(rows, headline.unit))
    }

    /// Values, targets and changes that are the sum of the shown children, as formulas.
    private func withSums(_ rows: Rows, _ unit: ValueUnit) -> Rows {
        var live = LiveFormulas(rows)
        for column in [1, 2, 4] { live.addSums(in: column, unit: unit) }
        return live.rows
    }

    /// `Overdue share by country, team`.
    func byDimensions(_ title: String) -> String {
        let dimensions = results.tree.dimensions.map(words.name(ofDimension:)).joined(separator: ", ")
        return words(.metricByDimensions, ["metric": .text(title), "dimensions": .text(dimensions)])
    }

    /// Value, target, status, change and trend.
    func figures(_ metric: MetricResult, _ value: MetricValue, node: Int) -> [Cell] {
        guard let entry = metric.grid.current(value.id, node: node) else { return [] }
        let history = metric.grid.history(value.id, node: node)
        return [
            cell(entry, value),
            target(entry, value),
            metric.grid.shownStatus(value, node: node).map { Cell(.status($0)) } ?? Cell(.empty),
            change(changeOf(metric, value), entry.value, node),
            history.count > 1 ? Cell(.trend(history)) : Cell(.empty),
        ]
    }

    private func change(_ change: ChangeFigure, _ now: ExactDecimal?, _ node: Int) -> Cell {
        guard change.isShown, now != nil else { return Cell(.empty) }
        guard let difference = change.difference(node: node) else { return Cell(.unavailable(change.missing(words))) }
        let better = change.value.better
        let isGood: Bool? =
            difference.isZero ? nil : better == .none ? nil : (better == .lower) == difference.isNegative
        return Cell(.change(difference, unit: change.value.unit, currency: results.currency, isGood: isGood))
    }
}
