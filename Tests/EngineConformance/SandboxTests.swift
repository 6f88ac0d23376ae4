import DatabaseServers
import Definitions
import Engines
import Foundation
import Metrics
import Model
import Planning
import Rendering
import Testing

@testable import countback

extension EngineConformance {
    /// A plugin's SQL gets at nothing but the ledger's and the host's relations, whatever it tries.
    @Suite struct SandboxTests {
        /// A report with a plugin that tries it all, each attempt as a list of its own.
        private func folder(_ attempts: [EscapeAttempt]) throws -> TemporaryFolder {
            let folder = try TemporaryFolder()
            try SandboxPlugin.write(into: folder, tables: attempts.map(\.name))
            for attempt in attempts { try folder.write(text(attempt, folder), to: "metrics/escape/details/\(attempt.file).sql") }
            try folder.write("s3cret\n", to: "secret.txt")
            return folder
        }

        private func text(_ attempt: EscapeAttempt, _ folder: TemporaryFolder) -> String {
            attempt.sql.replacing("{file}", with: folder.path + "/secret.txt").replacing("{folder}", with: folder.path)
        }

        @Test func thereAreEnough() {
            #expect(EscapeAttempt.all.count >= 150)
            #expect(Set(EscapeAttempt.all.map(\.name)).count == EscapeAttempt.all.count)
        }

        /// Through the program, on each engine: refused before anything is computed, all at once, by file and reason.
        @Test(arguments: EngineQuirks.toTest) func noneGetsThrough(_ engine: EngineQuirks) throws {
            let folder = try folder(EscapeAttempt.all)
            try folder.write("an earlier pack", to: "output/sandbox/2026-02-28/manifest.json")
            let before = folder.files()
            let environment = try EngineQuirks.environment()
            let ended = try Program.countback(["run", "report.yaml", "--quiet", "--engine", engine.name.rawValue], in: folder.path, environment: environment)
            #expect(ended.exit == 78)
            let lines = ended.errors.split(separator: "\n")
            for attempt in EscapeAttempt.all {
                let told = lines.contains { $0.hasPrefix("escape/details/\(attempt.file).sql:") && $0.contains(attempt.reason) && $0.hasSuffix("[plugin-sql]") }
                let all = lines.filter { $0.hasPrefix("escape/details/\(attempt.file).sql:") }
                #expect(told, "\(attempt.name): \(all)")
            }
            #expect(!ended.errors.contains("s3cret"))
            #expect(folder.files() == before)
            try engine.expectNothingLeft()
        }

        /// Each kind of a plugin's files takes the check.
        @Test(.enabled(if: !SparkServer.isWanted)) func noFileIsLeftOut() throws {
            let folder = try folder([])
            let read = PluginFolder(folder.path + "/metrics/escape").read(isBuiltIn: false, hash: { FileHash.of(bytes: $0) })
            let plugin = try #require(read.value, "\(read.findings)")
            let session = try DuckDBSession.open(memoryLimitMB: 200)
            defer { session.close() }
            #expect(try PluginCheck.findings(plugin, engine: session) == [])
            for attempt in EscapeAttempt.all {
                for (path, put) in SandboxPlugin.places {
                    guard !attempt.isOfPortable || SandboxPlugin.isPortable(path) else { continue }
                    var changed = plugin
                    put(&changed, MetricPlugin.SQLFile(path: path, text: text(attempt, folder), hash: FileHash.of(bytes: [])))
                    let found = try PluginCheck.findings(changed, engine: session)
                    #expect(
                        found.contains { $0.place?.file == "escape/\(path)" && $0.message.contains(attempt.reason) && $0.severity == .error },
                        "\(attempt.name) in \(path): \(found)")
                }
            }
        }

        /// Past the check: the engine's own rights stand too, with the text as the host gives it and as it is.
        @Test(arguments: EngineQuirks.toTest) func theEngineRefusesItToo(_ engine: EngineQuirks) throws {
            let folder = try folder([])
            let before = folder.files()
            let purpose = StatementPurpose("details/x.sql", metric: "escape")
            var session = try closed(engine)
            defer { session.close() }
            for attempt in EscapeAttempt.all where attempt.past.contains(engine.name.rawValue) {
                let sql = text(attempt, folder)
                // PostgreSQL's driver runs what isn't a SELECT as it is; the host gives it what is in brackets only.
                for sql in engine.name == .duckdb ? [sql, FactQuery.enclosed(sql)] : [FactQuery.enclosed(sql)] {
                    for isKept in [false, true] {
                        #expect(throws: EngineFailure.self, "\(attempt.name): \(sql)") {
                            if isKept { try session.keep(FactQuery.enclosed(sql), as: "kept", for: purpose) } else { _ = try session.rows(sql, for: purpose) }
                        }
                        // PostgreSQL's transaction takes no more statements after a failure.
                        if engine.name == .postgresql {
                            session.close()
                            session = try closed(engine)
                        }
                        try session.answers("SELECT as_of FROM periods", [[day("2026-01-31")]])
                        guard engine.name == .duckdb else { continue }
                        let tables = try session.table("SELECT table_name FROM duckdb_tables()")
                        #expect(tables == [[.text("periods")]], "\(attempt.name)")
                    }
                }
            }
            #expect(folder.files() == before)
            if engine.name == .postgresql {
                #expect(try PostgreSQLServer.shared().psql("SELECT last_value, is_called FROM public.numbers", database: "sandbox") == "1|f")
            }
        }

        /// A session with a relation of the host, as it is once the ledger is loaded.
        private func closed(_ engine: EngineQuirks) throws -> any EngineSession {
            let session = try engine.leastRights()
            try session.ingest(RowsSource(fields: [ColumnField("as_of", .date)], rows: [[day("2026-01-31")]]), into: "periods")
            try session.closeToOutside()
            return session
        }

        /// A view or fact set can't take the place of one of the host's, by the check and by the engine.
        @Test(arguments: EngineQuirks.toTest) func namesOfTheHost(_ engine: EngineQuirks) throws {
            let purpose = StatementPurpose("views/t.sql", metric: "escape")
            for make in [{ try $0.keep("SELECT 1 AS a", as: "t", for: purpose) }, { try $0.define("SELECT 1 AS a", as: "t", for: purpose) }]
                as [(any EngineSession) throws -> Void]
            {
                for isView in [false, true] {
                    try engine.session { session in
                        if isView { try session.define("SELECT 2 AS a", as: "t") } else { try session.keep("SELECT 2 AS a", as: "t") }
                        #expect(throws: EngineFailure.self) { try make(session) }
                        if engine.name == .duckdb { try session.answers("SELECT a FROM t", [[.integer(2)]]) }
                    }
                }
            }
            let other = try TemporaryFolder()
            try SandboxPlugin.write(into: other, tables: [], view: "open_items", facts: "points")
            let ended = try Program.countback(["check", "metrics/escape/metric.yaml"], in: other.path)
            #expect(ended.exit == 78)
            #expect(
                ended.errors.hasPrefix(
                    """
                    escape/metric.yaml: error: a view can't be named "open_items", which is a relation of the host [bad-name]
                      give it another name
                    escape/metric.yaml: error: a fact set can't be named "points", which is a relation of the host [bad-name]
                      give it another name

                    """), "\(ended.errors)")
        }
    }
}
