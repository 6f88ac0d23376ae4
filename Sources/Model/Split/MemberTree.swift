/// Whose part of a report's tree a pack is: the member's own node and all below it.
package struct MemberTree: Sendable, Hashable {
    /// As it is written in the ledger or the definition, such as `ES`; `(none)` for rows without one.
    package var name: String
    /// The member's nodes, its own first, numbered from 0; `scopeLeaves` keeps the report's numbers of scopes.
    package var tree: NodeTree
    /// By number in `tree`, the node of the split's tree whose figures it has.
    package var origins: [Int]
    /// The report's scopes that belong to the member.
    package var scopes: Set<Int>

    package init(name: String, tree: NodeTree, origins: [Int], scopes: Set<Int>) {
        self.name = name
        self.tree = tree
        self.origins = origins
        self.scopes = scopes
    }
}
