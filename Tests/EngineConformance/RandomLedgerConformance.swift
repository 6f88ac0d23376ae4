import DatabaseServers
import Foundation
import Model
import Testing

extension EngineConformance {
    /// Small ledgers of odd cases (`scripts/fixtures/random_ledger.py`), all six metrics: every file the same, but for the engine's name.
    @Suite struct RandomLedgerConformance {
        /// A run takes half a second, and on Spark ten.
        private static let seeds: ClosedRange<Int> =
            switch (ProcessInfo.processInfo.environment["COUNTBACK_SOAK"] == "1", SparkServer.isWanted) {
            case (false, false): 1...8
            case (false, true): 1...2
            case (true, false): 1...200
            case (true, true): 1...30
            }

        @Test(arguments: EngineQuirks.all.suffix(1)) func theSameFiles(_ engine: EngineQuirks) throws {
            var figures = 0
            for seed in Self.seeds {
                let folder = try TemporaryFolder()
                let made = try Program.run("/usr/bin/python3", [Program.root + "/scripts/fixtures/random_ledger.py", "\(seed)", folder.path], in: folder.path)
                try #require(made.exit == 0, "\(made.errors)")
                let ended = try ["duckdb", engine.name.rawValue].map {
                    try Program.countback(
                        ["run", "report.yaml", "--quiet", "--no-cache", "--engine", $0, "--output", $0], in: folder.path, environment: EngineQuirks.environment())
                }
                // Warnings are told alike, too.
                #expect(ended[0].exit == 0 && ended[1].exit == 0 && ended[0].errors == ended[1].errors, "seed \(seed): \(ended.map(\.errors))")
                let files = folder.files(below: "duckdb")
                #expect(files.count > 10 && folder.files(below: engine.name.rawValue) == files, "seed \(seed)")
                for file in files where !file.hasSuffix("manifest.json") {
                    #expect(try folder.text(of: "duckdb/\(file)") == folder.text(of: "\(engine.name)/\(file)"), "seed \(seed): \(file)")
                }
                let manifest = try #require(files.first { $0.hasSuffix("manifest.json") })
                let lines = try ["duckdb", engine.name.rawValue].map { try folder.text(of: "\($0)/\(manifest)").split(separator: "\n") }
                let differing = zip(lines[0], lines[1]).filter { $0 != $1 }.map { $0.1.split(separator: ":")[0] }
                #expect(lines[0].count == lines[1].count && differing == ["  \"engine\"", "  \"versions\""], "seed \(seed): \(differing)")
                figures += lines[0].count { $0.contains("\"value_id\"") }
            }
            #expect(figures > 100 * Self.seeds.count)
            try engine.expectNothingLeft()
        }
    }
}
