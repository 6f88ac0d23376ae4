internal import Composing
internal import Model

/// A figure of a node and all that it is made of, as text.
struct Explanation {
    let results: Results
    let metric: MetricResult
    /// nil for a metric without values.
    let value: MetricValue?
    let node: NodeTree.Node
    let composer: PackComposer
    /// Rows of each list to show.
    let rows: Int

    var title: String {
        let place = node.path.isEmpty ? "the whole" : node.path.joined(separator: "/")
        return "\(value?.title ?? metric.plugin.manifest.title) of \(place) at \(results.asOf)"
    }

    var text: String {
        let parts = [figure, formula, parameters] + metric.facts.map(facts) + lists + [sources, statements]
        return parts.filter { !$0.isEmpty }.map { $0 + "\n" }.joined(separator: "\n")
    }

    private func shown(_ figure: ExactDecimal) -> String {
        switch value?.unit {
        case .days: "\(figure) days"
        case .money: "\(figure) \(results.currency)"
        case .percent: "\((figure * ExactDecimal(100)).rounded(scale: 2)) %"
        case .count, nil: figure.description
        }
    }

    private func written(_ value: ScalarValue) -> String {
        guard case .decimal(let number) = value else { return value.words }
        return number.scale == 0 ? number.description : number.withDecimals(atLeast: CurrencyCode.minorUnits(results.currency)).description
    }

    private var figure: String {
        guard let value, let entry = metric.grid.current(value.id, node: node.id) else { return title }
        let target = entry.target.map { ", target \(shown($0))" } ?? ""
        let status = metric.grid.shownStatus(value, node: node.id).map { ", " + PackText.words($0) } ?? ""
        let figure = entry.value.map(shown) ?? "unavailable: \(entry.reason ?? "not computed")"
        var lines = ["\(title): \(figure)\(target)\(status)"]
        let phrase = PackText.value(composer.phrase(value, metric, node: node.id))
        if entry.value != nil, !phrase.isEmpty { lines.append("  = \(phrase)") }
        return lines.joined(separator: "\n")
    }

    private var formula: String {
        let manifest = metric.plugin.manifest
        let lines = manifest.formula.replacing("; ", with: "\n").split(separator: "\n")
        return "Formula of \(manifest.id) \(manifest.version)\n" + lines.map { "  \($0)" }.joined(separator: "\n")
    }

    private var parameters: String {
        let declared = metric.plugin.manifest.parameters
        guard !declared.isEmpty else { return "" }
        return "Parameters\n" + declared.map { parameter in
            let value = metric.parameters[parameter.name] ?? parameter.fallback
            let note = value == parameter.fallback ? "default" : "default \(parameter.fallback.description)"
            return "  \(parameter.name) = \(value.description)  (\(note)): \(parameter.title)"
        }.joined(separator: "\n")
    }

    private func facts(_ facts: FactRows) -> String {
        let set = metric.plugin.manifest.facts.first { $0.name == facts.name }
        let over = facts.summedOver.isEmpty ? "" : ", summed over \(facts.summedOver.joined(separator: ", "))"
        let basis = set?.kind == .flow ? "by month, newest first\(over)" : "at \(results.asOf)"
        let rest = facts.total - facts.rows.rows.count
        return "Facts \(facts.name) (\(metric.plugin.manifest.id)/\(facts.path)), \(basis)\n"
            + TextTable.text([facts.rows.fields.map(\.name)] + facts.rows.rows.map { $0.map(written) })
            + (rest > 0 ? "  … and \(rest) more\n" : "")
    }

    private var lists: [String] {
        metric.plugin.manifest.tables.compactMap { table in
            guard table.source == .details, let list = metric.details[table.name] else { return nil }
            let names = table.columns.map(\.name).filter { list.rows.index(of: $0) != nil }
            let cells = list.rows.rows.prefix(rows).map { row in names.map { written(row[list.rows.index(of: $0) ?? 0]) } }
            let count = list.total == 1 ? "1 row" : "\(list.total) rows"
            guard !cells.isEmpty else { return "\(table.title): \(count)" }
            let first = cells.count < list.total ? ", the first \(cells.count)" : ""
            return "\(table.title): \(count)\(first)\n" + TextTable.text([names] + Array(cells))
        }
    }

    private var sources: String {
        guard !results.sources.isEmpty else { return "" }
        return "Sources\n" + results.sources.map { source in
            "  \(source.relation): \(source.path), \(source.loaded) of \(source.read) rows, SHA-256 \(source.hash.sha256)"
        }.joined(separator: "\n")
    }

    /// The metric's own statements; what they read is made by the host.
    private var statements: String {
        let plugin = metric.plugin
        let files = plugin.manifest.views.compactMap { plugin.views[$0] } + plugin.manifest.facts.compactMap { plugin.facts[$0.name] }
            + plugin.histograms.values.sorted { $0.path < $1.path } + [plugin.kpi]
        return "SQL\n" + files.map { file in
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            return "  -- \(plugin.manifest.id)/\(file.path)\n" + lines.map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
