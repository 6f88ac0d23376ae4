import Engines
import Foundation
import Model
import Testing

extension EngineSuite {
    /// After loading, nothing reaches outside.
    @Suite struct ClosedTests {
        @Test func filesSettingsAndExtensionsAreOutOfReach() throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("countback-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.appendingPathComponent("a.csv").path
            try Data("a,b\n1,2\n".utf8).write(to: URL(fileURLWithPath: path))
            let attacks = [
                "SELECT * FROM read_csv('\(path)')", "SELECT * FROM '\(path)'", "SELECT * FROM \"\(path)\"", "SELECT * FROM read_text('\(path)')",
                "SELECT * FROM read_blob('/etc/hostname')", "SELECT * FROM glob('\(folder.path)/*')", "SELECT * FROM read_parquet('x.parquet')",
                "SELECT * FROM read_json('\(path)')", "SELECT * FROM sniff_csv('\(path)')", "COPY (SELECT 1) TO '\(path).out'",
                "EXPORT DATABASE '\(folder.path)/x'", "ATTACH '\(folder.path)/x.db'", "IMPORT DATABASE '\(folder.path)'", "INSTALL httpfs", "LOAD httpfs",
                "LOAD '\(path)'", "SET enable_external_access = true", "SET GLOBAL enable_external_access = true", "RESET enable_external_access",
                "SET memory_limit = '100GB'", "SET threads = 64", "SET lock_configuration = false", "PRAGMA lock_configuration = false",
                "SELECT * FROM read_csv('https://example.org/a.csv')", "SELECT * FROM query('SELECT * FROM read_text(''\(path)'')')",
                "CREATE TABLE x AS SELECT * FROM read_csv('\(path)')", "SET TimeZone = 'Asia/Tokyo'", "SET temp_directory = '\(folder.path)/t'",
            ]
            try withSession { session in
                let row = try session.row("SELECT count(*) FROM read_csv('\(path)')")
                #expect(row == [.integer(1)])
                try session.closeToOutside()
                for attack in attacks {
                    #expect(throws: EngineFailure.self, "\(attack)") { try session.rows(attack, for: step) }
                }
                let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                #expect(left == ["a.csv"])
                // What the host needs goes on.
                try session.keep("SELECT range AS n FROM range(10)", as: "t", for: step)
                let sum = try session.row("SELECT sum(n) FROM t")
                #expect(sum == [decimal("45")])
                let tree = try session.statementTree("SELECT 1")
                #expect(tree.contains("\"error\":false"))
            }
        }

        @Test func itStillSpills() throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("countback-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            try withSession(memoryLimitMB: 64, temporaryDirectory: folder.path) { session in
                try session.closeToOutside()
                try session.keep("SELECT range AS n, md5(CAST(range AS VARCHAR)) AS t FROM range(1500000)", as: "t", for: step)
                let row = try session.row("SELECT count(DISTINCT t) FROM t")
                #expect(row == [.integer(1_500_000)])
            }
        }

        @Test func itTakesMoreMemoryWhereAStatementFailsWithoutIt() throws {
            let rows = "SELECT range AS n, md5(CAST(range AS VARCHAR)) AS t FROM range(1000000)"
            let distinct = "SELECT count(*) FROM (SELECT DISTINCT md5(CAST(range AS VARCHAR)) AS t FROM range(1000000)) AS d"
            try withSession(memoryLimitMB: 16, mostMemoryMB: 1000) { session in
                try session.closeToOutside()
                let counted = try session.rows(distinct, for: step).rows
                #expect(counted == [[.integer(1_000_000)]])
                let limit = try session.row("SELECT current_setting('memory_limit')")
                #expect(limit != [.text("15.2 MiB")])
                try session.keep(rows, as: "t", for: step)
                let row = try session.row("SELECT count(*), max(n) FROM t")
                #expect(row == [.integer(1_000_000), .integer(999_999)])
                #expect(throws: EngineFailure.self) { try session.rows("SET GLOBAL threads = 1", for: step) }
            }
            try withSession(memoryLimitMB: 16, mostMemoryMB: 20) { session in
                for work in [{ _ = try session.rows(distinct, for: step) }, { try session.keep(rows, as: "t", for: step) }] {
                    let failure = #expect(throws: EngineFailure.self) { try work() }
                    #expect(failure?.cause == .outOfMemory)
                }
                // A room that isn't used up is no larger than asked for.
                let limit = try session.row("SELECT current_setting('memory_limit')")
                #expect(limit == [.text("19.0 MiB")])
            }
            try withSession(memoryLimitMB: 16, mostMemoryMB: 400) { session in
                let (few, limit) = try (session.row("SELECT count(*) FROM range(10)"), session.row("SELECT current_setting('memory_limit')"))
                #expect(few == [.integer(10)])
                #expect(limit == [.text("15.2 MiB")])
            }
        }

        @Test func withoutAFolderNothingIsWritten() throws {
            try withSession(memoryLimitMB: 32) { session in
                #expect(throws: EngineFailure.self) {
                    try session.keep("SELECT range AS n, md5(CAST(range AS VARCHAR)) AS t FROM range(3000000)", as: "t", for: step)
                }
                #expect(!FileManager.default.fileExists(atPath: ".tmp"))
            }
        }

        @Test func namesAreQuoted() throws {
            try withSession { session in
                try session.keep("SELECT 1 AS a", as: "odd \"name\"; DROP", for: step)
                try session.define("SELECT a FROM \"odd \"\"name\"\"; DROP\"", as: "View", for: step)
                let row = try session.row("SELECT * FROM view")
                #expect(row == [.integer(1)])
                try session.drop("view")
                try session.drop("odd \"name\"; DROP")
                try session.drop("never there")
                let left = try session.row("SELECT count(*) FROM duckdb_tables()")
                #expect(left == [.integer(0)])
            }
        }
    }
}
