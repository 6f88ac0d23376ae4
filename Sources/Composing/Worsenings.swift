internal import Model

/// What got worse since the point before, and where most: what a reader looks for first.
extension PackComposer {
    /// Members named below each headline.
    private static let membersShown = 2

    /// A row per headline that got worse anywhere, and below it the members in which it did most; nil where all is well.
    func worsenings() -> Table? {
        let rows = metrics.flatMap { metric -> [Row] in
            guard let headline = metric.plugin.manifest.headline else { return [] }
            let worst = worstMembers(headline, metric)
            guard !worst.isEmpty || worsening(headline, metric, node: 0) != nil else { return [] }
            let whole = Row(role: .subtotal, [Cell(.text(headline.title), link: metric.plugin.manifest.id)] + figures(metric, headline, node: 0))
            return [whole]
                + worst.map { node in
                    Row(
                        level: 1,
                        [Cell(.text(node.path.map(member).joined(separator: " › ")), link: "origin.\(metric.plugin.manifest.id)")]
                            + figures(metric, headline, node: node.id))
                }
        }
        guard !rows.isEmpty else { return nil }
        return Table(
            id: "scorecard.worse", title: words[.gotWorse], layout: .tree,
            columns: [
                column("node", .gotWorseWhere), column("value", .value, .number), column("target", .target, .number),
                column("status", .status, .status), column("change", .change, .number), column("trend", .trend, .trend),
            ], rows: rows)
    }

    private func worstMembers(_ headline: MetricValue, _ metric: MetricResult) -> [NodeTree.Node] {
        guard results.tree.nodes.count > 1 else { return [] }
        return results.tree.nodes.compactMap { node -> (node: NodeTree.Node, by: ExactDecimal)? in
            guard node.path.count == results.tree.dimensions.count else { return nil }
            return worsening(headline, metric, node: node.id).map { (node, $0) }
        }
        .sorted { $0.by == $1.by ? $0.node.id < $1.node.id : $0.by > $1.by }
        .prefix(Self.membersShown).map(\.node)
    }

    /// By how much the headline is worse than it was, above zero; nil where it isn't.
    private func worsening(_ headline: MetricValue, _ metric: MetricResult, node: Int) -> ExactDecimal? {
        let change = changeOf(metric, headline)
        guard headline.better != .none, change.isShown, let difference = change.difference(node: node), !difference.isZero
        else { return nil }
        let isWorse = (headline.better == .lower) != difference.isNegative
        guard isWorse else { return nil }
        return difference.isNegative ? -difference : difference
    }
}
