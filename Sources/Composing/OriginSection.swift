internal import Model

/// Where the figures come from: every headline with the figures that make it, the facts, and the way to the items,
/// parameters and sources.
extension PackComposer {
    func origin() -> Section {
        var blocks: [Block] = [.table(headlineOrigins())]
        for metric in results.metrics {
            if let tree = originTree(metric) { blocks.append(.table(tree)) }
            blocks += otherOrigins(metric).map { [.table($0)] } ?? []
            blocks += metric.facts.map { .table(table(of: $0, metric)) }
        }
        return Section(
            id: "origin", kind: .origin, title: "Where the figures come from",
            subtitle: "Each figure with what it is made of. Items are listed in the metric's section; parameters stand under "
                + "Methodology, the files that were read under Data quality.", blocks: blocks)
    }

    /// Every headline at the whole.
    private func headlineOrigins() -> Table {
        let rows = results.metrics.compactMap { metric -> Row? in
            let manifest = metric.plugin.manifest
            guard let headline = manifest.headline, let entry = metric.grid.current(headline.id, node: 0) else { return nil }
            let list = manifest.tables.first { $0.source == .details && metric.details[$0.name] != nil }
            return Row([
                Cell(.text(headline.title), link: manifest.id), phrase(headline, metric, node: 0), cell(entry, headline),
                list.map { Cell(.text($0.title), link: "\(manifest.id).\($0.name)") } ?? Cell(.empty),
                manifest.parameters.isEmpty ? Cell(.empty) : Cell(.text("Parameters"), link: "methodology.\(manifest.id)"),
                Cell(.text("Sources"), link: "data_quality.sources"),
            ])
        }
        return Table(
            id: "origin.headlines", title: "Headlines", layout: .plain,
            columns: [
                Column(name: "metric", title: "Headline", kind: .text), Column(name: "origin", title: "How it comes about", kind: .text),
                Column(name: "value", title: "Figure", kind: .number), Column(name: "items", title: "Items behind it", kind: .text),
                Column(name: "parameters", title: "Set by", kind: .text), Column(name: "sources", title: "Read from", kind: .text),
            ], rows: rows)
    }

    /// A headline at every node.
    private func originTree(_ metric: MetricResult) -> Table? {
        let manifest = metric.plugin.manifest
        guard results.tree.nodes.count > 1, let headline = manifest.headline,
            manifest.explanations.contains(where: { $0.value == headline.id })
        else { return nil }
        let rows = results.tree.nodes.compactMap { node -> Row? in
            guard let entry = metric.grid.current(headline.id, node: node.id) else { return nil }
            return Row(
                level: node.path.count, role: role(of: node),
                [Cell(.text(name(of: node))), phrase(headline, metric, node: node.id), cell(entry, headline)])
        }
        return Table(
            id: "origin.\(manifest.id)", title: "\(headline.title) by \(results.tree.dimensions.joined(separator: ", "))", layout: .tree,
            columns: [
                Column(name: "node", title: treeTitle, kind: .text), Column(name: "origin", title: "How it comes about", kind: .text),
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
            id: "origin.\(manifest.id).values", title: "\(manifest.title): other figures", layout: .plain,
            columns: [
                Column(name: "value", title: "Figure", kind: .text), Column(name: "origin", title: "How it comes about", kind: .text),
                Column(name: "figure", title: "Value", kind: .number),
            ], rows: rows)
    }

    private func table(of facts: FactRows, _ metric: MetricResult) -> Table {
        let set = metric.plugin.manifest.facts.first { $0.name == facts.name }
        let id = metric.plugin.manifest.id
        let over = facts.summedOver.isEmpty ? "" : ", summed over \(facts.summedOver.joined(separator: ", "))"
        let basis = set?.kind == .flow ? "by month, newest first\(over)" : "at \(results.asOf)"
        let columns = facts.rows.fields.map { field in
            Column(name: field.name, title: Self.words(field.name), kind: kind(of: field.type))
        }
        let rows = facts.rows.rows.map { row in
            Row(row.map(fact))
        }
        return Table(
            id: "origin.\(id).\(facts.name)", title: "Facts: \(facts.name.replacing("_", with: " ")) (\(id)/\(facts.path)), \(basis)",
            layout: .plain, columns: columns, rows: rows,
            limited: facts.total > rows.count ? Table.Limit(total: facts.total, rest: "countback explain --sql writes them all.") : nil)
    }

    /// `over_90_debits` as “Over 90 debits”.
    private static func words(_ name: String) -> String {
        let words = name.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private func kind(of type: VectorType) -> Column.Kind {
        switch type {
        case .decimal, .int32, .int64, .double: .number
        case .date: .date
        default: .text
        }
    }

    private func fact(_ scalar: ScalarValue) -> Cell {
        switch scalar {
        case .decimal(let figure) where figure.scale > 0:
            let places = CurrencyCode.minorUnits(results.currency)
            return Cell(.money(figure.rounded(scale: max(places, figure.normalized.scale)), currency: results.currency))
        case .decimal(let figure): return Cell(.integer(Int(clamping: figure.unscaled)))
        case .integer(let count): return Cell(.integer(count))
        case .date(let day): return Cell(.date(day))
        case .text(let text): return Cell(.text(Self.readable(text)))
        case .boolean(let flag): return Cell(.text(flag ? "yes" : "no"))
        case .null: return Cell(.empty)
        case .double(let number): return Cell(.text(String(number)))
        }
    }
}
