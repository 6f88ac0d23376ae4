internal import Model
internal import Planning

/// Where the customers of a dimension's member stand in the tree, whether or not they have items.
struct MemberReach {
    private struct Combination {
        var members: [String: String]
        var isInside: Bool
    }

    private let tree: NodeTree
    /// Names of the report's dimensions that the customer master has, by depth; nil at those that it hasn't.
    private let path: [String?]
    private var combinations: [String: [String: [Combination]]] = [:]
    private let nodes: [[String]: Int]

    static func read(
        levels: Set<String>, membership: Membership, tree: NodeTree, hasCustomers: Bool, asOf: CivilDate, session: any EngineSession
    ) throws -> MemberReach {
        let dimensions = membership.dimensions.prefix(membership.shown)
        var reach = MemberReach(tree: tree, path: dimensions.map { $0.origin == .customers ? $0.name : nil })
        let filters = membership.filters.filter { $0.dimension.origin == .customers }
        let columns = Set(reach.path.compactMap { $0 }).union(levels).union(filters.map(\.dimension.name)).sorted()
        guard hasCustomers, !levels.isEmpty, !columns.isEmpty else { return reach }
        let list = columns.map { "COALESCE(NULLIF(CAST(c.\"\($0.replacing("\"", with: "\"\""))\" AS varchar(4000)), ''), '\(Dimension.missingMember)')" }
        let rows = try session.rows(
            """
            SELECT DISTINCT \(list.enumerated().map { "\($1) AS c_\($0)" }.joined(separator: ", "))
            FROM customer_versions c WHERE c.from_day <= DATE '\(asOf)' AND c.until_day > DATE '\(asOf)'
            """, for: StatementPurpose("targets")
        ).rows
        for row in rows {
            let members = Dictionary(uniqueKeysWithValues: zip(columns, row.map(\.words)))
            let isInside = filters.allSatisfy { filter in members[filter.dimension.name].map(filter.members.contains) ?? true }
            let combination = Combination(members: members, isInside: isInside)
            for level in Set(reach.path.compactMap { $0 }).union(levels) {
                guard let member = members[level] else { continue }
                reach.combinations[level, default: [:]][member, default: []].append(combination)
            }
        }
        return reach
    }

    private init(tree: NodeTree, path: [String?]) {
        self.tree = tree
        self.path = path
        nodes = Dictionary(tree.nodes.map { ($0.path, $0.id) }) { first, _ in first }
    }

    func members(of level: String) -> [String] { combinations[level].map { $0.keys.sorted() } ?? [] }

    /// What all customers below a node share. Items decide where a path's other names belong, so they narrow nothing here.
    func shared(by nodePath: [String]) -> [String: String] {
        let wanted = zip(path, nodePath).compactMap { dimension, name in dimension.map { ($0, name) } }
        guard let (level, name) = wanted.last else { return [:] }
        let inside = (combinations[level]?[name] ?? []).filter { combination in
            combination.isInside && wanted.allSatisfy { combination.members[$0] == $1 }
        }
        guard var shared = inside.first?.members else { return [:] }
        for combination in inside.dropFirst() { shared = shared.filter { combination.members[$0.key] == $0.value } }
        for (level, _) in wanted { shared[level] = nil }
        return shared
    }

    /// The deepest node that holds all customers with the member.
    func of(_ level: String, _ member: String) -> TargetReach {
        guard let all = combinations[level]?[member] else { return .unknown }
        let inside = all.filter(\.isInside)
        guard let first = inside.first else { return .excluded }
        var shared = first.members
        for combination in inside.dropFirst() { shared = shared.filter { combination.members[$0.key] == $0.value } }
        var node = 0
        var prefix: [String] = []
        for dimension in path {
            guard let dimension, let name = shared[dimension] else { break }
            prefix.append(name)
            guard let found = nodes[prefix] else { break }
            node = found
        }
        shared[level] = nil
        return .node(node, within: shared)
    }
}
