import Foundation
import Model
import Rendering
import Testing

/// The shipped reports on the shipped ledger, as `make demo` runs them.
@Suite struct SamplePackTests {
    struct Shipped: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// What `scripts/checks/sample.py` is told.
        var options: [String]
        /// The dimensions of `group_by`.
        var levels: [String]
    }

    static let shipped = [
        Shipped(testDescription: "weekly-metric-pack", options: [], levels: ["geo", "country", "team", "collector"]),
        Shipped(testDescription: "country-finance-review", options: ["--review"], levels: ["country", "segment"]),
    ]

    /// The value ids that the design promises, headline first; those of promises kept are its manifest's.
    private static let windowed = ["attainment", "collected", "target", "gap", "projected"]
    private static let values: [String: [String]] = [
        "dso": ["countback", "simple", "best_possible", "delinquent", "receivables", "sales"],
        "aged_debt": ["overdue_share", "total", "overdue", "not_due", "over_90_share", "credits", "unallocated"],
        "unallocated_cash": [
            "amount", "count", "oldest_days", "share", "applied_in_time_count_share", "applied_in_time_amount_share",
        ],
        "dispute_cycle_time": [
            "median_days", "mean_days", "p90_days", "km_median_days", "resolved", "open", "open_amount", "open_mean_age",
            "open_max_age",
        ],
        "collection_attainment": windowed + windowed.map { $0 + "_qtd" } + windowed.map { $0 + "_ytd" },
        "promises_kept": [
            "kept_share", "kept_amount_share", "paid_share", "judged", "kept", "partly_kept", "broken", "judged_amount", "kept_amount",
            "partly_kept_amount", "broken_amount", "paid", "pending", "pending_amount", "cancelled", "cancelled_amount",
        ],
    ]

    private static let definitions = Program.root + "/report-definitions"

    /// Everything a run wrote, by path.
    private func run(_ report: Shipped, in folder: String, definition: String) throws -> (place: String, files: [String: Data]) {
        let output = try TemporaryFolder()
        defer { withExtendedLifetime(output) {} }
        let ended = try Program.countback(["run", definition, "-q", "--output", output.path], in: folder)
        #expect(ended.exit == 0)
        let said = try words(report)
        #expect(ended.errors == said)
        let files = output.files()
        let place = try #require(files.first { $0.hasSuffix("/manifest.json") }).replacingOccurrences(of: "/manifest.json", with: "")
        #expect(place == "\(report.testDescription)/2026-11-20")
        return (
            place,
            try Dictionary(uniqueKeysWithValues: files.map { ($0, try Data(contentsOf: URL(fileURLWithPath: "\(output.path)/\($0)"))) })
        )
    }

    /// What a run says of this ledger, all of it for information: a level that only the weekly pack has, the disputes that
    /// ended as void, and the cash of nobody, which no country's target is for.
    private func words(_ report: Shipped) throws -> String {
        func rows(_ relation: String) throws -> [[Substring]] {
            try String(contentsOfFile: "\(Self.definitions)/ledgers/sample/\(relation).csv", encoding: .utf8)
                .split(whereSeparator: \.isNewline).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        }
        let targets = try rows("targets")
        let ofGeo = targets.indices.filter { targets[$0][0] == "dso" && targets[$0][4] == "geo" }
        try #require(ofGeo.count == 1)
        let void = try rows("disputes").count { $0.last == "void" }
        #expect(void > 0)
        let unused = """
            ledgers/sample/targets.csv:\(ofGeo[0] + 1): info: targets of dso by geo are not used: the report isn't grouped by geo, and days and percents don't add up [unused-target-level]
              Add geo to group_by, or give the target for a level that the report has.

            """
        return (report.levels.contains("geo") ? "" : unused) + """
            info: Void disputes: \(void); they are in no figure [void-disputes]
            info: collection_attainment.collected: sums of targets at 1 node lack a child that has figures and no target, the first the whole lacks (none) [partial-target]
              Add the child's target, or one for the node itself.

            """
    }

    @Test(arguments: shipped) func isTheSameFromEverywhere(_ shipped: Shipped) throws {
        let name = shipped.testDescription
        let (place, files) = try run(shipped, in: Program.root, definition: "report-definitions/\(name).yaml")
        let again = try run(shipped, in: "/", definition: "\(Self.definitions)/\(name).yaml")
        #expect(files.keys.sorted() == again.files.keys.sorted())
        for (file, data) in files { #expect(again.files[file] == data, "\(file)") }
        #expect(
            Set(files.keys).isSuperset(of: [
                "\(place)/\(name)_2026-11-20.xlsx", "\(place)/\(name)_2026-11-20.html", "\(place)/manifest.json",
                "\(place)/csv/scorecard.csv", "\(place)/csv/aged_debt.buckets.csv", "\(place)/csv/dso.by_node.csv",
                "\(place)/csv/unallocated_cash.classes.csv", "\(place)/csv/unallocated_cash.receipts.csv",
                "\(place)/csv/dispute_cycle_time.reasons.csv", "\(place)/csv/dispute_cycle_time.open_disputes.csv",
                "\(place)/csv/collection_attainment.by_node.csv", "\(place)/csv/collection_attainment.receipts.csv",
                "\(place)/csv/promises_kept.states.csv", "\(place)/csv/promises_kept.to_chase.csv",
            ]))

        let folder = try TemporaryFolder()
        for (file, data) in files {
            let url = URL(fileURLWithPath: "\(folder.path)/\(file)")
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: url)
        }
        let manifest = try Manifest("\(folder.path)/\(place)/manifest.json")
        try isWhole(manifest, files, place)
        try ties(manifest)
        try agrees("\(folder.path)/\(place)/manifest.json", shipped.options)
        try opens("\(folder.path)/\(place)/\(name)_2026-11-20", in: folder)
    }

    /// Every file is listed with its hash and size, and every listed hash is that of a file.
    private func isWhole(_ manifest: Manifest, _ files: [String: Data], _ place: String) throws {
        let written = files.keys.map { String($0.dropFirst(place.count + 1)) }.filter { $0 != "manifest.json" }
        #expect(manifest.outputs.map(\.path) == written.sorted())
        for output in manifest.outputs {
            let data = try #require(files["\(place)/\(output.path)"])
            #expect(FileHash.of(bytes: data).sha256 == output.sha256)
            #expect(data.count == output.bytes)
        }
        for definition in manifest.definitions {
            #expect(try FileHash.of(path: "\(Self.definitions)/\(definition.path)").sha256 == definition.sha256)
        }
        for plugin in manifest.plugins {
            #expect(try FileHash.of(path: "\(Program.root)/Sources/Metrics/Plugins/\(plugin.path)").sha256 == plugin.sha256)
        }
        #expect(manifest.definitions.map(\.path) == [manifest.report + ".yaml", "ledgers/sample.yaml"])
    }

    private func ties(_ manifest: Manifest) throws {
        #expect(manifest.as_of == "2026-11-20" && manifest.currency == "EUR" && manifest.engine == "duckdb")
        let metrics = Self.values.keys.sorted()
        let versions = ["countback", "duckdb"] + metrics.map { "metric \($0)" }
        #expect(manifest.versions.keys.sorted() == versions.sorted())
        // dso states no equation.
        #expect(Set(manifest.checks.map(\.metric)).sorted() == metrics.filter { $0 != "dso" })
        #expect(manifest.checks.filter { !$0.holds }.map(\.title) == [])
        #expect(manifest.findings.filter { $0.severity != "info" }.map(\.message) == [])
        for source in manifest.sources {
            #expect(source.loaded == source.read && source.rejected == 0)
            let path = "\(Self.definitions)/ledgers/\(source.path)"
            #expect(try FileHash.of(path: path).sha256 == source.sha256)
            // These files have a header, and no line break within a record.
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).count
            #expect(source.read == lines - 1)
        }
        let items = try #require(manifest.sources.first { $0.relation == "items" })
        #expect(items.control_totals.count == 7 && items.control_totals.allSatisfy(\.holds))
        // A value or a reason, never both, at every node and point.
        #expect(manifest.values.allSatisfy { ($0.value == nil) == ($0.reason != nil) })
        let nodes = Set(manifest.values.map(\.node))
        let days = Set(manifest.values.map(\.as_of))
        #expect(days.count == 13)
        for (metric, values) in Self.values {
            let written = Set(manifest.values.filter { $0.metric == metric }.map(\.value_id))
            #expect(written == Set(values))
        }
        let each = Self.values.values.joined().count
        #expect(manifest.values.count == each * nodes.count * days.count)
    }

    /// Python's own reckoning from the definitions, with fractions: no figure may differ.
    private func agrees(_ manifest: String, _ options: [String]) throws {
        let script = Program.root + "/scripts/checks/sample.py"
        let checked = try Program.run("/usr/bin/python3", [script, Self.definitions + "/ledgers/sample", manifest] + options, in: "/")
        #expect(checked.exit == 0, "\(checked.out)\(checked.errors)")
        #expect(checked.out.hasSuffix(", 0 differences\n"))
    }

    /// The workbook in openpyxl and LibreOffice, the page in Chromium.
    private func opens(_ stem: String, in folder: TemporaryFolder) throws {
        let sheets = try OtherPrograms.sheets(stem + ".xlsx")
        #expect(
            sheets == [
                "Scorecard", "Days sales outstanding", "Aged debt", "Unallocated cash", "Dispute cycle time",
                "Collections against target", "Promises kept", "Where the figures come from", "Data quality", "Methodology", "Chart data",
            ])
        #expect(try OtherPrograms.formulasThatChange(stem + ".xlsx", in: folder) == [])
        #expect(try OtherPrograms.console(stem + ".html", in: folder) == [])
    }
}
