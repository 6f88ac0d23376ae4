import Model

/// A small plugin that does nothing wrong, with a file of every kind.
enum SandboxPlugin {
    static let kpi = "SELECT p.as_of, p.node, COALESCE(d.n, 0) AS n FROM points p LEFT JOIN debits d USING (as_of, node)"
    static let facts = "SELECT as_of, scope, COUNT(*) AS n FROM open_items GROUP BY as_of, scope"

    /// Where each kind of file goes in a plugin that was read.
    static let places: [(String, @Sendable (inout MetricPlugin, MetricPlugin.SQLFile) -> Void)] = [
        ("kpi.sql", { $0.kpi = $1 }), ("facts/debits.sql", { $0.facts["debits"] = $1 }), ("views/seen.sql", { $0.views["seen"] = $1 }),
        ("details/list.sql", { $0.details["list"] = $1 }), ("tables/sums.sql", { $0.tables["sums"] = $1 }),
        ("histograms/ages.sql", { $0.histograms["ages"] = $1 }),
    ]

    static func isPortable(_ path: String) -> Bool { ["facts", "views", "details"].contains { path.hasPrefix($0) } }

    /// The plugin below `metrics/`, and a report on three items.
    static func write(into folder: TemporaryFolder, tables: [String], view: String = "seen", facts set: String = "debits") throws {
        let lists = tables.map { "  \($0.replacing("-", with: "_")): { title: T, from: details, columns: { a: A }, order: [a] }\n" }.joined()
        try folder.write(
            """
            metric: escape
            version: "1.0.0"
            title: Escape
            description: Tries to get out.
            formula: none
            facts:
              \(set): { kind: balance, measures: [n] }
            values:
              n: { title: Items, unit: count, headline: true }
              m: { title: Median, unit: days, statistic: { take: percentile, at: 50%, of: ages, none: nothing is there } }
            views: [\(view)]
            histograms: [ages]
            tables:
              list: { title: L, from: details, columns: { n: N }, order: [n] }
              sums: { title: S, from: query, columns: { n: N } }
            \(lists)
            """, to: "metrics/escape/metric.yaml")
        try folder.write(kpi, to: "metrics/escape/kpi.sql")
        try folder.write(facts, to: "metrics/escape/facts/\(set).sql")
        try folder.write("SELECT as_of, scope FROM open_items", to: "metrics/escape/views/\(view).sql")
        try folder.write("SELECT scope, 1 AS n FROM open_items", to: "metrics/escape/details/list.sql")
        try folder.write("SELECT as_of, node, 0 AS position, 1 AS n FROM points", to: "metrics/escape/tables/sums.sql")
        try folder.write("SELECT as_of, node, 1 AS days, 1 AS cases FROM points", to: "metrics/escape/histograms/ages.sql")
        try folder.write("item_id,customer_id,kind,posted_on,currency,amount\n1,C1,invoice,2026-02-05,EUR,100.00\n2,C2,invoice,2026-02-27,EUR,50.50\n", to: "items.csv")
        try folder.write(
            "ledger: small\ncurrency: EUR\ncomplete_from: 2025-01-01\nextracted_on: 2026-03-01\nsources: { items: { file: items.csv } }\n", to: "ledger.yaml")
        try report(into: folder)
    }

    static func report(into folder: TemporaryFolder, limits: String = "") throws {
        let metric = limits.isEmpty ? "escape" : "escape: { limits: { \(limits) } }"
        try folder.write("report: sandbox\nledger: ledger.yaml\nas_of: 2026-02-28\nmetrics:\n  - \(metric)\noutputs: [csv]\n", to: "report.yaml")
    }
}

extension EscapeAttempt {
    /// Its file's name, which is also its list's.
    var file: String { name.replacing("-", with: "_") }
}
