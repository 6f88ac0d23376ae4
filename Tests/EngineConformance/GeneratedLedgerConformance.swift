import DatabaseServers
import Definitions
import Foundation
import Model
import Testing

@testable import countback

extension EngineConformance {
    /// Many items (200,000 in `make soak`) in six currencies with every other relation: the packs, also those of 25 members, differ in the engine's name alone.
    @Suite struct GeneratedLedgerConformance {
        /// The engine that is held against the embedded one.
        private static let other = EngineQuirks.all.last?.name.rawValue ?? ""

        @Test func theSamePack() throws {
            let folder = try TemporaryFolder()
            // On Spark a pack takes half a minute, however few its items are; `make soak` takes more.
            let environment = ProcessInfo.processInfo.environment
            let items = environment["COUNTBACK_SOAK"] == "1" ? "200000" : SparkServer.isWanted ? "20000" : "50000"
            #expect(try Program.countback(["sample", "ledger", "--items", items, "--seed", "7"], in: folder.path).exit == 0)
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
                split: { by: collector }

                """, to: "report.yaml")
            for engine in ["duckdb", Self.other] {
                let ended = try Program.countback(
                    ["run", "report.yaml", "--engine", engine, "--output", engine], in: folder.path, environment: EngineQuirks.environment())
                #expect(ended.exit == 0, "\(ended.errors)")
                for secret in try Self.secrets() { #expect(!(ended.errors + ended.out).contains(secret)) }
            }
            let packs = folder.files(below: "duckdb")
            #expect(packs.count > 20)
            #expect(folder.files(below: Self.other) == packs)
            for file in packs where !file.hasSuffix("manifest.json") {
                #expect(try folder.text(of: "duckdb/" + file) == folder.text(of: Self.other + "/" + file), "\(file)")
            }
            let manifest = try #require(packs.first { $0.hasSuffix("manifest.json") })
            let lines = try ["duckdb", Self.other].map { try folder.text(of: "\($0)/\(manifest)").split(separator: "\n") }
            // Members' manifests name the engine, too.
            let differing = zip(lines[0], lines[1]).filter { $0 != $1 && !$0.contains("/manifest.json\"") }
            #expect(lines[0].count == lines[1].count && lines[0].count > 20_000)
            #expect(differing.map { $0.1.split(separator: ":")[0] } == ["  \"engine\"", "  \"versions\""])
            #expect(lines[1].contains { $0 == "  \"engine\": \"\(Self.other)\"," })
            #expect(!lines[1].contains { $0.contains("tester") })
            try EngineQuirks.all.last?.expectNothingLeft()
        }

        private static func secrets() throws -> [String] { SparkServer.isWanted ? [] : [try PostgreSQLServer.shared().password] }

        /// The same ledger as tables of the engine's own connection, read in place, and streamed into the embedded engine.
        @Test(.enabled(if: !SparkServer.isWanted)) func theSamePackFromTables() throws {
            let server = try PostgreSQLServer.shared()
            let database = try server.newDatabase()
            let folder = try TemporaryFolder()
            #expect(try Program.countback(["sample", "ledger", "--items", "50000", "--seed", "11"], in: folder.path).exit == 0)
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            let made = try Program.run(root.appendingPathComponent("scripts/bench/tables.sh").path, [folder.path + "/ledger"], in: folder.path)
            try folder.write(made.out, to: "tables.sql")
            try server.psql(script: folder.path + "/tables.sql", database: database)
            let connection = "connections: { erp: { driver: postgresql, uri: \"\(server.uri(database: database))\", password: { env: ERP_PASSWORD } } }\nsources:"
            let definition = try folder.text(of: "ledger/ledger.yaml").replacing(/file: ([a-z_]*)\.csv/) { "table: erp.\($0.1)" }
                .replacing("sources:", with: connection)
            try folder.write(definition, to: "tables.yaml")
            for ledger in ["ledger/ledger.yaml", "tables.yaml"] {
                try folder.write(
                    """
                    report: tables
                    ledger: \(ledger)
                    currency: EUR
                    calendar: { by: country, default: ES }
                    group_by: [geo, country, team, collector]
                    trend: { every: week, points: 13 }
                    metrics: [dso, aged_debt, unallocated_cash, dispute_cycle_time, collection_attainment, promises_kept]
                    outputs: [csv]

                    """, to: "report.yaml")
                let ended = try Program.countback(
                    ["run", "report.yaml", "--engine", ledger == "tables.yaml" ? "postgresql" : "duckdb", "--output", ledger == "tables.yaml" ? "there" : "here"],
                    in: folder.path, environment: ["ERP_PASSWORD": server.password])
                #expect(ended.exit == 0, "\(ended.errors)")
            }
            let (here, there) = try (Self.values(folder, "here"), Self.values(folder, "there"))
            #expect(here == there)
            #expect(here.count > 20_000)
            let loaded = try Program.countback(
                ["ledger", "load", "tables.yaml", "--engine", "postgresql"], in: folder.path, environment: ["ERP_PASSWORD": server.password])
            #expect(loaded.out.contains("items from erp:erp.items: in place\nallocations from erp:erp.allocations: in place\n"))
            try server.psql("DROP DATABASE \(database) WITH (FORCE)")
        }

        private static func values(_ folder: TemporaryFolder, _ output: String) throws -> [Substring] {
            let manifest = try #require(folder.files(below: output).first { $0.hasSuffix("manifest.json") })
            return try folder.text(of: "\(output)/\(manifest)").split(separator: "\n").filter { $0.contains("value_id") }
        }

        /// What items say of each other becomes the same allocations on every engine.
        @Test func theSameDerivedAllocations() throws {
            let folder = try TemporaryFolder()
            try folder.write(OwnPreset.text, to: "presets/own.yaml")
            try folder.write("ledger: l\ncurrency: EUR\nsources: { items: { file: \"i_*.csv\", preset: own, on_duplicate: latest_file } }\n", to: "l.yaml")
            // A later file has B and C again, and otherwise.
            try folder.write(
                "item_id,posted_on,amount,settles,settled_as,nets_with,remaining\nI,2026-01-01,100,,N,,\nA,2026-01-02,-70,I,,,\nB,2026-01-03,-50,I,,,\nC,2026-01-03,-60,,,R,\n", to: "i_1.csv")
            try folder.write(
                "item_id,posted_on,amount,settles,settled_as,nets_with,remaining\nB,2026-01-03,-20,N,,,\nC,2026-01-02,-60,,,R,\nD,2026-01-02,-60,,,R,\nE,2026-01-04,100,,,R,\nF,2026-01-05,80,,,,30\nG,2026-01-06,-50,,,,0\nH,2026-01-06,-9,X,,,\n",
                to: "i_2.csv")
            let ledger = try LedgerDefinition.read(DefinitionText.load(folder.path + "/l.yaml")).get()
            var all: [[[String]]] = []
            for engine in EngineQuirks.all {
                try engine.session { session in
                    let loaded = try LoadStage(ledger: ledger, session: session).run()
                    let rows = try session.table("SELECT from_item, to_item, allocated_on, amount FROM raw_allocations").map { row in
                        row.map { $0.number?.normalized.description ?? $0.words }
                    }
                    all.append(rows.sorted { $0.joined() < $1.joined() } + [loaded.findings.map(\.description)])
                }
            }
            #expect(all[0] == all[1])
            // 70 and 20 by reference; the oldest of what nets first: 60 of C and 40 of D.
            #expect(
                all[0].dropLast().filter { $0[1] != "F" } == [
                    ["A", "I", "2026-01-02", "70"], ["B", "I", "2026-01-03", "20"], ["C", "E", "2026-01-04", "60"], ["D", "E", "2026-01-04", "40"],
                ])
        }
    }
}
