internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Metrics
internal import Model

struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "The metrics there are, and their worked examples.",
        subcommands: [MetricsList.self, MetricsShow.self, MetricsTest.self])
}

struct CatalogOptions: ParsableArguments {
    @Option(name: .long, help: "Folder with metric plugins of your own; default: metrics/ in the current folder.", completion: .directory)
    var metrics: [String] = []

    func catalog() -> PluginCatalog {
        let here = metrics.isEmpty && FileManager.default.fileExists(atPath: "metrics") ? ["metrics"] : metrics
        return Project.catalog(metricFolders: here, beside: nil)
    }

    func plugin(_ id: String, in catalog: PluginCatalog) throws -> MetricPlugin {
        if let plugin = catalog.plugin(id) { return plugin }
        throw Refusal(.badDefinition, catalog.broken[id] ?? catalog.finding(forUnknown: id).map { [$0] } ?? [])
    }
}

struct MetricsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the metrics.")

    @OptionGroup var options: CatalogOptions

    func run() throws {
        try Terminal.run {
            let catalog = options.catalog()
            for plugin in catalog.plugins {
                let manifest = plugin.manifest
                let id = manifest.id.padding(toLength: 24, withPad: " ", startingAt: 0)
                Terminal.out("\(id) \(manifest.title)\(plugin.isBuiltIn ? "" : "  (\(plugin.folder))")\n")
            }
            Terminal.error(Terminal.report(catalog.findings))
        }
    }
}

struct MetricsShow: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "A metric's manual page.")

    @Argument(help: "The metric's id.") var id: String
    @OptionGroup var options: CatalogOptions

    func run() throws {
        try Terminal.run {
            let plugin = try options.plugin(id, in: options.catalog())
            Terminal.out(MetricPage.text(plugin))
        }
    }
}

struct MetricsTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run metrics' worked examples and say what differs.")

    @Argument(help: "Metric ids; all where none is given.") var ids: [String] = []
    @OptionGroup var options: CatalogOptions

    func run() throws {
        try Terminal.run {
            let catalog = options.catalog()
            let plugins = ids.isEmpty ? catalog.plugins : try ids.map { try options.plugin($0, in: catalog) }
            var failed = ids.isEmpty ? !catalog.findings.isEmpty : false
            Terminal.error(Terminal.report(ids.isEmpty ? catalog.findings : []))
            for plugin in plugins {
                let examples = plugin.examples()
                if examples.isEmpty { Terminal.out("\(plugin.manifest.id): no examples\n") }
                for (file, reading) in examples {
                    guard let example = reading.value else {
                        Terminal.out("FAIL \(file)\n\(Terminal.report(reading.findings))")
                        failed = true
                        continue
                    }
                    let differences = try ExampleRun(example: example, plugin: plugin).differences()
                    Terminal.out("\(differences.isEmpty ? "ok  " : "FAIL") \(plugin.manifest.id): \(example.title)\n")
                    for difference in differences { Terminal.out("       \(difference)\n") }
                    failed = failed || !differences.isEmpty
                }
            }
            if failed { throw ArgumentParser.ExitCode(Model.ExitCode.badData.rawValue) }
        }
    }
}
