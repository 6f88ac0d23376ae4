import Foundation
import Testing

/// Extracts after real layouts, row against row: what they must become was written by hand.
@Suite struct PresetFixtureTests {
    static let root = Program.root + "/Tests/Fixtures/extracts"
    static let layouts = (try? FileManager.default.contentsOfDirectory(atPath: root))?
        .filter { FileManager.default.fileExists(atPath: root + "/\($0)/ledger.yaml") }.sorted() ?? []

    @Test(arguments: layouts) func becomesWhatWasWrittenByHand(_ layout: String) throws {
        let folder = Self.root + "/" + layout
        let items = try Program.countback(["ledger", "show", "ledger.yaml", "--csv"], in: folder)
        #expect(items.exit == 0, "\(items.errors)")
        let wanted = try CSVText(String(contentsOfFile: folder + "/items.csv", encoding: .utf8))
        let found = CSVText(items.out)
        #expect(found.rows(of: wanted.names).sorted() == wanted.rows(of: wanted.names).sorted())

        let allocations = CSVText(
            try Program.countback(["ledger", "show", "ledger.yaml", "--relation", "allocations", "--csv"], in: folder).out)
        let file = folder + "/allocations.csv"
        let expected = FileManager.default.fileExists(atPath: file) ? CSVText(try String(contentsOfFile: file, encoding: .utf8)) : CSVText("")
        #expect(allocations.rows(of: expected.names).sorted() == expected.rows(of: expected.names).sorted())
        if expected.names.isEmpty { #expect(allocations.lines.count <= 1) }
    }

    @Test(arguments: layouts) func rejectsWhatCannotBeRead(_ layout: String) throws {
        let folder = Self.root + "/" + layout
        let output = try TemporaryFolder()
        let loaded = try Program.countback(["ledger", "load", "ledger.yaml", "--rejects", output.path + "/rejects.csv"], in: folder)
        #expect(loaded.exit == 0, "\(loaded.errors)")
        let file = folder + "/rejects.csv"
        let expected = FileManager.default.fileExists(atPath: file) ? try String(contentsOfFile: file, encoding: .utf8) : "line,column,reason\n"
        let names = ["line", "column", "reason"]
        #expect(CSVText(try output.text(of: "rejects.csv")).rows(of: names) == CSVText(expected).rows(of: names))
    }

    /// What is open on 31 March 2026, and receipts not applied, added up by hand: for Oracle 400 + 700 + 300 + 300 + 25 + 40 - 50 less
    /// the receipts' 1250 - 700 - 500 + 100, 75 and 20; for Business Central 400 - 200 - 50 dollars at 0.95 + 12.50 + 30 + 1.
    /// Of the workbooks: 1190 - 119 - 0.02 + 50.10; 1200.50 - 900 - 50; 400 + 1700 - 50; 400 - 50 dollars at 0.95 + 1; 100.50 - 10 - 12.
    private static let open: [String: (total: String, unallocated: String)] = [
        "sap-de-xlsx": ("1121.08", "0"), "sap-en-xlsx": ("250.5", "900"), "oracle-xlsx": ("2050", "0"), "bc-xlsx": ("353.5", "0"),
        "generic-xlsx": ("78.5", "12"),
        "bc-de": ("1076", "0"), "bc-en": ("196", "200"), "generic": ("78.5", "12"), "oracle": ("1470", "245"), "oracle-aging": ("1940", "150"),
        "sap-de": ("2450.98", "0"), "sap-en": ("2315.5", "1480"), "sap-es": ("1235646.89", "10"), "sap-fr": ("1775", "0"),
        "sap-list-de": ("1070.95", "0"), "sap-s4": ("190.5", "1000"), "sap-tables": ("1340.5", "100"), "sap-xls-en": ("150.5", "4000"),
    ]

    @Test(arguments: layouts) func makesTheWeeklyPack(_ layout: String) throws {
        let output = try TemporaryFolder()
        try output.write(
            """
            report: weekly
            ledger: \(Self.root)/\(layout)/ledger.yaml
            as_of: 2026-03-31
            currency: \(layout.contains("-en") && layout.hasPrefix("sap") || layout.hasPrefix("oracle") || layout.hasPrefix("generic") ? "USD" : "EUR")
            group_by: [geo, country, team, collector]
            trend: { every: week, points: 13 }
            metrics: [dso, aged_debt, unallocated_cash, dispute_cycle_time, collection_attainment]
            severities: { signs-reversed: warning }
            outputs: [csv]

            """, to: "weekly.yaml")
        let ended = try Program.countback(["run", "weekly.yaml", "-q", "--output", output.path + "/out"], in: output.path)
        #expect(ended.exit == 0, "\(ended.errors)")
        let manifest = try Manifest(output.path + "/out/weekly/2026-03-31/manifest.json")
        #expect(manifest.sources.allSatisfy { $0.loaded + $0.rejected == $0.read })
        let open = try #require(Self.open[layout])
        let total = manifest.value("aged_debt", "total", [], "2026-03-31")?.value
        #expect(total.flatMap { Decimal(string: $0) } == Decimal(string: open.total))
        let unallocated = manifest.value("unallocated_cash", "amount", [], "2026-03-31")?.value
        #expect(unallocated.flatMap { Decimal(string: $0) } == Decimal(string: open.unallocated))
        // Where the extract lacks what settled an item, the tie-out says so, and nowhere else.
        #expect(manifest.findings.map(\.id).contains("tie-out") == ["oracle", "oracle-xlsx", "sap-fr"].contains(layout), "\(manifest.findings)")
        #expect(!manifest.findings.map(\.id).contains("allocated-past-zero"))
    }
}

/// A CSV text as rows of named cells.
struct CSVText {
    let names: [String]
    let lines: [[String]]

    init(_ text: String) {
        var all: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        var previous: Character = "\n"
        for character in text {
            if character == "\"" {
                if !isQuoted, previous == "\"" { cell.append("\"") }
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                row.append(cell)
                cell = ""
            } else if character.isNewline, !isQuoted {
                row.append(cell)
                all.append(row)
                (row, cell) = ([], "")
            } else {
                cell.append(character)
            }
            previous = character
        }
        if !cell.isEmpty || !row.isEmpty { all.append(row + [cell]) }
        names = all.first ?? []
        lines = Array(all.dropFirst().filter { $0 != [""] })
    }

    /// Each row's cells of these columns; a column that isn't there is empty.
    func rows(of wanted: [String]) -> [String] {
        lines.map { line in
            wanted.map { name in
                guard let index = names.firstIndex(of: name), index < line.count else { return "" }
                return line[index]
            }.joined(separator: " | ")
        }
    }
}
