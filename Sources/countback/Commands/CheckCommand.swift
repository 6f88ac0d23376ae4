internal import ArgumentParser
internal import Definitions
internal import Engines
internal import Foundation
internal import Metrics
internal import Model
internal import Rendering

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check definitions, all problems at once, without touching an extract.")

    @Argument(help: "Report, ledger, metric (metric.yaml) or example definitions.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @Option(name: .long, help: "Folder with metric plugins of your own.", completion: .directory)
    var metrics: [String] = []

    @Flag(name: .long, help: "Print the findings as JSON.")
    var json = false

    func run() throws {
        try Terminal.run {
            var findings: [Finding] = []
            var exit = Model.ExitCode.done
            for file in files {
                do {
                    findings += try Self.findings(in: file, metricFolders: metrics)
                } catch let refusal as Refusal {
                    findings += refusal.findings
                    exit = refusal.exit
                }
            }
            if findings.contains(where: { $0.severity == .error }), exit == .done { exit = .badDefinition }
            if json {
                Terminal.out(ManifestFile.refused(Refusal(exit, findings)))
            } else {
                Terminal.error(Terminal.report(findings))
                if exit == .done { Terminal.out("\(files.count == 1 ? files[0] : "\(files.count) files"): no errors\n") }
            }
            if exit != .done { throw ArgumentParser.ExitCode(exit.rawValue) }
        }
    }

    static func findings(in file: String, metricFolders: [String]) throws -> [Finding] {
        let text = try DefinitionText.load(file)
        switch DefinitionFile.kind(of: text.text) {
        case .report:
            do {
                let project = try Project.load(file, metricFolders: metricFolders)
                return project.findings + (try pluginFindings(project.metrics.map(\.plugin)))
                    + (try mappingFindings(project.ledger))
            } catch let refusal as Refusal where refusal.exit == .badDefinition {
                return refusal.findings
            }
        case .ledger:
            let reading = LedgerDefinition.read(text)
            return reading.findings + (try reading.value.map(mappingFindings) ?? [])
        case .metric:
            let folder = PluginFolder(FilePath.folder(of: FilePath.absolute(file)))
            let reading = folder.read(isBuiltIn: false, hash: { FileHash.of(bytes: $0) })
            let sql = try reading.value.map { try pluginFindings([$0]) } ?? []
            let examples = reading.value?.examples().flatMap(\.reading.findings) ?? []
            return reading.findings + sql + examples
        case .example: return exampleReading(text).findings
        case nil:
            return [
                Finding(
                    "unknown-definition", .error, "this is neither a report, a ledger, a metric nor an example",
                    place: Place(file: file, line: 1), remedy: "A definition begins with report:, ledger:, metric: or example:.")
            ]
        }
    }

    /// An example lies in its metric's `examples/`, and names that metric's values.
    private static func exampleReading(_ text: DefinitionText) -> Reading<WorkedExample> {
        let folder = FilePath.folder(of: FilePath.folder(of: text.path))
        let manifest = PluginFolder(folder).read(isBuiltIn: false, hash: { FileHash.of(bytes: $0) }).value?.manifest
        return WorkedExample.read(text, metric: manifest?.id ?? FilePath.name(of: folder), manifest: manifest)
    }

    private static func mappingFindings(_ ledger: LedgerDefinition) throws -> [Finding] {
        let session = try DuckDBSession.open(memoryLimitMB: 200)
        defer { session.close() }
        do {
            try PluginCheck.refuse(mappingsOf: ledger, engine: session)
            return []
        } catch let refusal as Refusal {
            return refusal.findings
        }
    }

    private static func pluginFindings(_ plugins: [MetricPlugin]) throws -> [Finding] {
        let session = try DuckDBSession.open(memoryLimitMB: 200)
        defer { session.close() }
        return try plugins.flatMap { try PluginCheck.findings($0, engine: session) + PluginCheck.notes($0, engine: session) }
    }
}
