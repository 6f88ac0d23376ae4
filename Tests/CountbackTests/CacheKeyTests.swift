import Foundation
import Metrics
import Model
import Testing

@testable import countback

/// What makes a run another one, whatever its extracts hold.
@Suite struct CacheKeyTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for (file, text) in SmallReport.files.merging(SmallReport.plugin, uniquingKeysWith: { $1 }) { try folder.write(text, to: file) }
        try change("report.yaml", "- dso", "- dso\n  - mine")
    }

    private func change(_ file: String, _ old: String, _ new: String) throws {
        try folder.write(try folder.text(of: file).replacingOccurrences(of: old, with: new), to: file)
    }

    private func key(given: [String] = [], asOf: KeyDateRule? = nil, today: String = "2026-11-20") throws -> CacheKey {
        let project = try Project.load(folder.path + "/report.yaml", metricFolders: []) { report in
            if let asOf { report.asOf = asOf }
        }
        let day = try #require(CivilDate(today))
        return try #require(CacheKey(project: project, given: given, today: day))
    }

    @Test func isTheSameForTheSame() throws {
        let first = try key()
        #expect(try key() == first)
        #expect(first.text.utf8.count == 64)
        // Today is of no interest where the key date is a date, nor the extracts anywhere.
        #expect(try key(today: "2026-12-24") == first)
        try folder.write("", to: "items.csv")
        #expect(try key() == first)
    }

    static let changes = [
        ["report.yaml", "points: 2", "points: 3"],
        ["report.yaml", "Small pack", "Tiny pack"],
        ["report.yaml", "[csv]", "[csv] # no more than that"],
        ["ledger.yaml", "2026-01-01", "2026-02-01"],
        ["metrics/mine/metric.yaml", "title: Amount", "title: Open"],
        ["metrics/mine/kpi.sql", "COALESCE(o.amount, 0)", "COALESCE(o.amount, 1)"],
        ["metrics/mine/facts/open.sql", "SUM", "MAX"],
    ]

    @Test(arguments: changes) func changesWithEveryFile(_ change: [String]) throws {
        let before = try key()
        try self.change(change[0], change[1], change[2])
        #expect(try key() != before)
    }

    /// No SQL of a plugin is left out of the key.
    @Test func seesEveryFileOfAPlugin() throws {
        let plugins = Project.catalog(metricFolders: [folder.path + "/metrics"], beside: nil).plugins
        #expect(plugins.count > 2)
        for plugin in plugins {
            let found = FileManager.default.enumerator(atPath: plugin.folder)?.compactMap { $0 as? String } ?? []
            #expect(plugin.files.map(\.path).sorted() == found.filter { $0.hasSuffix(".sql") }.sorted())
        }
    }

    /// A metric that nothing selects may be what a target in the ledger speaks of.
    @Test func changesWithTheMetricsThereAre() throws {
        let before = try key()
        for (file, text) in SmallReport.plugin {
            try folder.write(text.replacingOccurrences(of: "metric: mine", with: "metric: other"), to: file.replacingOccurrences(of: "mine", with: "other"))
        }
        #expect(try key() != before)
    }

    @Test func changesWithWhatIsGiven() throws {
        let keys = try [[], ["a"], ["b"], ["a", "b"], ["ab"], ["b", "a"], ["", "a"]].map { try key(given: $0) }
        #expect(Set(keys).count == keys.count)
        let day = try #require(CivilDate("2026-10-30"))
        #expect(try Set([nil, .date(day), .ledgerEnd, .yesterday].map { try key(asOf: $0) }).count == 4)
    }

    /// A relative key date is the day that it means: 2026-11-20 is a Friday.
    @Test func changesWithTheDayThatIsMeant() throws {
        let friday = try key(asOf: .lastWeekday(5), today: "2026-11-20")
        #expect(try key(asOf: .lastWeekday(5), today: "2026-11-14") == friday)
        #expect(try key(asOf: .lastWeekday(5), today: "2026-11-21") != friday)
        #expect(try key(asOf: .monthEnd, today: "2026-11-30") == key(asOf: .monthEnd, today: "2026-11-01"))
        #expect(try key(asOf: .monthEnd, today: "2026-12-01") != key(asOf: .monthEnd, today: "2026-11-30"))
        #expect(try key(asOf: .ledgerEnd, today: "2026-12-01") == key(asOf: .ledgerEnd, today: "2026-11-30"))
    }
}
