package import Model

/// From results to the finished pack: chooses what is shown, where and under which words; computes no figure.
package struct PackComposer: Sendable {
    package let definition: ReportDefinition
    package let results: Results
    package let words: Words
    package let version: String
    /// The metrics with their texts in the pack's language.
    let metrics: [MetricResult]
    /// Why figures are unavailable, as the results say it, and as the language does.
    private let reasons: [String: String]
    let collation: Collation
    /// The tree's nodes as a reader expects them: a node before its children, siblings in the language's order.
    let nodes: [NodeTree.Node]
    /// Lines for Methodology: name and value, such as the versions of the engine and the definitions' hashes.
    package let provenance: [(name: String, value: String)]

    package init(
        definition: ReportDefinition, results: Results, words: Words, version: String, provenance: [(name: String, value: String)]
    ) {
        self.definition = definition
        self.results = results
        self.words = words
        self.version = version
        metrics = results.metrics.map { $0.told(in: words) }
        reasons = SaidReasons.all(in: results.metrics, words)
        collation = Collation(language: words.language)
        nodes = results.tree.nodes(in: collation)
        self.provenance = provenance
    }

    package func compose() -> Pack {
        let sections =
            [scorecard()] + metrics.map(section(of:)) + [origin(), dataQuality(), methodology()]
        return Pack(
            report: definition.name, title: definition.titles[words.language] ?? definition.title, asOf: results.asOf, currency: results.currency,
            member: results.member.map(member), words: words, dimensions: results.tree.dimensions, sections: sections, tidyTables: tidyTables(), version: version)
    }

    /// What a node is called in a tree: its own member, or the whole.
    func name(of node: NodeTree.Node) -> String {
        if node.parent == nil, let name = results.member { return member(name) }
        return node.path.last.map(member) ?? words[.whole]
    }

    func member(_ name: String) -> String { name == Dimension.missingMember ? words[.nobody] : name }

    func reason(_ reason: String?) -> String { reason.map { reasons[$0] ?? $0 } ?? words[.notComputed] }

    /// A column named for programs and titled for readers.
    func column(_ name: String, _ title: Word, _ kind: Column.Kind = .text) -> Column {
        Column(name: name, title: words[title], kind: kind)
    }

    func role(of node: NodeTree.Node) -> Cell.Role {
        if node.parent == nil { return .total }
        return node.path.count < results.tree.dimensions.count ? .subtotal : .item
    }
}
