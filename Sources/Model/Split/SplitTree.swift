/// A report's tree taken apart into members, each with the nodes below its own.
package struct SplitTree: Sendable {
    /// The tree that members are parts of: the report's own, or, where a member is several nodes of that, one that begins with the members.
    package let source: NodeTree
    package let isReportsOwn: Bool
    /// Each scope's leaf in `source`; a scope may be in several subsets, or in none.
    package let leaves: [Leaf]
    package private(set) var members: [MemberTree]

    package struct Leaf: Sendable, Hashable {
        package var scope: Int
        package var node: Int
        package init(scope: Int, node: Int) {
            self.scope = scope
            self.node = node
        }
    }

    /// In a report by geo and country, `by: country` finds the nodes EMEA/DE and EMEA/ES, whose packs begin with DE and ES;
    /// a country in two geos gets a tree by country instead, in which it is one node.
    package init(_ rule: SplitRule, of report: NodeTree) {
        let scopes = report.scopeLeaves.map { report.nodes[$0].path }
        switch rule.parts {
        case .by(let dimension):
            let depth = report.dimensions.firstIndex(of: dimension.name) ?? 0
            let nodes = report.nodes.filter { $0.path.count == depth + 1 }
            isReportsOwn = Set(nodes.map { $0.path[depth] }).count == nodes.count
            source = isReportsOwn ? report : NodeTree(dimensions: Array(report.dimensions.dropFirst(depth)), scopes: scopes.map { Array($0.dropFirst(depth)) })
            leaves = source.scopeLeaves.enumerated().map { Leaf(scope: $0.offset, node: $0.element) }
            members = Self.members(of: source, at: isReportsOwn ? depth : 0, leaves: leaves, scopes: scopes.count, keepsName: true)
        case .subsets(let subsets):
            isReportsOwn = false
            let parts = subsets.flatMap { subset in
                scopes.indices.filter { subset.contains(scopes[$0], report.dimensions) }.map { (scope: $0, path: [subset.name.name] + scopes[$0]) }
            }
            source = NodeTree(dimensions: [""] + report.dimensions, scopes: parts.map(\.path))
            leaves = zip(parts, source.scopeLeaves).map { Leaf(scope: $0.scope, node: $1) }
            members = Self.members(of: source, at: 0, leaves: leaves, scopes: scopes.count, keepsName: false)
        }
    }

    /// By node of the source, the report's nodes of the same level and members, which it is a part of or made of.
    package func counterparts(in report: NodeTree) -> [[Int]] {
        // A subset's name is in front, or the dimensions above the split's own are gone.
        let (added, gone) = source.dimensions.count > report.dimensions.count ? (1, 0) : (0, report.dimensions.count - source.dimensions.count)
        let ofPath = Dictionary(grouping: report.nodes.filter { $0.path.count >= gone }) { Array($0.path.dropFirst(gone)) }
        return source.nodes.map { node in (ofPath[Array(node.path.dropFirst(added))] ?? []).map(\.id) }
    }

    /// With some of its members alone.
    package func filtered(by isMeant: (String) -> Bool) -> SplitTree {
        var split = self
        split.members.removeAll { !isMeant($0.name) }
        return split
    }

    /// - Parameter keepsName: whether the member's own name is the first of its paths, as a dimension's is and a subset's isn't.
    private static func members(of source: NodeTree, at depth: Int, leaves: [Leaf], scopes: Int, keepsName: Bool) -> [MemberTree] {
        var members: [MemberTree] = []
        // By node of the source: whose it is, and its number there.
        var homes: [Int: (member: Int, node: Int)] = [:]
        let dropped = keepsName ? depth : depth + 1
        for node in source.nodes where node.path.count > depth {
            let path = Array(node.path.dropFirst(dropped))
            if node.path.count == depth + 1 {
                homes[node.id] = (members.count, 0)
                let tree = NodeTree(
                    dimensions: Array(source.dimensions.dropFirst(dropped)), nodes: [.init(id: 0, parent: nil, path: path)],
                    scopeLeaves: Array(repeating: 0, count: scopes))
                members.append(MemberTree(name: node.path[depth], tree: tree, origins: [node.id], scopes: []))
            } else if let parent = node.parent, let above = homes[parent] {
                let number = members[above.member].tree.nodes.count
                homes[node.id] = (above.member, number)
                members[above.member].tree.nodes.append(.init(id: number, parent: above.node, path: path))
                members[above.member].origins.append(node.id)
            }
        }
        for leaf in leaves {
            guard let home = homes[leaf.node] else { continue }
            members[home.member].scopes.insert(leaf.scope)
            members[home.member].tree.scopeLeaves[leaf.scope] = home.node
        }
        return members
    }
}

extension SplitRule.Subset {
    /// - Parameter path: a scope's members by dimension.
    package func contains(_ path: [String], _ dimensions: [String]) -> Bool {
        filter.allSatisfy { filter in
            dimensions.firstIndex(of: filter.dimension.name).map { path.indices.contains($0) && filter.members.contains(path[$0]) } ?? false
        }
    }
}
