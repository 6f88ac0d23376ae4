package import Model

/// From results to the finished pack: chooses what is shown, where and under which words; computes no figure.
package struct PackComposer: Sendable {
    package let definition: ReportDefinition
    package let results: Results
    package let version: String
    /// Lines for Methodology: name and value, such as the versions of the engine and the definitions' hashes.
    package let provenance: [(name: String, value: String)]

    package init(
        definition: ReportDefinition, results: Results, version: String, provenance: [(name: String, value: String)]
    ) {
        self.definition = definition
        self.results = results
        self.version = version
        self.provenance = provenance
    }

    package func compose() -> Pack {
        let sections =
            [scorecard()] + results.metrics.map(section(of:)) + [origin(), dataQuality(), methodology()]
        return Pack(
            report: definition.name, title: definition.title, asOf: results.asOf, currency: results.currency,
            language: definition.language, isRightToLeft: definition.language == "he",
            dimensions: results.tree.dimensions, sections: sections, tidyTables: tidyTables(), version: version)
    }

    /// What a node is called in a tree: its own member, or the whole.
    func name(of node: NodeTree.Node) -> String { node.path.last ?? "All" }

    func role(of node: NodeTree.Node) -> Cell.Role {
        if node.path.isEmpty { return .total }
        return node.path.count < results.tree.dimensions.count ? .subtotal : .item
    }
}
