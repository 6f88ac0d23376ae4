import Foundation
import Engines
import Model
import Synchronization
import Testing

@testable import countback

extension EngineConformance {
    /// Every worked example of every plugin holds on every engine, and comes to the same to the last letter.
    @Suite struct WorkedExampleConformance {
        @Test func holdEverywhere() throws {
            let cases = WorkedExampleTests.readable
            let connections = try EngineQuirks.all.map { try $0.connections() }
            let wrong = Mutex<[String]>([])
            // Three at a time, whatever the cores: much of it is waiting for the server.
            let queue = OperationQueue()
            queue.maxConcurrentOperationCount = 3
            SparkSession.keepingSessions {
                for one in cases {
                    queue.addOperation {
                        let told = Self.differences(one, connections)
                        if !told.isEmpty { wrong.withLock { $0 += told } }
                    }
                }
                queue.waitUntilAllOperationsAreFinished()
            }
            #expect(wrong.withLock { $0 } == [])
            #expect(cases.count > 150)
            for engine in EngineQuirks.all { try engine.expectNothingLeft() }
        }

        private static func differences(_ one: WorkedExampleTests.Case, _ connections: [[Connection]]) -> [String] {
            var first: String?
            var told: [String] = []
            for (engine, connections) in zip(EngineQuirks.all, connections) {
                var example = one.example
                example.ledger.connections += connections
                let run = ExampleRun(example: example, plugin: one.plugin, on: EngineChoice(engine.name))
                do {
                    let outcome = try run.outcome()
                    told += run.differences(outcome).map { "\(one.testDescription) on \(engine.name): \($0)" }
                    // Each run has a folder of its own for the given tables.
                    let text = Self.text(of: outcome).replacing(/countback-example-[0-9]+-[0-9]+/, with: "example")
                    if let first, let line = Self.firstDifference(first, text) {
                        told.append("\(one.testDescription): \(engine.name) differs from the first engine: \(line)")
                    }
                    first = first ?? text
                } catch {
                    told.append("\(one.testDescription) on \(engine.name): \(error)")
                }
            }
            return told
        }

        private static func firstDifference(_ one: String, _ other: String) -> String? {
            let (ones, others) = (one.components(separatedBy: "\n"), other.components(separatedBy: "\n"))
            if let (left, right) = zip(ones, others).first(where: { $0 != $1 }) { return "\(left) | \(right)" }
            return ones.count == others.count ? nil : "\(ones.count) lines | \(others.count) lines"
        }

        /// A number as it is, however many zeros it is written with.
        private static func words(_ scalar: ScalarValue) -> String { scalar.number?.normalized.description ?? scalar.words }

        private static func text(of outcome: Result<Results, Refusal>) -> String {
            switch outcome {
            case .success(let results):
                let figures = FigureSequence(results: results).map { "\($0)" }
                let lists = results.metrics.flatMap { metric in
                    metric.details.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rows.rows.map { $0.map(Self.words) })" }
                }
                return (figures + lists + results.findings.map(\.description)).joined(separator: "\n")
            case .failure(let refusal): return refusal.findings.map(\.description).joined(separator: "\n")
            }
        }
    }
}
