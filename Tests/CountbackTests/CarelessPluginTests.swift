import Foundation
import Testing

/// Plugins of the user's own: SQL that is wrong or wants more than to compute is refused before it runs.
@Suite struct CarelessPluginTests {
    private static let kpi = "metrics/mine/kpi.sql"
    private static let facts = "metrics/mine/facts/open.sql"

    @Test(arguments: [
        Mishap(
            "a syntax error", .in(kpi, "SELECT", "SELEC"), exit: 78,
            says: """
                mine/kpi.sql:1:1: error: the statement can't be read: syntax error at or near "SELEC" [plugin-sql]
                    SELEC p.as_of, p.node, COALESCE(o.amount, 0) AS amount FROM points p LEFT JOIN open o USING (as_of, node)
                    ^
                  correct the SQL
                """),
        Mishap(
            "a function that reads a file",
            .whole(kpi, "SELECT 1 AS as_of, 1 AS node, 1 AS amount FROM read_csv('/etc/passwd')\n"), exit: 78,
            says: """
                mine/kpi.sql:1:48: error: the function read_csv may not be used [plugin-sql]
                    SELECT 1 AS as_of, 1 AS node, 1 AS amount FROM read_csv('/etc/passwd')
                                                                   ^
                  use functions whose result follows from their arguments alone
                """),
        Mishap(
            "a file as a table", .in(facts, "open_items o", "open_items o, '/etc/passwd' p"), exit: 78,
            says: """
                mine/facts/open.sql:1:74: error: the statement reads /etc/passwd, which it may not [plugin-sql]
                    SELECT o.as_of, o.scope, SUM(o.open_amount) AS amount FROM open_items o, '/etc/passwd' p GROUP BY o.as_of, o.scope
                                                                                             ^
                  it may read: activities, activity_events, customers, days, dispute_events, disputes, flows, item_states, ledger, open_items, params, periods, promise_events, promises, returned_receipts, scope_calendars, submission_events, submissions, windows
                """),
        Mishap(
            "a table dropped", .whole(facts, "DROP TABLE open_items\n"), exit: 78,
            says: """
                mine/facts/open.sql: error: the statement isn't a SELECT [plugin-sql]
                  a plugin computes with one SELECT and nothing else (PIVOT counts as more)
                """),
        Mishap(
            "a table dropped after a SELECT", .in(kpi, "(as_of, node)", "(as_of, node); DROP TABLE points"), exit: 78,
            says: """
                mine/kpi.sql: error: the statement isn't a SELECT [plugin-sql]
                  a plugin computes with one SELECT and nothing else (PIVOT counts as more)
                """),
        Mishap(
            "a file that isn't there", .whole(facts, nil), exit: 78,
            says: """
                metrics/mine/facts/open.sql: error: metric.yaml needs this file, which isn't there [missing-sql]
                  write it as one SELECT
                """),
        Mishap(
            "more than a million rows",
            .in("metrics/mine/metric.yaml", "measures: [amount] }", "keys: [customer, nth], measures: [amount] }"),
            .whole(
                facts,
                """
                SELECT k.as_of, 0 AS scope, 'C1' AS customer, n.nth, 1 AS amount
                FROM periods k CROSS JOIN range(500001) AS n (nth)

                """),
            exit: 78,
            says: """
                mine/facts/open.sql: error: the fact set "open" of mine has more than 1000000 rows [fact-set-too-large]
                  Its keys (customer, nth) are too fine: group by fewer or coarser ones.
                """),
    ])
    func isRefused(_ mishap: Mishap) throws { try mishap.check() }

    /// What only running it shows is told with the engine's own words and the statement.
    @Test func aColumnThatIsNotThereIsToldWithItsSQL() throws {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files.merging(SmallReport.plugin, uniquingKeysWith: { a, _ in a }) {
            try folder.write(text.replacingOccurrences(of: "- dso", with: "- mine").replacingOccurrences(of: "(o.amount", with: "(o.amont"), to: file)
        }
        let ended = try Program.countback(["run", "report.yaml", "-q"], in: folder.path)
        #expect(ended.exit == 78)
        #expect(ended.errors.hasPrefix("mine/kpi.sql: error: duckdb refuses kpi.sql of the metric mine: Binder Error:"))
        #expect(ended.errors.contains("does not have a column named \"amont\""))
        #expect(ended.errors.contains("\n  Correct the plugin's SQL; `countback metrics test mine` runs its examples.\n  SQL:\n    SELECT * FROM (SELECT p.as_of"))
    }

    /// A sound one computes: 1,000 + 600 + 400 − 150.
    @Test func aSoundOneComputes() throws {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files.merging(SmallReport.plugin, uniquingKeysWith: { a, _ in a }) {
            try folder.write(text.replacingOccurrences(of: "- dso", with: "- mine"), to: file)
        }
        let ended = try Program.countback(["run", "report.yaml", "-q"], in: folder.path)
        #expect(ended.exit == 0)
        let manifest = try Manifest(folder.path + "/output/small/2026-10-31/manifest.json")
        #expect(manifest.value("mine", "amount", [], "2026-10-31")?.value == "1850.00")
        #expect(manifest.value("mine", "amount", ["ES"], "2026-10-31")?.value == "1450.00")
    }
}
