import Foundation
import Testing

/// `countback ledger new` of what isn't text, and of several files of one layout.
@Suite struct LedgerNewTableTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func draft(_ files: [String]) throws -> (out: String, text: String) {
        let drafted = try Program.countback(["ledger", "new"] + files, in: folder.path)
        #expect(drafted.exit == 0, "\(drafted.errors)")
        #expect(try Program.countback(["check", "ledger.yaml"], in: folder.path).exit == 0)
        return (drafted.out, try folder.text(of: "ledger.yaml"))
    }

    /// Sheet, header, format and totals of every workbook fixture, as its own definition declares them.
    @Test(arguments: [
        ("sap-de-xlsx/Einzelposten.xlsx", ["preset: sap-fbl5n\n", "sheet: Einzelposten    # its headers fit best; the workbook also has \"Deckblatt\"\n", "header_row: 4 ", "decimal: \",\"    # \"1.190,00\"\n", "# 2 amounts of 7 are text, the others numbers\n", "dates: \"%d.%m.%Y\"    # \"20.01.2026\"\n", "trailing_minus: true", "skip_rows: { starts_with: [Summe] }", "has 1 number where dates should be, such as 46092", "now text with zeros in front, now a number: \"0090000402\" and 90000401"], "8     6       2"),
        ("sap-en-xlsx/line-items.xlsx", ["preset: sap-fbl5n\n", "header_row: 6 ", "dates: \"%m/%d/%Y\"", "skip_rows: { starts_with: [\"*\"] }", "# ? \"02/30/2026\" among the dates is none"], "6     4       2"),
        ("oracle-xlsx/aging.xlsx", ["preset: oracle-ar\n", "header_row: 5 ", "dates: \"%d-%b-%Y\"", "skip_rows: { starts_with: [Total, Report Total] }", "# ? \"12.3.4\" among the amounts is written otherwise", "XX (1 row)"], "5     3       2"),
        ("bc-xlsx/entries.xlsx", ["preset: business-central\n", "header_row: 3 ", "dates: \"%m/%d/%Y\"", "# complete_from: 2026-01-05\n", "# extracted_on: 2026-02-25\n"], "6     5       1"),
        ("generic-xlsx/items.xlsx", ["preset: generic\n", "header_row: 3 ", "# Kept as extra columns: \"Brand\"."], "6     4       2"),
    ]) func proposesWhatTheWorkbookSays(_ file: String, _ wanted: [String], _ account: String) throws {
        try FileManager.default.copyItem(atPath: PresetFixtureTests.root + "/" + file, toPath: folder.path + "/x.xlsx")
        let (out, text) = try draft(["x.xlsx"])
        for line in wanted { #expect(text.contains(line), "\(line) in \(text)") }
        #expect(out.contains(account), "\(out)")
    }

    /// Sheets that say no more than the one with the ledger's lines, in front of it.
    @Test func theSheetWithTheLinesIsChosen() throws {
        let script = """
            import openpyxl
            book = openpyxl.Workbook()
            book.active.title = "Pivot"
            for row in [["Kunde", "Betrag"], ["1001", 5], ["1002", 7]]: book.active.append(row)
            sheet = book.create_sheet("yes")
            for row in [["Invoice no", "Customer no", "Invoice date", "Amount"], ["a", "c", "2026-01-05", 5]]: sheet.append(row)
            book.create_sheet("Empty")
            book.save("x.xlsx")
            """
        #expect(try Program.run(Program.python, ["-c", script], in: folder.path).exit == 0)
        let (out, text) = try draft(["x.xlsx"])
        #expect(text.contains("    sheet: \"yes\"    # its headers fit best; the workbook also has \"Pivot\", \"Empty\"\n    columns:"), "\(text)")
        #expect(out.contains("1     1       0"))
    }

    @Test func parquetIsDrafted() throws {
        try FileManager.default.copyItem(atPath: Program.root + "/Tests/Fixtures/tables/items.parquet", toPath: folder.path + "/items.parquet")
        let (out, text) = try draft(["items.parquet"])
        #expect(text.contains("    preset: generic\n    file: items.parquet\n"), "\(text)")
        #expect(!text.contains("format:"))
        #expect(text.contains("# complete_from: 2026-01-02\n"))
        #expect(out.contains("items     items.parquet  3     2       1"), "\(out)")
    }

    @Test func linesOfJSONAreDrafted() throws {
        try folder.write(
            """
            {"invoiceNumber": "0007", "customer": {"id": "C1"}, "invoiceDate": "05.01.2026", "amount": 1234.5, "currency": "EUR", "open": true}
            {"invoiceNumber": "0008", "customer": {"id": "C2"}, "invoiceDate": "15.01.2026", "amount": "1.234,50", "currency": "EUR", "open": false}

            """, to: "items.jsonl")
        let packed = try Program.run("/bin/gzip", ["items.jsonl"], in: folder.path)
        #expect(packed.exit == 0)
        let (out, text) = try draft(["items.jsonl.gz"])
        for line in ["customer_id: customer.id    # \"C1\"", "decimal: \",\"    # \"1.234,50\"\n", "# 1 amount of 2 is text, the others numbers", "dates: \"%d.%m.%Y\"    # \"15.01.2026\"\n", "open: { from: open, type: text }"] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
        #expect(out.contains("items     items.jsonl.gz  2     2       0"), "\(out)")
    }

    /// Monthly extracts: columns in another order, the same item in two months, a file that nobody named.
    @Test func filesOfOneLayoutBecomeOneSource() throws {
        try folder.write("Invoice no,Customer no,Invoice date,Amount\n1,C1,01/31/2026,5\n2,C1,01/30/2026,6\n", to: "items_2026-01.csv")
        try folder.write("Customer no,Invoice no,Invoice date,Amount\nC1,2,01/30/2026,6\nC1,3,02/03/2026,7\n", to: "items_2026-02.csv")
        try folder.write("customer_id,name\nC1,A\n", to: "customers.csv")
        var (out, text) = try draft(["items_2026-01.csv", "customers.csv", "items_2026-02.csv"])
        #expect(
            text.contains("    file: \"items_*.csv\"    # 2 files of one layout: items_2026-01.csv, items_2026-02.csv\n"), "\(text)")
        #expect(text.contains("dates: \"%m/%d/%Y\""))
        #expect(text.contains("    on_duplicate: reject    # ? 1 item is in more than one of them; should the file that comes last by name count: latest_file?\n"), "\(text)")
        #expect(out.contains("items_2026-02.csv: items; recognised as no preset"))
        #expect(out.contains("items      items_2026-01.csv  2     2       0"), "\(out)")
        #expect(out.contains("items      items_2026-02.csv  2     1       1"), "\(out)")

        try folder.write("x\n", to: "items_old.csv")
        for file in ["ledger.yaml", "report.yaml"] { try FileManager.default.removeItem(atPath: folder.path + "/" + file) }
        let drafted = try Program.countback(["ledger", "new", "items_2026-01.csv", "items_2026-02.csv"], in: folder.path)
        (out, text) = (drafted.out, try folder.text(of: "ledger.yaml"))
        #expect(text.contains("    # ? The pattern takes in items_old.csv, too, not looked at; is that meant?\n"), "\(text)")
    }

    @Test func whatNobodyCanReadIsNamed() throws {
        try folder.write("no workbook\nat all\n", to: "x.xlsx")
        let drafted = try Program.countback(["ledger", "new", "x.xlsx"], in: folder.path)
        #expect(drafted.exit == 65)
        #expect(drafted.errors.contains("x.xlsx is text, not a workbook [other-kind]"), "\(drafted.errors)")
    }
}
