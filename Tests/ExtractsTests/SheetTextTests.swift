import Extracts
import Foundation
import Model
import Testing

/// "Spreadsheets" that are text: titles above a header that isn't always on the same line, subtotals, headings.
@Suite struct SheetTextTests {
    private static let sheet = [
        "\t20.11.2026\t\tDynamic List Display\t\t\t1", "", "\tCustomer\t1000123", "\t\t\t", "\tDocumentNo\tType\tDoc. Date\tAmount\tCurr.",
        "", "\t1800000001\tRV\t01.10.2026\t1.190,00 \tEUR", "\t1400000007\tDZ\t05.10.2026\t190,00-\tEUR",
        "*\t\t\t\t1.000,00\tEUR", "\tCustomer\t1000124", "\tDocumentNo\tType\tDoc. Date\tAmount\tCurr.",
        "\t1800000002\tRV\t02.10.2026\t50,00\tEUR\t", "**\t\t\t\t1.050,00\tEUR", "",
    ].joined(separator: "\r\n")

    private static var extract: Extract {
        var extract = Extract(name: "export.XLS", defaultCurrency: nil)
        extract.format = DelimitedFormat(
            delimiter: 9, quote: nil, encoding: .utf16LE, decimal: UInt8(ascii: ","), thousands: UInt8(ascii: "."),
            dates: ["%d.%m.%Y"], trailingMinus: true)
        extract.format.lines.header = [["Belegnr", "DocumentNo"], ["Amount"]]
        extract.format.lines.carried = [CarriedColumn(name: "Account", words: ["Customer"])]
        extract.format.lines.skipped = [SkippedRows(column: .number(1), prefixes: ["*"])]
        extract.columns = [
            Extract.map("item_id", .column("DocumentNo")), Extract.map("customer_id", .column("Account")),
            Extract.map("kind", .mapped(from: "Type", values: ["RV": "invoice", "DZ": "receipt"], fallback: nil)),
            Extract.map("posted_on", .column("Doc. Date")), Extract.map("currency", .column("Curr.")),
            Extract.map("amount", .column("Amount")),
        ]
        return extract
    }

    private static func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    @Test func aSpreadsheetOfSAP() throws {
        let reading = try Self.extract.read(Self.utf16(Self.sheet))
        #expect(reading.column("item_id") == ["1800000001", "1400000007"])
        #expect(reading.column("customer_id") == ["1000123", "1000123"])
        #expect(reading.column("amount") == ["1190.0000", "-190.0000"])
        #expect(reading.rejects == ["12: row: has 7 fields, the header has 6"])
        #expect(reading.report.rejects[0].raw == "\t1800000002\tRV\t02.10.2026\t50,00\tEUR\t\t1000124")
        #expect(
            reading.report.skipped.map { "\($0.kind.rawValue) \($0.count)" } == [
                "repeated header 1", "heading 1", "skip_rows 2",
            ])
        #expect(reading.report.files[0].skipped == 4 && reading.report.skippedByCount == [4])
    }

    @Test func subtotalsOfAReport() throws {
        var extract = Extract(name: "aging.csv")
        extract.format.skip = 2
        extract.format.lines.skipped = [
            SkippedRows(column: .title("customer_id"), prefixes: ["Total for"]),
            SkippedRows(column: .first, words: ["Report Total", "End of Report"]),
        ]
        let reading = try extract.read(
            """
            "Aging, 4 ""buckets"
            as of 2026-11-20
            item_id,customer_id,kind,posted_on,amount
            1,ACME,invoice,2026-10-01,10
            ,Total for ACME,,,10
            2,"Total
            of all",invoice,2026-10-01,20
            3,"a,b",invoice,2026-10-01,"30"
            Report Total,,,,60
            end of report
            """)
        #expect(reading.column("item_id") == ["1", "2", "3"])
        #expect(reading.column("amount") == ["10.0000", "20.0000", "30.0000"])
        #expect(reading.report.files[0].skipped == 3 && reading.report.skippedByCount == [3])
        #expect(reading.report.rejects == [])
    }

    @Test func aTitleThatSkipRowsGotWrong() {
        var extract = Extract(name: "a.csv")
        extract.format.lines.skipped = [SkippedRows(column: .title("Kunde"), prefixes: ["*"])]
        #expect(
            extract.refusal("item_id,customer_id,kind,posted_on,amount\n").findings == [
                "missing-column: skip_rows speaks of a column \"Kunde\" that a.csv doesn't have (name a column of its header, or give its number)"
            ])
    }

    @Test(arguments: [
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "a binary workbook of Excel 97 to 2003, not text", "open it in Excel and save it as .xlsx, or export it as text"),
        ([0x50, 0x4B, 3, 4, 20, 0], "a workbook or another packed file, not text", "if it is a workbook, name it .xlsx"),
        (Array("\r\n<HTML><body><table>".utf8), "a web page or XML, not text", "export it as text, or open it in Excel and save it as .xlsx"),
    ] as [([UInt8], String, String)])
    func otherFilesByThatName(_ bytes: [UInt8], _ what: String, _ remedy: String) {
        #expect(
            Self.extract.refusal(["export.xls": bytes]).findings == ["other-kind: export.xls is \(what) (\(remedy))"])
    }
}
