import Composing
import Foundation
import Model
import Testing

@testable import countback

/// The pack value of a ledger small enough to work out by hand (`Tests/Golden/README.md`), and the whole of it as text.
@Suite(.engineAlone) struct PackGoldenTests {
    private static let folder = Program.root + "/Tests/Golden"

    private func results() throws -> (Project, Results) {
        let project = try Project.load(Self.folder + "/two-countries/report.yaml", metricFolders: [])
        let run = Run(project: project, output: "", formats: [], today: CivilDate(daysSinceEpoch: 0), progress: Progress(mode: .silent))
        return (project, try run.compute())
    }

    @Test func figuresAreThoseWorkedOutByHand() throws {
        let (_, results) = try results()
        let expected: [(String, String, [String?])] = [
            // ES, DE, (none), all
            ("aged_debt", "total", ["4650.00", "1926.72", "-75.00", "6501.72"]),
            ("aged_debt", "overdue", ["3350.00", "1816.66", "0.00", "5166.66"]),
            ("aged_debt", "not_due", ["2100.00", "220.06", "0.00", "2320.06"]),
            ("aged_debt", "unallocated", ["800.00", "110.00", "75.00", "985.00"]),
            ("aged_debt", "credits", ["-300.00", "0.00", "0.00", "-300.00"]),
            ("aged_debt", "overdue_share", ["0.6348", "0.8920", nil, "0.7020"]),
            ("aged_debt", "over_90_share", ["0.0000", "0.5401", nil, "0.1413"]),
            ("dso", "countback", ["91.23", "118.00", nil, "100.58"]),
            ("dso", "best_possible", ["40.33", "30.00", "0.00", "37.97"]),
            // 91.225 − 40.3333…, 100.578125 − 37.97148…
            ("dso", "delinquent", ["50.89", "88.00", nil, "62.61"]),
            ("dso", "simple", ["107.31", "195.56", nil, "122.25"]),
            ("dso", "receivables", ["4650.00", "1926.72", "-75.00", "6501.72"]),
            ("dso", "sales", ["3900.00", "886.72", "0.00", "4786.72"]),
        ]
        for (metric, value, figures) in expected {
            let grid = try #require(results.metrics.first { $0.plugin.manifest.id == metric }).grid
            for (path, figure) in zip([["ES"], ["DE"], ["(none)"], []], figures) {
                let node = try #require(results.tree.nodes.first { $0.path == path })
                #expect(grid.current(value, node: node.id)?.value?.description == figure, "\(metric).\(value) \(path)")
            }
        }
        let aged = try #require(results.metrics.first { $0.plugin.manifest.id == "aged_debt" })
        #expect(aged.grid.history("total", node: 0).map { $0?.description } == ["6300.00", "5116.66", "6501.72"])
        // 0.7020 is within 5 % of 0.70; 100.58 is not within 5 % of 95.
        #expect(aged.grid.current("overdue_share", node: 0)?.status == .near)
        #expect(results.metrics[0].grid.current("countback", node: 0)?.status == .missed)
        // A06 is of October; D01 has none.
        #expect(results.findings.map(\.id) == ["posted-after-key-date", "no-due-date"])
    }

    @Test func packReadsAsRecorded() throws {
        let (project, results) = try results()
        let pack = PackComposer(definition: project.report, results: results, words: project.words, version: "1", provenance: []).compose()
        let text = PackText.text(pack)
        let golden = URL(fileURLWithPath: Self.folder + "/two-countries.txt")
        let recorded = (try? String(contentsOf: golden, encoding: .utf8)) ?? ""
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil, text != recorded {
            try Data(text.utf8).write(to: golden)
        }
        let (lines, before) = (text.split(separator: "\n"), recorded.split(separator: "\n"))
        #expect(lines == before)
    }
}
