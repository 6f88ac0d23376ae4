internal import ArgumentParser
internal import Foundation
internal import Metrics
internal import Model

/// `countback explain DEFINITION --metric dso --node EMEA/ES`: a figure, and everything that it is made of.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Where a figure comes from: its formula with figures, facts, items, sources and SQL.",
        discussion: "Example: countback explain report-definitions/weekly-metric-pack.yaml --metric dso --node EMEA/ES")

    @OptionGroup var report: ReportOptions

    @Option(name: .long, help: "The metric, such as dso.")
    var metric: String

    @Option(name: .long, help: "One of its values, such as simple. Default: the headline.")
    var value: String?

    @Option(name: .long, help: "The node, from the top: EMEA/ES. Default: the whole.")
    var node = ""

    @Option(
        name: .customLong("sql"),
        help: "Write a script there that computes the figure with DuckDB alone, and the rows that it needs.", completion: .directory)
    var folder: String?

    @Option(name: .long, help: "Rows of each list to show.")
    var rows = 10

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    func validate() throws {
        if rows < 0 { throw ValidationError("--rows is 0 or more") }
    }

    func run() throws {
        try Terminal.run {
            var project = try report.project()
            let selected = try Self.selected(metric, of: project)
            let asked = try Self.value(value, of: selected.plugin.manifest)
            project.metrics = [selected]
            if folder != nil { try Self.refuseOtherEngine(project) }
            let script = try folder.map {
                try ReplayScript(folder: $0, kpi: StatementPurpose(selected.plugin.kpi.path, metric: selected.plugin.manifest.id))
            }
            let progress = quiet ? Progress(mode: .silent) : Progress.forTerminal
            defer { progress.end() }
            let run = Run(
                project: project, output: "", formats: [], today: Today.date(zone: project.report.zone), progress: progress,
                shownNode: node, script: script)
            let results = try run.compute()
            progress.end()
            let explained = Explanation(
                results: results, metric: results.metrics[0], value: asked, node: Self.node(node, in: results.tree),
                composer: run.composer(results), rows: rows)
            Terminal.error(Terminal.report(results.findings.filter { $0.severity >= .warning }))
            Terminal.out(explained.text)
            guard let script else {
                return Terminal.out("\nA script that computes it with DuckDB alone: the same command with --sql FOLDER.\n")
            }
            let path = try script.write(title: explained.title, node: explained.node.id, asOf: results.asOf)
            Terminal.out("\nThe same in SQL, with its rows: \(path)\n")
        }
    }

    private static func selected(_ id: String, of project: Project) throws -> SelectedMetric {
        if let found = project.metrics.first(where: { $0.plugin.manifest.id == id }) { return found }
        let known = project.metrics.map(\.plugin.manifest.id)
        throw Refusal(
            .usage,
            Finding(
                "unknown-metric", .error, "the report has no metric \"\(id)\"",
                remedy: Spelling.suggestion(for: id, among: known) ?? "Its metrics are \(known.joined(separator: ", "))."))
    }

    private static func value(_ id: String?, of manifest: MetricManifest) throws -> MetricValue? {
        guard let id else { return manifest.headline }
        if let found = manifest.value(id) { return found }
        let known = manifest.values.map(\.id)
        throw Refusal(
            .usage,
            Finding(
                "unknown-value", .error, "the metric \(manifest.id) has no value \"\(id)\"",
                remedy: Spelling.suggestion(for: id, among: known) ?? "Its values are \(known.joined(separator: ", "))."))
    }

    private static func node(_ path: String, in tree: NodeTree) -> NodeTree.Node {
        tree.nodes.first { $0.path.joined(separator: "/") == path } ?? tree.nodes[0]
    }

    private static func refuseOtherEngine(_ project: Project) throws {
        guard project.report.engine.name != .duckdb else { return }
        throw Refusal(
            .usage,
            Finding(
                "script-needs-duckdb", .error, "--sql writes a script for DuckDB, and the report is computed on \(project.report.engine.name.rawValue)",
                remedy: "Add --engine duckdb; the figures are the same."))
    }
}
