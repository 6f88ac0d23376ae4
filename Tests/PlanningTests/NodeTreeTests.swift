import Model
import Testing

@Suite struct NodeTreeTests {
    /// A node stands before its children, siblings by name, and those without a name last, at every level.
    @Test func readsFromTheTopDown() {
        let scopes = [["(none)", "(none)"], ["EMEA", "ES"], ["AMER", "US"], ["EMEA", "(none)"], ["EMEA", "DE"], ["(none)", "FR"]]
        let tree = NodeTree(dimensions: ["geo", "country"], scopes: scopes)
        #expect(
            tree.nodes.map { $0.path.joined(separator: "/") } == [
                "", "AMER", "AMER/US", "EMEA", "EMEA/DE", "EMEA/ES", "EMEA/(none)", "(none)", "(none)/FR", "(none)/(none)",
            ])
        #expect(tree.nodes.map(\.id) == Array(0..<10))
        #expect(tree.nodes.map(\.parent) == [nil, 0, 1, 0, 3, 3, 3, 0, 7, 7])
        #expect(tree.scopeLeaves == [9, 5, 2, 6, 4, 8])
    }

    @Test func isTheWholeAloneWithoutDimensions() {
        let tree = NodeTree(dimensions: [], scopes: [[]])
        #expect(tree.nodes.map(\.path) == [[]])
        #expect(tree.scopeLeaves == [0])
    }

    /// The same country name below two geos is two nodes.
    @Test func membersBelongToTheirParent() {
        let tree = NodeTree(dimensions: ["geo", "country"], scopes: [["A", "X"], ["B", "X"]])
        #expect(tree.nodes.map(\.path) == [[], ["A"], ["A", "X"], ["B"], ["B", "X"]])
    }
}
