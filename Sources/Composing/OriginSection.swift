internal import Model

/// Where the figures come from: every headline with the figures that make it, the facts, and the way to the items,
/// parameters and sources.
extension PackComposer {
    func origin() -> Section {
        var blocks: [Block] = [.table(headlineOrigins())]
        for metric in metrics {
            if let tree = originTree(metric) { blocks.append(.table(tree)) }
            blocks += otherOrigins(metric).map { [.table($0)] } ?? []
            blocks += metric.facts.map { .table(table(of: $0, metric)) }
        }
        return Section(id: "origin", kind: .origin, title: words[.originSection], subtitle: words[.originAbout], blocks: blocks)
    }

    /// Every headline at the whole.
    private func headlineOrigins() -> Table {
        // Which files were read is nothing that a member's pack shows.
        let isOfAll = results.member == nil
        let rows = metrics.compactMap { metric -> Row? in
            let manifest = metric.plugin.manifest
            guard let headline = manifest.headline, let entry = metric.grid.current(headline.id, node: 0) else { return nil }
            let list = manifest.tables.first { $0.source == .details && metric.details[$0.name] != nil }
            var cells = [
                Cell(.text(headline.title), link: manifest.id), phrase(headline, metric, node: 0), cell(entry, headline),
                list.map { Cell(.text($0.title), link: "\(manifest.id).\($0.name)") } ?? Cell(.empty),
                manifest.parameters.isEmpty ? Cell(.empty) : Cell(.text(words[.parameters]), link: "methodology.\(manifest.id)"),
            ]
            if isOfAll { cells.append(Cell(.text(words[.sourcesOf]), link: "data_quality.sources")) }
            return Row(cells)
        }
        return Table(
            id: "origin.headlines", title: words[.headlines], layout: .plain,
            columns: [
                column("metric", .headline), column("origin", .origin), column("value", .figure, .number), column("items", .itemsBehind),
                column("parameters", .setBy),
            ] + (isOfAll ? [column("sources", .readFrom)] : []), rows: rows)
    }

    /// A headline at every node.
    private func originTree(_ metric: MetricResult) -> Table? {
        let manifest = metric.plugin.manifest
        guard nodes.count > 1, let headline = manifest.headline, manifest.explanations.contains(where: { $0.value == headline.id })
        else { return nil }
        let rows = nodes.compactMap { node -> Row? in
            guard let entry = metric.grid.current(headline.id, node: node.id) else { return nil }
            return Row(
                level: results.tree.level(of: node), role: role(of: node),
                [Cell(.text(name(of: node))), phrase(headline, metric, node: node.id), cell(entry, headline)])
        }
        return Table(
            id: "origin.\(manifest.id)", title: byDimensions(headline.title), layout: .tree,
            columns: [
                Column(name: "node", title: treeTitle, kind: .text), column("origin", .origin),
                Column(name: "value", title: headline.title, kind: kind(headline.unit)),
            ], rows: rows)
    }

    /// The metric's other values at the whole.
    private func otherOrigins(_ metric: MetricResult) -> Table? {
        let manifest = metric.plugin.manifest
        let rows = manifest.values.compactMap { value -> Row? in
            guard !value.isHeadline, manifest.explanations.contains(where: { $0.value == value.id }),
                let entry = metric.grid.current(value.id, node: 0)
            else { return nil }
            return Row([Cell(.text(value.title)), phrase(value, metric, node: 0), cell(entry, value)])
        }
        guard !rows.isEmpty else { return nil }
        return Table(
            id: "origin.\(manifest.id).values", title: words(.otherFigures, ["metric": .text(manifest.title)]), layout: .plain,
            columns: [column("value", .figure), column("origin", .origin), column("figure", .value, .number)], rows: rows)
    }

    private func table(of facts: FactRows, _ metric: MetricResult) -> Table {
        let manifest = metric.plugin.manifest
        let columns = facts.rows.fields.map { field in
            let title = field.name == "month" ? words[.month] : name(field.name, manifest).capitalizedFirst
            return Column(name: field.name, title: title, kind: kind(of: field.type))
        }
        let rows = facts.rows.rows.map { row in Row(row.map { fact($0, manifest) }) }
        return Table(
            id: "origin.\(manifest.id).\(facts.name)", title: title(of: facts, manifest), layout: .plain, columns: columns, rows: rows,
            limited: facts.total > rows.count ? Table.Limit(total: facts.total, rest: words[.restInScript]) : nil)
    }

    /// What the metric calls a fact set or a column of it.
    private func name(_ id: String, _ manifest: MetricManifest) -> String { manifest.members[id] ?? id.replacing("_", with: " ") }

    private func title(of facts: FactRows, _ manifest: MetricManifest) -> String {
        var values: [String: PhraseValue] = [
            "facts": .text(name(facts.name, manifest)), "file": .text("\(manifest.id)/\(facts.path)"),
        ]
        guard manifest.facts.first(where: { $0.name == facts.name })?.kind == .flow else {
            values["day"] = .date(results.asOf)
            return words(.factsAt, values)
        }
        guard !facts.summedOver.isEmpty else { return words(.factsByMonth, values) }
        values["keys"] = .text(facts.summedOver.map { name($0, manifest) }.joined(separator: ", "))
        return words(.factsByMonthSummed, values)
    }

    private func kind(of type: VectorType) -> Column.Kind {
        switch type {
        case .decimal, .int32, .int64, .double: .number
        case .date: .date
        default: .text
        }
    }

    private func fact(_ scalar: ScalarValue, _ manifest: MetricManifest) -> Cell {
        switch scalar {
        case .decimal(let figure) where figure.scale > 0:
            let places = CurrencyCode.minorUnits(results.currency)
            return Cell(.money(figure.rounded(scale: max(places, figure.normalized.scale)), currency: results.currency))
        case .decimal(let figure): return Cell(.integer(Int(clamping: figure.unscaled)))
        case .integer(let count): return Cell(.integer(count))
        case .date(let day): return Cell(.date(day))
        case .text("beyond"): return Cell(.text(words[.beyond]))
        case .text(let text): return Cell(.text(readable(text, manifest)))
        case .boolean(let flag): return Cell(.text(words[flag ? .yes : .no]))
        case .null: return Cell(.empty)
        case .double(let number): return Cell(.text(String(number)))
        }
    }
}
