internal import Definitions
internal import Engines
internal import Foundation
internal import Metrics
internal import Model

/// A worked example from its given tables to what differs: the same way through as a real run.
struct ExampleRun {
    let example: WorkedExample
    let plugin: MetricPlugin
    var on = EngineChoice()

    /// What differs from what the example expects; nothing when it holds.
    func differences() throws -> [Difference] { differences(try outcome()) }

    func differences(_ outcome: Result<Results, Refusal>) -> [Difference] {
        let comparison = ExampleComparison(example: example)
        return switch outcome {
        case .success(let results): comparison.differences(results)
        case .failure(let refusal): comparison.differences(refusal)
        }
    }

    /// What came out, or why nothing did.
    func outcome() throws -> Result<Results, Refusal> {
        do {
            return .success(try compute())
        } catch let refusal as Refusal {
            return .failure(refusal)
        } catch let failure as EngineFailure {
            return .failure(FailureWording.refusal(failure))
        }
    }

    func compute() throws -> Results {
        let folder = NSTemporaryDirectory() + "countback-example-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var ledger = example.ledger
        // What a line or two tell of a metric has no age.
        ledger.staleAfter = .max
        ledger.sources = try example.given.sorted { $0.key < $1.key }.map { relation, table in
            let path = "\(folder)/\(relation).csv"
            try Data(Self.csv(table).utf8).write(to: URL(fileURLWithPath: path))
            return SourceDefinition(relation: relation, file: path, place: table.place)
        }
        let selection = example.report.metrics.first ?? MetricSelection(id: plugin.manifest.id, place: Place(file: example.path))
        let parameters = try selection.check(against: plugin.manifest).get()
        let engine = try Engine.open(for: ledger, on: on)
        defer { engine.close() }
        let loaded = try LoadStage(ledger: ledger, session: engine.ledger).run()
        try loaded.refuseBeyondTolerance(ledger)
        try PluginCheck.refuse([plugin], engine: engine.rollUp, on: on.name)
        try engine.ledger.closeToOutside()
        try engine.rollUp.closeToOutside()
        return try ComputeStage(
            report: example.report, ledger: ledger,
            selected: [SelectedMetric(plugin: plugin, selection: selection, parameters: parameters)], knownMetrics: [plugin.manifest.id],
            loaded: loaded,
            session: engine.ledger, rollUp: engine.rollUp, today: CivilDate(daysSinceEpoch: 0), progress: Progress(mode: .silent)
        ).run()
    }

    private static func csv(_ table: WorkedExample.GivenTable) -> String {
        ([table.columns] + table.rows).map { row in
            row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
        }.joined()
    }
}
