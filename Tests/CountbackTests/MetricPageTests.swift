import Foundation
import Metrics
import Model
import Rendering
import Testing

@testable import countback

/// The manual pages of metrics, in the terminal and in `docs/metrics/`.
@Suite struct MetricPageTests {
    private static let docs = Program.root + "/docs/metrics"
    private static let plugins = PluginCatalog.load(
        builtIn: Program.root + "/Sources/Metrics/Plugins", users: [], hash: { FileHash.of(bytes: $0) }
    ).plugins

    /// Every page as `make record` writes it, the index included.
    private static let pages = Dictionary(uniqueKeysWithValues: plugins.map { ("\($0.manifest.id).md", MetricPage(plugin: $0).markdown) })
        .merging(["README.md": MetricPage.index(plugins)]) { a, _ in a }

    @Test func docsSayWhatTheMetricsAre() throws {
        let files = FileManager.default
        let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil
        for (name, page) in Self.pages.sorted(by: { $0.key < $1.key }) {
            let path = Self.docs + "/" + name
            let recorded = files.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
            if isRecording, recorded != page { try Data(page.utf8).write(to: URL(fileURLWithPath: path)) }
            #expect(recorded.split(separator: "\n") == page.split(separator: "\n"), "\(name): run make record")
        }
        let present = try files.contentsOfDirectory(atPath: Self.docs).filter { $0.hasSuffix(".md") }
        #expect(present.sorted() == Self.pages.keys.sorted())
    }

    /// Links from the pages lead to files.
    @Test func linksLeadSomewhere() {
        for (name, page) in Self.pages {
            for link in page.matches(of: /\]\(([^)]+)\)/) {
                #expect(FileManager.default.fileExists(atPath: Self.docs + "/" + link.1), "\(name): \(link.1)")
            }
        }
    }

    /// What is printed selects the metric as it stands, so a reader may copy it.
    @Test(arguments: plugins.map(\.manifest.id)) func selectionCanBeCopied(_ id: String) throws {
        let plugin = try #require(Self.plugins.first { $0.manifest.id == id })
        let page = MetricPage(plugin: plugin)
        let folder = try TemporaryFolder()
        let head = SmallReport.report.components(separatedBy: "metrics:")[0]
        try folder.write(head + page.selection.joined(separator: "\n") + "\n", to: "report.yaml")
        let needs = Set(plugin.manifest.needs.keys).subtracting(["items", "customers"]).sorted()
        let sources = needs.map { "  \($0): { file: \($0).csv }\n" }.joined()
        try folder.write(SmallReport.ledger.replacingOccurrences(of: "quality:", with: sources + "quality:"), to: "ledger.yaml")
        let ended = try Program.countback(["check", "report.yaml"], in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
    }

    @Test func everyKindOfKeyIsTold() {
        let text = MetricPage(plugin: Self.rich).text
        for words in [
            "a whole number of at least 1; default 30", "a number from 0 to 1; default 0.05", "true or false; default true",
            "one of month, year; default month", "default the report's fiscal_year_start", "a text; default \"a: b\"",
            "a date; default 2026-01-31", "the first range from day 0; default [30, 60]", "days, 2 decimals; the headline; lower is better",
            "PERCENTILE.INC at 90 % of histograms/waits.sql; where there are no cases: \"nobody waited\"",
            "the survival median (Kaplan–Meier) of histograms/waits.sql", "median − tail",
            "compared with the quarter before, to the same business day", "compared with the basis before",
            "status: projected against goal", "targets of it, and targets without a measure",
            "added up for month, year to date", "flow by value_date", "oldest (max)", "warning: {count} waits", "Wait less.",
            "waits over the key dates", "a = b", "\n        rate: 0.05\n        flag: true\n",
        ] { #expect(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(words.split(whereSeparator: \.isWhitespace).joined(separator: " ")), "\(words)\n\(text)") }
        // A metric that needs nothing has no such heading.
        #expect(!text.contains("NEEDS"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
        // What the report gives isn't set in the selection.
        #expect(!text.contains("fiscal: 1"))
    }

    @Test func markdownEscapesWhatItWouldTakeForMore() {
        #expect(MetricPage(plugin: Self.rich).markdown.contains("| Waits \\| \\*days\\* of `a*b` |"))
    }

    private static let rich: MetricPlugin = {
        func parameter(_ name: String, _ kind: MetricParameter.Kind, _ fallback: ParameterValue) -> MetricParameter {
            MetricParameter(name: name, title: name, kind: kind, fallback: fallback)
        }
        var fiscal = parameter("fiscal", .integer(1...12), .integer(1))
        fiscal.inherits = .fiscal_year_start
        func value(_ id: String, _ unit: ValueUnit = .days, _ change: (inout MetricValue) -> Void) -> MetricValue {
            var value = MetricValue(id: id, title: id, unit: unit, scale: 2)
            change(&value)
            return value
        }
        var waits = FactSet(
            name: "waits", kind: .flow, keys: ["days"],
            measures: [.init(name: "cases"), .init(name: "oldest", combination: .max)])
        waits.day = .value_date
        var manifest = MetricManifest(
            id: "rich", title: "Rich", description: "Has every key.", formula: "a ÷ b", needs: [:],
            parameters: [
                parameter("window", .integer(1...Int.max), .integer(30)),
                parameter("rate", .decimal(.zero...ExactDecimal(1)), .decimal(ExactDecimal(unscaled: 5, scale: 2))),
                parameter("flag", .boolean, .boolean(true)), parameter("basis", .choice(["month", "year"]), .text("month")),
                fiscal, parameter("label", .text, .text("a: b")),
                parameter("since", .date, .date(CivilDate("2026-01-31") ?? CivilDate(daysSinceEpoch: 0))),
                parameter("ranges", .dayRanges(first: 0), .dayRanges([30, 60], first: 0)),
            ],
            facts: [waits],
            values: [
                MetricValue(id: "median", title: "Waits | *days* of `a*b`", unit: .days, scale: 2, better: .lower, isHeadline: true),
                value("tail") { $0.statistic = HistogramStatistic(kind: .percentile(ExactDecimal(unscaled: 9, scale: 1)), histogram: "waits", none: "nobody waited") },
                value("survival") { $0.statistic = HistogramStatistic(kind: .survivalMedian, histogram: "waits", none: "nobody came") },
                value("gap") { $0.difference = ["median", "tail"] },
                value("cash", .money) { $0.change = .period(.quarter); $0.standing = Standing(of: "projected", against: "goal") },
                value("cases", .count) { $0.change = .parameter("basis") },
            ],
            tables: [], charts: [MetricChart(title: "Waits", kind: .trend, values: ["waits"])],
            checks: [MetricCheck(title: "All", left: "a", right: "b")],
            findings: [MetricFinding(id: "waits", severity: .warning, column: "a", message: "{count} waits", remedy: "Wait less.")],
            version: "1")
        manifest.histograms = ["waits"]
        manifest.targets = WindowedTargets(measure: "cash", windows: [.month, .year])
        return MetricPlugin(
            manifest: manifest, folder: "/nowhere/rich", manifestHash: ContentHash(sha256: "", bytes: 0), facts: [:],
            kpi: .init(path: "kpi.sql", text: "", hash: ContentHash(sha256: "", bytes: 0)), tables: [:], details: [:], isBuiltIn: false)
    }()
}
