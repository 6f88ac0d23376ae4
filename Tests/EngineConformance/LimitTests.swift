import DatabaseServers
import Foundation
import Model
import Testing

@testable import countback

extension EngineConformance {
    /// A metric that runs for ever or takes all memory ends at its limits, and nothing of it stays.
    @Suite struct LimitTests {
        struct Hog: Sendable, CustomTestStringConvertible {
            var name: String
            var file = "kpi.sql"
            var sql: String
            var engine = EngineChoice.Name.duckdb
            var limits = "seconds: 2, memory: 300MB"
            var message: String
            var testDescription: String { "\(name) on \(engine)" }
        }

        private static let slow = "the metric escape takes longer than its limit of 2 s, at"
        private static let large = "the metric escape takes more memory than its limit of 300 MB, at"
        private static let patient = "seconds: 60, memory: 300MB"
        private static let figures = "SELECT p.as_of, p.node,"

        private static let endless = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT o.scope, r.n FROM open_items o CROSS JOIN r WHERE r.n < 0"

        /// A billion billion rows.
        private static let tens = (1...18).map { ", (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) t\($0)(x\($0))" }.joined()

        /// Where a statement takes a second, a sound metric takes several. A recursion ends at Spark's own 100 levels.
        private static let ofSpark = [
            Hog(
                name: "a cross join", file: "facts/debits.sql", sql: "SELECT o.as_of, o.scope, COUNT(*) AS n FROM open_items o\(tens) GROUP BY o.as_of, o.scope",
                engine: .spark, limits: "seconds: 15, memory: 300MB", message: slow.replacing("of 2 s", with: "of 15 s"))
        ]

        private static let ofTheOthers = EngineQuirks.all.flatMap { engine in
            [
                Hog(
                    name: "a cross join", file: "facts/debits.sql",
                    sql: "SELECT o.as_of, o.scope, COUNT(*) AS n FROM open_items o, generate_series(1, 100000000) a(x), generate_series(1, 100000000) b(y) GROUP BY o.as_of, o.scope",
                    engine: engine.name, message: slow),
                Hog(name: "a recursion", file: "details/list.sql", sql: endless, engine: engine.name, message: slow),
            ]
        } + [
            // These two can't be interrupted.
            Hog(name: "a long text", sql: "\(figures) length(repeat('x', 4000000000)) AS n FROM points p", limits: patient, message: large),
            Hog(name: "a distance", sql: "\(figures) levenshtein(repeat('a', 1000000), repeat('b', 1000000)) AS n FROM points p", message: slow),
            Hog(name: "a list", sql: "\(figures) len(list(g.r)) AS n FROM points p, range(1000000000) g(r) GROUP BY p.as_of, p.node", limits: patient, message: large),
            Hog(name: "wide rows", file: "tables/sums.sql", sql: "SELECT as_of, node, 0 AS position, 1 AS n, repeat('x', 100000000) AS t FROM points, range(1000)", limits: patient, message: "duckdb has no room for"),
        ]

        static let hogs = SparkServer.isWanted ? ofSpark : ofTheOthers

        @Test(arguments: hogs) func isStopped(_ hog: Hog) throws {
            let folder = try TemporaryFolder()
            try SandboxPlugin.write(into: folder, tables: [])
            let environment = try EngineQuirks.environment().merging(["TMPDIR": folder.path + "/temporary"]) { $1 }
            try folder.write("", to: "temporary/empty")
            let arguments = ["run", "report.yaml", "--quiet", "--engine", hog.engine.rawValue]
            let sound = try Program.countback(arguments, in: folder.path, environment: environment)
            #expect(sound.exit == 0, "\(sound.errors)")
            let before = try folder.files().filter { !$0.hasPrefix("metrics") && $0 != "report.yaml" }.map { ($0, try folder.text(of: $0)) }

            try folder.write(hog.sql, to: "metrics/escape/\(hog.file)")
            try SandboxPlugin.report(into: folder, limits: hog.limits)
            let began = Date()
            let started = try Program.start(Program.countback, arguments, in: folder.path, environment: environment)
            var peak = 0
            while started.process.isRunning {
                peak = max(peak, Self.peakMegabytes(started.process.processIdentifier))
                usleep(2_000)
            }
            let ended = try started.wait()
            #expect(ended.exit == 78)
            #expect(
                ended.errors.hasPrefix("escape/\(hog.file): error: \(hog.message) \(hog.file)") && ended.errors.contains(" [metric-too-"), "\(ended.errors)")
            #expect(ended.errors.contains("\n  Make its SQL do less, or allow it more in the report"))
            // Start-up, the limit, and what an engine may take to end, on a machine that others use too.
            #expect(Date().timeIntervalSince(began) < 120)
            // 300 MB on top of what the program takes to load the ledger.
            #expect(peak < 550, "\(peak) MB")
            let after = try folder.files().filter { !$0.hasPrefix("metrics") && $0 != "report.yaml" }.map { ($0, try folder.text(of: $0)) }
            #expect(after.map(\.0) == before.map(\.0))
            #expect(after.map(\.1) == before.map(\.1))
            if hog.engine != .duckdb {
                let engine = EngineQuirks.all.first { $0.name == hog.engine }
                try engine?.expectNothingLeft()
            }
        }

        private static func peakMegabytes(_ process: Int32) -> Int {
            let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) / 1000
        }

        @Test(arguments: [
            ("seconds: 0", "\"seconds\""), ("memory: 10", "\"memory\""), ("memory: 10MB", "\"memory\""), ("minutes: 5", "\"limits\""),
        ])
        func aLimitThatIsNone(_ limits: String, _ named: String) throws {
            let folder = try TemporaryFolder()
            try SandboxPlugin.write(into: folder, tables: [])
            try SandboxPlugin.report(into: folder, limits: limits)
            let ended = try Program.countback(["check", "report.yaml"], in: folder.path)
            #expect(ended.exit == 78)
            #expect(ended.errors.hasPrefix("report.yaml:5:") && ended.errors.contains(named), "\(ended.errors)")
        }
    }
}
