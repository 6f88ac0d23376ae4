internal import Metrics
internal import Model

/// Results as bytes and back: all of them but the plugins, which the reader has anyway.
///
/// A property that is added to a result must be added here too: the test `everyPropertyIsCarried` counts them.
enum ResultsCoding {
    /// nil where the bytes would be more than `limit`, or a grid isn't one that can be read back.
    static func encode(_ results: Results, limit: Int) -> ByteWriter? {
        let texts = TextBook()
        let body = ByteWriter(texts: texts)
        body.day(results.asOf)
        body.list(results.keyDates) { body.day($0) }
        body.text(results.currency)
        write(results.tree, to: body)
        body.natural(results.metrics.count)
        for metric in results.metrics {
            guard metric.grid.values == metric.plugin.manifest.values else { return nil }
            write(metric, to: body)
            if body.count + texts.size > limit { return nil }
        }
        body.list(results.sources) { write($0, to: body) }
        body.list(results.controls) { write($0, to: body) }
        body.list(results.rejects) { write($0, to: body) }
        body.list(results.findings) { write($0, to: body) }
        body.list(results.rejectCounts) { write($0, to: body) }
        body.list(results.dataChecks) { write($0, to: body) }
        let whole = ByteWriter()
        texts.write(to: whole)
        whole.append(body)
        return whole.count > limit ? nil : whole
    }

    /// The metrics must be those that the results were computed for, in their order.
    static func decode(_ bytes: UnsafeRawBufferPointer, metrics: [SelectedMetric]) throws(CacheDamage) -> Results {
        var reader = ByteReader(bytes)
        try reader.readTexts()
        let asOf = try reader.day()
        let keyDates = try reader.list { (reader) throws(CacheDamage) in try reader.day() }
        let currency = try reader.text()
        let tree = try self.tree(&reader)
        guard try reader.natural() == metrics.count else { throw CacheDamage() }
        var results: [MetricResult] = []
        for metric in metrics { results.append(try self.metric(metric.plugin, nodes: tree.nodes.count, &reader)) }
        let whole = Results(
            asOf: asOf, keyDates: keyDates, currency: currency, tree: tree, metrics: results,
            sources: try reader.list(source), controls: try reader.list(control), rejects: try reader.list(reject),
            findings: try reader.list(finding), rejectCounts: try reader.list(rejectCount), dataChecks: try reader.list(dataCheck))
        guard reader.remaining == 0 else { throw CacheDamage() }
        return whole
    }

    // MARK: The tree: a node is its parent's path and a member more

    private static func write(_ tree: NodeTree, to writer: ByteWriter) {
        writer.list(tree.dimensions) { writer.text($0) }
        writer.natural(tree.nodes.count)
        for node in tree.nodes.dropFirst() {
            writer.natural(node.parent ?? 0)
            writer.text(node.path.last ?? "")
        }
        writer.list(tree.scopeLeaves) { writer.natural($0) }
    }

    private static func tree(_ reader: inout ByteReader) throws(CacheDamage) -> NodeTree {
        var tree = NodeTree(dimensions: try reader.list { (reader) throws(CacheDamage) in try reader.text() }, scopes: [])
        let count = try reader.natural()
        guard count >= 1, count - 1 <= reader.remaining else { throw CacheDamage() }
        tree.nodes.reserveCapacity(count)
        for id in 1..<count {
            let parent = try reader.natural()
            guard parent < id else { throw CacheDamage() }
            tree.nodes.append(NodeTree.Node(id: id, parent: parent, path: tree.nodes[parent].path + [try reader.text()]))
        }
        tree.scopeLeaves = try reader.list { (reader) throws(CacheDamage) in
            let leaf = try reader.natural()
            guard leaf < count else { throw CacheDamage() }
            return leaf
        }
        return tree
    }

    // MARK: A metric

    private static func write(_ metric: MetricResult, to writer: ByteWriter) {
        writer.map(metric.parameters) { write($0, to: writer) }
        write(metric.grid, to: writer)
        writer.map(metric.tables) { write($0, to: writer) }
        writer.map(metric.details) {
            write($0.rows, to: writer)
            writer.natural($0.total)
        }
        writer.list(metric.checks) { write($0, to: writer) }
        write(metric.inputs, to: writer)
        writer.list(metric.facts) { write($0, to: writer) }
    }

    private static func metric(
        _ plugin: MetricPlugin, nodes: Int, _ reader: inout ByteReader
    ) throws(CacheDamage) -> MetricResult {
        var metric = MetricResult(
            plugin: plugin, parameters: try reader.map(parameter),
            grid: try grid(plugin.manifest.values, nodes: nodes, &reader), tables: try reader.map(rows),
            details: try reader.map { (reader) throws(CacheDamage) in
                DetailRows(rows: try rows(&reader), total: try reader.natural())
            },
            checks: try reader.list(check))
        metric.inputs = try rows(&reader)
        metric.facts = try reader.list(facts)
        return metric
    }
}
