internal import Model

/// Finds the one holder that a level's member means.
///
/// A member is a node's own name, or its path where several nodes have that name: `T1`, or `EMEA/DE/T1`.
struct TargetSpots {
    enum Spot: Sendable, Hashable {
        case node(Int)
        /// Position in `members`. `isNodeless`: the level is one of the report's, without a node for the member.
        case member(Int, isNodeless: Bool)
        case ambiguous([String])
        case unknown
        case excluded
    }

    private let tree: NodeTree
    private let isFiltered: Bool
    private let reach: (String, String) -> TargetReach
    /// By level: the nodes with a name, and those with a path.
    private var named: [TargetName: [Int]] = [:]
    private var paths: [TargetName: [Int]] = [:]
    private var found: [TargetName: Spot] = [:]
    private(set) var members: [TargetTree.Member] = []

    init(_ setting: TargetSetting) {
        tree = setting.tree
        isFiltered = !setting.filter.isEmpty
        reach = setting.reach
        for node in tree.nodes {
            guard let member = node.path.last else { continue }
            let level = tree.dimensions[node.path.count - 1]
            named[TargetName(level, member), default: []].append(node.id)
            paths[TargetName(level, Self.text(node.path)), default: []].append(node.id)
        }
    }

    static func text(_ path: [String]) -> String { path.joined(separator: "/") }

    mutating func spot(_ level: String, _ member: String) -> Spot {
        let name = TargetName(level, member)
        if let known = found[name] { return known }
        let spot = find(name)
        found[name] = spot
        return spot
    }

    private mutating func find(_ name: TargetName) -> Spot {
        for nodes in [paths[name], named[name]].compactMap({ $0 }) {
            if nodes.count == 1 { return .node(nodes[0]) }
            return .ambiguous(nodes.map { Self.text(tree.nodes[$0].path) }.sorted())
        }
        switch reach(name.level, name.member) {
        case .node(let host, let within):
            guard tree.nodes.indices.contains(host) else { return .unknown }
            members.append(TargetTree.Member(level: name.level, name: name.member, host: host, within: within))
            return .member(members.count - 1, isNodeless: tree.dimensions.contains(name.level))
        case .excluded: return .excluded
        case .unknown: return isOutsideFilter(name) ? .excluded : .unknown
        }
    }

    /// Whether some member of a path has only customers that the filter leaves out.
    private func isOutsideFilter(_ name: TargetName) -> Bool {
        guard isFiltered, let depth = tree.dimensions.firstIndex(of: name.level) else { return false }
        let path = name.member.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard path.count == depth + 1, depth > 0 else { return false }
        return zip(tree.dimensions, path).contains { reach($0, $1) == .excluded }
    }

    /// What the nodes of a level are called, or their paths.
    func known(_ level: String, asPaths: Bool) -> [String] {
        (asPaths ? paths : named).keys.filter { $0.level == level }.map(\.member).sorted()
    }
}
