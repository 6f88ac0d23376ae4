internal import Model

extension NodeTree {
    /// A node before its children, siblings by name in the language's order, `(none)` last.
    func nodes(in collation: Collation) -> [Node] {
        var below: [Int: [Node]] = [:]
        for node in nodes { if let parent = node.parent { below[parent, default: []].append(node) } }
        var ordered: [Node] = []
        func add(_ node: Node) {
            ordered.append(node)
            let children = below[node.id] ?? []
            for child in children.sorted(by: { reads($0, before: $1, collation) }) { add(child) }
        }
        if let whole = nodes.first { add(whole) }
        return ordered
    }

    private func reads(_ a: Node, before b: Node, _ collation: Collation) -> Bool {
        let (x, y) = (a.path.last ?? "", b.path.last ?? "")
        if x == Dimension.missingMember || y == Dimension.missingMember { return x != y && y == Dimension.missingMember }
        return collation.isBefore(x, y)
    }
}
