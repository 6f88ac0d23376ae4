import Foundation
import Testing

/// `countback ledger new`: drafts that hold as they are, and say what only a person can know.
@Suite struct LedgerNewTests {
    private let guide = (try? String(contentsOfFile: Program.root + "/docs/first-pack.md", encoding: .utf8)) ?? ""

    /// The fenced blocks of the guide, in order.
    private var blocks: [String] {
        guide.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }
            .map { $0.element.drop { $0 != "\n" }.dropFirst() }.map(String.init)
    }

    @Test func theGuidesInvoiceListBecomesAPackInThreeCommands() throws {
        let folder = try TemporaryFolder()
        try folder.write(blocks[1], to: "invoices.csv")
        let drafted = try Program.countback(["ledger", "new", "invoices.csv"], in: folder.path)
        #expect(drafted.exit == 0, "\(drafted.errors)")
        #expect(try folder.text(of: "ledger.yaml") == blocks[2])
        #expect(drafted.out.contains("items     invoices.csv  3     3       0\n"))
        #expect(drafted.out.contains("  line 4: not every item says its currency; is it this one?\n"))
        let loaded = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(loaded.exit == 0, "\(loaded.errors)")
        let ran = try Program.countback(["run", "report.yaml", "-q"], in: folder.path)
        #expect(ran.exit == 0, "\(ran.errors)")
        // The newest posting is of 3 July 2013.
        #expect(FileManager.default.fileExists(atPath: folder.path + "/output/first-pack/2013-07-03/manifest.json"))

        let again = try Program.countback(["ledger", "new", "invoices.csv"], in: folder.path)
        #expect(again.exit == 73)
        #expect(again.errors.contains("there is something at ledger.yaml already; nothing was written [file-exists]"))
    }

    @Test func theGuidesSAPListIsRecognised() throws {
        let folder = try TemporaryFolder()
        try folder.write(blocks[3], to: "fbl5n.csv")
        let drafted = try Program.countback(["ledger", "new", "fbl5n.csv"], in: folder.path)
        #expect(drafted.exit == 0, "\(drafted.errors)")
        #expect(try folder.text(of: "ledger.yaml").contains(blocks[4]))
        #expect(drafted.out.contains("fbl5n.csv: items; recognised as sap-fbl5n, by 11 of its 11 headers\n"))
        #expect(try Program.countback(["run", "report.yaml", "-q"], in: folder.path).exit == 0)
    }

    @Test func theGuidesWorkbookIsDrafted() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            atPath: PresetFixtureTests.root + "/sap-de-xlsx/Einzelposten.xlsx", toPath: folder.path + "/Einzelposten.xlsx")
        #expect(try Program.countback(["ledger", "new", "Einzelposten.xlsx"], in: folder.path).exit == 0)
        let text = try folder.text(of: "ledger.yaml")
        #expect(text.contains(blocks[5]), "\(text)")
    }

    @Test func theGuidesMonthlyExtractsAreOneSource() throws {
        let folder = try TemporaryFolder()
        for (month, rows) in [("01", "1,C1,01/31/2026,5\n2,C1,01/30/2026,6\n"), ("02", "2,C1,01/30/2026,6\n3,C1,02/03/2026,7\n")] {
            try folder.write("Invoice no,Customer no,Invoice date,Amount\n" + rows, to: "items_2026-\(month).csv")
        }
        #expect(try Program.countback(["ledger", "new", "items_2026-01.csv", "items_2026-02.csv"], in: folder.path).exit == 0)
        let text = try folder.text(of: "ledger.yaml")
        for line in blocks[6].split(separator: "\n") { #expect(text.contains(line), "\(text)") }
    }

    /// Preset, and how it is written, of every fixture: as its own definition declares it.
    @Test(arguments: [
        ("sap-en/fbl5n.csv", ["preset: sap-fbl5n", "dates: \"%m/%d/%Y\"", "trailing_minus: true", "thousands: \",\"", "XY (1 row)"]),
        ("sap-de/fbl5n.csv", ["preset: sap-fbl5n", "delimiter: \";\"", "skip: 1", "encoding: latin-1", "quote: none", "\"1.19,00\" among the amounts", "fields: { company:", "year_of: posting_date"]),
        ("sap-es/fbl5n.tsv", ["preset: sap-fbl5n", "decimal: \",\"", "thousands: \".\"", "dates: \"%d/%m/%Y\""]),
        ("sap-fr/fbl5n.csv", ["preset: sap-fbl5n", "thousands: space", "dates: \"%d.%m.%Y\""]),
        ("sap-tables/bsid.csv", ["preset: sap-fbl5n", "delimiter: pipe", "dates: \"%Y%m%d\""]),
        ("sap-list-de/fbl5n.txt", ["layout: list", "carry: { Debitor: Debitor, Buchungskreis: Buchungskreis }", "encoding: latin-1", "trailing_minus: true"]),
        ("sap-xls-en/fbl5n.xls", ["preset: sap-fbl5n", "delimiter: tab", "encoding: utf-16"]),
        ("oracle/transactions.csv", ["preset: oracle-ar", "dates: \"%d-%b-%Y\"", "BILL (1 row)"]),
        ("oracle/receipts.csv", ["preset: oracle-ar"]),
        ("oracle-aging/aging.csv", ["preset: oracle-ar", "skip: 2"]),
        ("bc-en/entries.csv", ["preset: business-central", "Prepayment (1 row)"]),
        ("bc-de/posten.csv", ["preset: business-central", "dates: \"%d.%m.%Y\""]),
        ("generic/items-export.csv", ["preset: generic"]),
    ]) func proposesWhatTheBytesSay(_ file: String, _ wanted: [String]) throws {
        let folder = try TemporaryFolder()
        let drafted = try Program.countback(["ledger", "new", PresetFixtureTests.root + "/" + file], in: folder.path)
        #expect(drafted.exit == 0, "\(drafted.errors)")
        let text = try folder.text(of: "ledger.yaml")
        for line in wanted { #expect(text.contains(line), "\(line) in \(text)") }
        #expect(try Program.countback(["check", "ledger.yaml"], in: folder.path).exit == 0)
    }

    @Test func severalExtractsBecomeOneLedger() throws {
        let folder = try TemporaryFolder()
        let root = PresetFixtureTests.root
        let drafted = try Program.countback(
            ["ledger", "new", root + "/oracle/transactions.csv", root + "/oracle/receipts.csv", root + "/customers.csv", "--output", "l/ledger.yaml"],
            in: folder.path)
        #expect(drafted.exit == 73)
        try folder.write("", to: "l/x")
        let second = try Program.countback(
            ["ledger", "new", root + "/oracle/transactions.csv", root + "/oracle/receipts.csv", root + "/customers.csv", "--output", "l/ledger.yaml"],
            in: folder.path)
        #expect(second.exit == 0, "\(second.errors)")
        let text = try folder.text(of: "l/ledger.yaml")
        #expect(text.contains("  items:\n    - # Recognised as oracle-ar"))
        #expect(text.contains("  customers:\n    # Recognised as generic"))
        #expect(second.out.contains("wrote l/ledger.yaml and l/report.yaml"))
    }

    @Test func refusesWhatIsNoExtract() throws {
        let folder = try TemporaryFolder()
        try folder.write("Dear Ann,\nthe list follows.\n", to: "letter.txt")
        let letter = try Program.countback(["ledger", "new", "letter.txt"], in: folder.path)
        #expect(letter.exit == 65)
        #expect(letter.errors.contains("nothing in letter.txt is a header that says what its columns are [no-draft]"))
        #expect(try Program.countback(["ledger", "new", "none.csv"], in: folder.path).exit == 66)
        try folder.write("Customer Number,Customer Name\n1,A\n", to: "customers.csv")
        let customers = try Program.countback(["ledger", "new", "customers.csv"], in: folder.path)
        #expect(customers.exit == 65)
        #expect(customers.errors.contains("none of these extracts lists the customers' ledger lines [no-items]"))
        #expect(folder.files() == ["customers.csv", "letter.txt"])
    }

    @Test func listsPresets() throws {
        let listed = try Program.countback(["ledger", "presets"], in: "/")
        #expect(listed.exit == 0)
        #expect(listed.out.contains("  sap-fbl5n: SAP customer line items"))
        #expect(try Program.countback(["ledger", "presets", "oracle-ar"], in: "/").out.contains("preset: oracle-ar\n"))
        let unknown = try Program.countback(["ledger", "presets", "orcale-ar"], in: "/")
        #expect(unknown.exit == 64)
        #expect(unknown.errors.contains("did you mean \"oracle-ar\"?"))
    }
}

/// The definitions that the pages on presets show read without a finding.
@Suite struct PresetPagesTests {
    @Test(arguments: ["sap-fbl5n", "oracle-ar", "business-central", "generic"]) func definitionsHold(_ page: String) throws {
        let text = try String(contentsOfFile: Program.root + "/docs/presets/\(page).md", encoding: .utf8)
        let blocks = text.components(separatedBy: "```yaml\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
        #expect(!blocks.isEmpty)
        let folder = try TemporaryFolder()
        for (number, block) in blocks.enumerated() {
            try folder.write(block, to: "\(number).yaml")
            let checked = try Program.countback(["check", "\(number).yaml"], in: folder.path)
            #expect(checked.exit == 0, "\(checked.errors)")
            #expect(checked.errors == "")
        }
    }
}
