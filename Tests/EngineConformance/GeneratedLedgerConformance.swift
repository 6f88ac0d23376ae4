import DatabaseServers
import Foundation
import Model
import Testing

extension EngineConformance {
    /// Fifty thousand items in six currencies with every other relation: the packs differ in the engine's name alone.
    @Suite struct GeneratedLedgerConformance {
        @Test func theSamePack() throws {
            let folder = try TemporaryFolder()
            #expect(try Program.countback(["sample", "ledger", "--items", "50000", "--seed", "7"], in: folder.path).exit == 0)
            try folder.write(
                """
                report: conformance
                ledger: ledger/ledger.yaml
                currency: EUR
                calendar: { by: country, default: ES }
                group_by: [geo, country, team, collector]
                trend: { every: week, points: 13 }
                metrics: [dso, aged_debt, unallocated_cash, dispute_cycle_time, collection_attainment, promises_kept]
                outputs: [csv]

                """, to: "report.yaml")
            for engine in ["duckdb", "postgresql"] {
                let ended = try Program.countback(
                    ["run", "report.yaml", "--engine", engine, "--output", engine], in: folder.path,
                    environment: ["COUNTBACK_POSTGRESQL_URI": PostgreSQLServer.shared().fullURI()])
                #expect(ended.exit == 0, "\(ended.errors)")
                #expect(!(ended.errors + ended.out).contains(try PostgreSQLServer.shared().password))
            }
            let packs = folder.files(below: "duckdb")
            #expect(packs.count > 20)
            #expect(folder.files(below: "postgresql") == packs)
            for file in packs where !file.hasSuffix("manifest.json") {
                #expect(try folder.text(of: "duckdb/" + file) == folder.text(of: "postgresql/" + file), "\(file)")
            }
            let manifest = try #require(packs.first { $0.hasSuffix("manifest.json") })
            let lines = try ["duckdb", "postgresql"].map { try folder.text(of: "\($0)/\(manifest)").split(separator: "\n") }
            let differing = zip(lines[0], lines[1]).filter { $0 != $1 }
            #expect(lines[0].count == lines[1].count && lines[0].count > 20_000)
            #expect(differing.map { $0.1.split(separator: ":")[0] } == ["  \"engine\"", "  \"versions\""])
            #expect(lines[1].contains { $0 == "  \"engine\": \"postgresql\"," })
            #expect(!lines[1].contains { $0.contains("tester") })
            #expect(try EngineQuirks.postgresql.leftBehind() == [])
        }
    }
}
