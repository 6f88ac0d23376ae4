internal import ArgumentParser
internal import Definitions
internal import Engines
internal import Metrics
internal import Model
internal import Rendering

struct MetricsTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run metrics' worked examples and say what differs.",
        discussion: "Exits with 65 when an example differs, with 78 when a metric or an example can't be read.")

    @Argument(help: "Metric ids; all where none is given.") var ids: [String] = []
    @OptionGroup var options: CatalogOptions
    @Option(name: .long, help: "Only examples with this in their title or file name.") var only: String?
    @OptionGroup var engine: EngineOption
    @Flag(name: .long, help: "Print what came out as JSON.") var json = false

    func run() throws {
        try Terminal.run {
            let catalog = options.catalog()
            let plugins = ids.isEmpty ? catalog.plugins : try ids.map { try options.plugin($0, in: catalog) }
            var report = ExampleReport()
            try SparkSession.keepingSessions { try test(plugins, ids.isEmpty ? catalog.findings : [], &report) }
            if let only, report.outcomes.isEmpty, report.exit == .done {
                throw Refusal(
                    .usage, Finding("no-examples", .error, "no example has \"\(only)\" in its title or file name"))
            }
            Terminal.out(json ? try report.json() : report.summary + "\n")
            if report.exit != .done { throw ArgumentParser.ExitCode(report.exit.rawValue) }
        }
    }

    /// Tells of each example as soon as it has run.
    private func test(_ plugins: [MetricPlugin], _ findings: [Finding], _ report: inout ExampleReport) throws {
        add(findings, to: &report)
        let session = try DuckDBSession.open(memoryLimitMB: 200)
        defer { session.close() }
        for var plugin in plugins {
            let folder = PluginFolder(plugin.folder, shown: FilePath.fromHere(plugin.folder))
            add(folder.addWords(WordShelf.languages, to: &plugin) { FileHash.of(bytes: $0) } + folder.lackingTexts(of: plugin), to: &report)
            let refused = try PluginCheck.findings(plugin, engine: session)
            add(refused, to: &report)
            if engine.name == nil { add(try PluginCheck.notes(plugin, engine: session), to: &report) }
            if refused.contains(where: { $0.severity == .error }) { continue }
            let examples = folder.examples(of: plugin.manifest)
            if examples.isEmpty, !json { Terminal.out("\(plugin.manifest.id): no examples\n") }
            for (file, reading) in examples {
                if let only, !ExampleOutcome(metric: "", file: file, title: reading.draft?.title ?? "").contains(only) { continue }
                let outcome = try ExampleOutcome.of(file, reading, plugin, on: engine.choice() ?? EngineChoice())
                if !json { Terminal.out(outcome.text(after: report.outcomes.last)) }
                report.outcomes.append(outcome)
            }
        }
    }

    private func add(_ findings: [Finding], to report: inout ExampleReport) {
        report.findings += findings
        if !json { Terminal.error(Terminal.report(findings)) }
    }
}
