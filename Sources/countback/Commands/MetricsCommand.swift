internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Metrics
internal import Model

struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "The metrics there are, their manual pages and worked examples, and new ones.",
        subcommands: [MetricsList.self, MetricsShow.self, MetricsNew.self, MetricsTest.self])
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
                let gap = String(repeating: " ", count: max(0, 24 - manifest.id.count))
                let folder = plugin.isBuiltIn ? "" : "  (\(FilePath.fromHere(plugin.folder)))"
                Terminal.out("\(manifest.id)\(gap) \(manifest.title)\(folder)\n")
            }
            Terminal.error(Terminal.report(catalog.findings))
        }
    }
}

struct MetricsShow: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "A metric's manual page.",
        discussion: "What it says, its formula, what it needs, its parameters, values, tables, charts, checks, findings and examples.")

    @Argument(help: "The metric's id.") var id: String
    @OptionGroup var options: CatalogOptions
    @Flag(name: .long, help: "Print the page as Markdown.") var markdown = false

    func run() throws {
        try Terminal.run {
            let page = MetricPage(plugin: try options.plugin(id, in: options.catalog()))
            Terminal.out(markdown ? page.markdown : page.text)
        }
    }
}
