package import Model

/// Which of the report's nodes a node of a split's tree is made of: those of its own level, or what of them lies wholly within it.
///
/// A collector who works for two countries is two of the report's nodes. In a subset of two of EMEA's countries EMEA is those two.
package struct NodeCovers: Sendable {
    private let covers: [[Int]]
    /// By node of the report, its scopes.
    private let reach: [Set<Int>]

    package init(_ split: SplitTree, of report: NodeTree) {
        reach = Self.reach(report, report.scopeLeaves.enumerated().map { .init(scope: $0, node: $1) })
        guard !split.isReportsOwn else {
            covers = report.nodes.map { [$0.id] }
            return
        }
        let children = Dictionary(grouping: report.nodes.filter { $0.parent != nil }) { $0.parent ?? 0 }
        let reach = self.reach
        let same = split.counterparts(in: report)
        covers = Self.reach(split.source, split.leaves).enumerated().map { number, scopes in
            var found: [Int] = []
            var open = same[number]
            while let node = open.popLast() {
                let own = reach[node]
                if own.isEmpty || own.isDisjoint(with: scopes) { continue }
                if own.isSubset(of: scopes) { found.append(node) } else { open += (children[node] ?? []).map(\.id) }
            }
            return found.sorted()
        }
    }

    private static func reach(_ tree: NodeTree, _ leaves: [SplitTree.Leaf]) -> [Set<Int>] {
        var reach = [Set<Int>](repeating: [], count: tree.nodes.count)
        for leaf in leaves {
            var node: Int? = leaf.node
            while let at = node {
                reach[at].insert(leaf.scope)
                node = tree.nodes[at].parent
            }
        }
        return reach
    }

    /// Targets of periods at the report's nodes, as those of the split's; what a part lacks makes a sum partial.
    package func sums(_ totals: [WindowedTarget]) -> [WindowedTarget] {
        struct Key: Hashable {
            var date: Int
            var measure: String
            var window: ReportWindow
            var isPrevious: Bool
        }
        var keys: [Key] = []
        var ofKey: [Key: [Int: WindowedTarget]] = [:]
        for total in totals {
            let key = Key(date: total.date, measure: total.measure, window: total.window, isPrevious: total.isPrevious)
            if ofKey[key] == nil { keys.append(key) }
            ofKey[key, default: [:]][total.node] = total
        }
        return keys.flatMap { key -> [WindowedTarget] in
            covers.indices.compactMap { node in
                let parts = covers[node].map { ofKey[key]?[$0] }
                guard var sum = parts.compactMap({ $0 }).first else { return nil }
                let there = parts.compactMap { $0 }
                sum.node = node
                sum.amount = there.dropFirst().reduce(sum.amount) { $0 + $1.amount }
                sum.isPartial = there.count < parts.count || there.contains(where: \.isPartial)
                return sum
            }
        }
    }

    /// A value's target at a node of the split's tree; none where it was set for a node that isn't wholly the member's.
    ///
    /// - Parameter scopes: those of the member.
    package func target(
        _ targets: PlainTargets, isInherited: Bool, date: Int, node: Int, of scopes: Set<Int>
    ) -> (amount: ExactDecimal, isPartial: Bool)? {
        let parts = covers[node].map { part -> (amount: ExactDecimal, isPartial: Bool)? in
            guard let amount = targets[date, part] else { return nil }
            if isInherited, let origin = targets.origin(date: date, node: part), !reach[origin].isSubset(of: scopes) { return nil }
            return (amount, targets.isPartial(date: date, node: part))
        }
        let there = parts.compactMap { $0 }
        guard let first = there.first else { return nil }
        if isInherited { return there.count == parts.count && there.allSatisfy { $0.amount == first.amount } ? (first.amount, false) : nil }
        return (there.dropFirst().reduce(first.amount) { $0 + $1.amount }, there.count < parts.count || there.contains { $0.isPartial })
    }
}
