/// A column by which a report groups or filters, and the relation that it was found in.
package struct Dimension: Sendable, Hashable {
    package enum Origin: String, Sendable { case customers, items }
    package var name: String
    package var origin: Origin
    package init(name: String, origin: Origin) {
        self.name = name
        self.origin = origin
    }

    /// How a missing member reads.
    package static let missingMember = "(none)"
}

/// The roll-up tree: every point from the whole (node 0, path empty) down to the scopes, or a member's part of it.
package struct NodeTree: Sendable, Hashable {
    package struct Node: Sendable, Hashable {
        package var id: Int
        package var parent: Int?
        /// Members from the top down; its count is the node's depth.
        package var path: [String]
        package init(id: Int, parent: Int?, path: [String]) {
            self.id = id
            self.parent = parent
            self.path = path
        }
    }

    package var dimensions: [String]
    /// In reading order: a node before its children, siblings by name, `(none)` last.
    package var nodes: [Node]
    /// The leaf node of each scope; scope s is `scopes[s]`'s path.
    package var scopeLeaves: [Int]

    package init(dimensions: [String], scopes: [[String]]) {
        self.dimensions = dimensions
        let sorted = Set(scopes).sorted(by: Self.reads)
        var nodes = [Node(id: 0, parent: nil, path: [])]
        var ids: [[String]: Int] = [[]: 0]
        for scope in sorted {
            for depth in scope.indices {
                let path = Array(scope[...depth])
                guard ids[path] == nil else { continue }
                ids[path] = nodes.count
                nodes.append(Node(id: nodes.count, parent: ids[Array(path.dropLast())], path: path))
            }
        }
        self.nodes = nodes
        self.scopeLeaves = scopes.map { ids[$0] ?? 0 }
    }

    /// A part of a tree: its first node is the one that a pack begins with, which need not be the whole.
    package init(dimensions: [String], nodes: [Node], scopeLeaves: [Int]) {
        self.dimensions = dimensions
        self.nodes = nodes
        self.scopeLeaves = scopeLeaves
    }

    /// How far below the first node; 0 for itself.
    package func level(of node: Node) -> Int { node.path.count - (nodes.first?.path.count ?? 0) }

    private static func reads(_ a: [String], before b: [String]) -> Bool {
        for (x, y) in zip(a, b) where x != y {
            if x == Dimension.missingMember || y == Dimension.missingMember { return y == Dimension.missingMember }
            return x < y
        }
        return a.count < b.count
    }
}
