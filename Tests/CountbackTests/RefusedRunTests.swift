import Foundation
import Testing

/// What a run leaves on the disk when it is refused, and what a reader may rely on afterwards.
@Suite struct RefusedRunTests {
    private func folder(_ changes: [String: String] = [:]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files.merging(changes, uniquingKeysWith: { $1 }) { try folder.write(text, to: file) }
        return folder
    }

    private func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> Program.Ended {
        try Program.countback(["run", "report.yaml", "-q", "--format", "xlsx,csv,html"] + arguments, in: folder.path)
    }

    private let place = "output/small/2026-10-31"

    @Test func leavesTheEarlierPackUntouched() throws {
        let folder = try folder()
        #expect(try run(folder).exit == 0)
        func pack() throws -> [String: Data] {
            try Dictionary(
                uniqueKeysWithValues: folder.files(below: place).filter { !$0.hasPrefix("failed/") }.map {
                    ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(place)/\($0)")))
                })
        }
        let before = try pack()
        #expect(before.keys.contains("manifest.json") && before.keys.contains("small_2026-10-31.xlsx"))

        try folder.write(SmallReport.items.replacingOccurrences(of: "2026-09-15", with: "2026-09-31"), to: "items.csv")
        #expect(try run(folder).exit == 65)
        #expect(try pack() == before)
        #expect(folder.files(below: place + "/failed") == ["findings.json", "rejects.csv"])
        let rejects = "relation,file,line,column,reason,row\r\n"
            + "items,items.csv,3,posted_on,\"\"\"2026-09-31\"\" is no date (%Y-%m-%d)\",\"I2,C1,invoice,2026-09-31,2026-10-15,EUR,600.00\"\r\n"
        #expect(try folder.text(of: place + "/failed/rejects.csv") == rejects)

        struct Failed: Decodable {
            var exit: Int
            var findings: [Manifest.Found]
        }
        let failed = try JSONDecoder().decode(Failed.self, from: Data(try folder.text(of: place + "/failed/findings.json").utf8))
        #expect(failed.exit == 65)
        #expect(failed.findings.map(\.id) == ["too-many-rejects", "rejected-rows"])
        #expect(failed.findings.map { $0.place?.file } == ["ledger.yaml", "items.csv"])

        // A run that holds takes the failed one away.
        try folder.write(SmallReport.items, to: "items.csv")
        #expect(try run(folder).exit == 0)
        #expect(try pack() == before)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/\(place)/failed"))
    }

    @Test func tolerancePutsTheRejectsInThePack() throws {
        let folder = try folder([
            "items.csv": SmallReport.items.replacingOccurrences(of: "2026-09-15", with: "2026-09-31"),
            "ledger.yaml": SmallReport.ledger.replacingOccurrences(of: "sources:", with: "tolerance: { rows: 1, amount: { EUR: 600 } }\nsources:"),
        ])
        #expect(try run(folder).exit == 0)
        let manifest = try Manifest("\(folder.path)/\(place)/manifest.json")
        // I2's 600 are missing from 1,850.
        #expect(manifest.value("aged_debt", "total", [], "2026-10-31")?.value == "1250.00")
        let items = try #require(manifest.sources.first { $0.relation == "items" })
        #expect("\(items.read) \(items.loaded) \(items.rejected)" == "4 3 1")
        #expect(manifest.findings.map(\.id) == ["rejected-rows"])
        #expect(manifest.outputs.contains { $0.path == "rejects.csv" })
    }

    @Test func toleranceByAmountHoldsToo() throws {
        let folder = try folder([
            "items.csv": SmallReport.items.replacingOccurrences(of: "2026-09-15", with: "2026-09-31"),
            "ledger.yaml": SmallReport.ledger.replacingOccurrences(of: "sources:", with: "tolerance: { rows: 1, amount: { EUR: 599.99 } }\nsources:"),
        ])
        let ended = try run(folder)
        #expect(ended.exit == 65)
        #expect(
            ended.errors.hasPrefix(
                "ledger.yaml: error: rows of 600 EUR in all were rejected, and the ledger tolerates 599.99 [too-much-rejected]\n"))
    }

    /// The month before is not in the extract: no figure, a finding for information, and the pack is there.
    @Test func trendBeforeTheExtractIsUnavailable() throws {
        let folder = try folder(["ledger.yaml": SmallReport.ledger.replacingOccurrences(of: "2026-01-01", with: "2026-10-01")])
        let ended = try run(folder)
        #expect(ended.exit == 0)
        #expect(
            ended.errors == """
                report.yaml: info: 1 of 2 trend points is before 2026-10-01, from which on the extract is complete; it has no figures [trend-before-complete-from]
                  Extract an earlier history, or ask for fewer points.

                """)
        let manifest = try Manifest("\(folder.path)/\(place)/manifest.json")
        let earlier = manifest.values.filter { $0.as_of == "2026-09-30" }
        #expect(earlier.count == 13 * 3)
        #expect(earlier.allSatisfy { $0.value == nil && $0.reason == "before 2026-10-01, from which on the extract is complete" })
        #expect(manifest.value("aged_debt", "total", [], "2026-10-31")?.value == "1850.00")
        // Only October's 400 of sales are known, for receivables of 1,850.
        let countback = manifest.value("dso", "countback", [], "2026-10-31")
        #expect(countback?.value == nil)
        #expect(countback?.reason == "receivables exceed all sales in the history: more than 31 days")
        #expect(manifest.value("dso", "sales", [], "2026-10-31")?.reason == "sales before 2026-10-01 are not in the extract")
    }

    @Test func aKeyDateAfterTheExtractIsUnavailable() throws {
        let folder = try folder()
        let ended = try run(folder, "--as-of", "2026-11-30")
        #expect(ended.exit == 0)
        #expect(
            ended.errors == """
                ledger.yaml: warning: the key date 2026-11-30 is after 2026-11-20, on which the extract was taken; nothing is shown for it [key-date-after-extract]
                  Take a newer extract, or report as of 2026-11-20 or earlier.

                """)
        let manifest = try Manifest(folder.path + "/output/small/2026-11-30/manifest.json")
        #expect(manifest.value("aged_debt", "total", [], "2026-11-30")?.reason == "after 2026-11-20, on which the extract was taken")
        #expect(manifest.value("aged_debt", "total", [], "2026-10-31")?.value == "1850.00")
    }

    /// An extract of open items only must not look like a trend.
    @Test func anUnstatedExtractIsAWarning() throws {
        let folder = try folder([
            "ledger.yaml": SmallReport.ledger.replacingOccurrences(of: "complete_from: 2026-01-01\nextracted_on: 2026-11-20\n", with: "")
        ])
        #expect(try run(folder).exit == 0)
        let manifest = try Manifest("\(folder.path)/\(place)/manifest.json")
        #expect(manifest.findings.map { "\($0.severity) \($0.id) \($0.place?.file ?? "")" } == [
            "warning complete-from-not-stated ledger.yaml", "warning extracted-on-not-stated ledger.yaml",
        ])
    }
}
