internal import Model

/// The report's nodes, and between them the members of other dimensions that targets are for.
///
/// Holders are numbered: nodes by their ids, then the members. In a report by geo, a target of country DE stands below
/// node EMEA; one of collector Amy, whose customers are all in DE, below that.
struct TargetTree: Sendable {
    /// A member without a node of its own, and the deepest node that holds all its customers.
    struct Member: Sendable, Hashable {
        var level: String
        var name: String
        var host: Int
        /// Members of other dimensions that all its customers share.
        var within: [String: String]
    }

    let nodes: [NodeTree.Node]
    let members: [Member]
    /// By holder.
    let parents: [Int?]
    /// Every holder after all that stand below it.
    let order: [Int]

    var nodeCount: Int { nodes.count }
    var holderCount: Int { nodes.count + members.count }

    init(_ tree: NodeTree, members: [Member], within: (_ node: NodeTree.Node) -> [String: String]) {
        self.nodes = tree.nodes
        self.members = members
        let hosted = Dictionary(grouping: members.indices) { members[$0].host }
        var parents: [Int?] = tree.nodes.map(\.parent) + members.map(\.host)
        var sorted: [Int: [Int]] = [:]
        for (host, indices) in hosted {
            let nest = Nest(members, indices)
            sorted[host] = indices.sorted { (nest.rank($1), $0) < (nest.rank($0), $1) }
            for index in indices {
                if let outer = nest.closest(to: index) { parents[tree.nodes.count + index] = tree.nodes.count + outer }
            }
            for node in tree.nodes where node.parent == host {
                if let outer = nest.closest(sharing: within(node)) { parents[node.id] = tree.nodes.count + outer }
            }
        }
        self.parents = parents
        self.order = tree.nodes.reversed().flatMap { node in
            (sorted[node.id] ?? []).map { tree.nodes.count + $0 } + [node.id]
        }
    }

    /// The node whose calendar and figures a holder has.
    func node(of holder: Int) -> Int { holder < nodes.count ? holder : members[holder - nodes.count].host }

    func name(_ holder: Int) -> String {
        let path = nodes[node(of: holder)].path
        let node = path.isEmpty ? "the whole" : path.joined(separator: "/")
        guard holder >= nodes.count else { return node }
        let member = members[holder - nodes.count]
        return "\(member.level) \(member.name) in \(node)"
    }
}

/// Which members at one node hold which others.
private struct Nest {
    private let members: [TargetTree.Member]
    private let byName: [TargetName: Int]
    private var ranks: [Int: Int] = [:]

    init(_ members: [TargetTree.Member], _ indices: [Int]) {
        self.members = members
        self.byName = Dictionary(indices.map { (TargetName(members[$0].level, members[$0].name), $0) }) { first, _ in first }
        for index in indices { ranks[index] = outer(of: index).count }
    }

    /// How many others hold it. A member's parent always ranks lower than itself, so that no two stand below each other
    /// whatever is claimed.
    func rank(_ index: Int) -> Int { ranks[index] ?? 0 }

    func closest(to index: Int) -> Int? {
        outer(of: index).filter { rank($0) < rank(index) }.max { (rank($0), $1) < (rank($1), $0) }
    }

    func closest(sharing within: [String: String]) -> Int? {
        named(within).max { (rank($0), $1) < (rank($1), $0) }
    }

    /// Of two members with the same customers the first holds the second.
    private func outer(of index: Int) -> [Int] {
        let own = members[index]
        return named(own.within).filter { other in
            other != index && (members[other].within[own.level] != own.name || other < index)
        }
    }

    private func named(_ within: [String: String]) -> [Int] { within.compactMap { byName[TargetName($0, $1)] } }
}

/// A member of a dimension.
struct TargetName: Sendable, Hashable {
    var level: String
    var member: String
    init(_ level: String, _ member: String) {
        self.level = level
        self.member = member
    }
}
