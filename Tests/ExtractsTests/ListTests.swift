import Extracts
import Foundation
import Model
import Testing

/// Printed lists: columns between `|`, with page headers, rules, headings and subtotals around the rows.
@Suite struct ListTests {
    static let list = """
        20.11.2026                Customer Line Item Display                    1
        Customer         1000123
        Company Code     1000
        Name             Müller & Söhne GmbH

        --------------------------------------------------------------------
        |St|DocumentNo|Ty|Doc. Date |Net due dt|     Amount in LC|LCurr|Text|
        --------------------------------------------------------------------
        |  |1800000001|RV|01.10.2026|31.10.2026|        1.190,00 |EUR  |    |
        |  |1400000007|DZ|05.10.2026|00.00.0000|          190,00-|EUR  |a|b |
        --------------------------------------------------------------------
        |* |          |  |          |          |        1.000,00 |EUR  |    |
        --------------------------------------------------------------------
        20.11.2026                Customer Line Item Display                    2
        Customer         0000456
        --------------------------------------------------------------------
        |St|DocumentNo|Ty|Doc. Date |Net due dt|     Amount in LC|LCurr|Text|
        --------------------------------------------------------------------
        |  |1800000002|RV|02.10.2026|01.11.2026|           50,00 |EUR  |    |
        |  |1800000003|RV|02.10.2026|
        --------------------------------------------------------------------
        |* |          |  |          |          |           60,00 |EUR  |    |
        |**|          |  |          |          |        1.060,00 |EUR  |    |
        --------------------------------------------------------------------

        """

    static var extract: Extract {
        var extract = Extract(name: "fbl5n.txt", defaultCurrency: nil)
        extract.format = DelimitedFormat(
            decimal: UInt8(ascii: ","), thousands: UInt8(ascii: "."), dates: ["%d.%m.%Y"], trailingMinus: true)
        extract.format.lines.layout = .list
        extract.format.lines.carried = [
            CarriedColumn(name: "Company Code", words: ["Company Code", "Buchungskreis"]),
            CarriedColumn(name: "Customer", words: ["Customer", "Kunde"]),
        ]
        extract.columns = [
            Extract.map("item_id", .joined(["Company Code", "DocumentNo"])),
            Extract.map("customer_id", .column("Customer")),
            Extract.map("kind", .mapped(from: "Ty", values: ["RV": "invoice", "DZ": "receipt"], fallback: nil)),
            Extract.map("posted_on", .column("Doc. Date")), Extract.map("due_on", .column("Net due dt")),
            Extract.map("currency", .column("LCurr")), Extract.map("amount", .column("Amount in LC")),
            Extract.map("note", .column("Text")),
        ]
        return extract
    }

    @Test func rowsHeadingsAndRest() throws {
        let reading = try Self.extract.read(Self.list)
        #expect(reading.column("item_id") == ["1000/1800000001", "1000/1400000007", "1000/1800000002"])
        #expect(reading.column("customer_id") == ["1000123", "1000123", "0000456"])
        #expect(reading.column("due_on") == ["2026-10-31", "-", "2026-11-01"])
        #expect(reading.column("amount") == ["1190.0000", "-190.0000", "50.0000"])
        // A bar within a text: the columns are where the header's bars are.
        #expect(reading.column("note") == ["-", "a|b", "-"])
        #expect(reading.rejects == ["20: row: has 4 cells between \"|\", the header has 8"])
        #expect(reading.report.rejects[0].raw == "|  |1800000003|RV|02.10.2026|")
        // Rules: the one under the first header, and six more; page text: the second title.
        #expect(
            reading.report.skipped.map { "\($0.kind.rawValue) \($0.count)" } == [
                "repeated header 1", "rule 7", "subtotal 3", "heading 1", "page text 1",
            ])
        #expect(reading.report.files[0].skipped == 13 && reading.report.skippedByCount == [13])
    }

    @Test func subtotalsAreHeldAgainstTheRows() throws {
        let differences = try Self.extract.read(Self.list).report.listTotals
        #expect(
            differences.map { "\($0.line) \($0.level) \($0.currency) \($0.stated) \($0.sum)" } == [
                "22 1 EUR 60 50", "23 2 EUR 1060 1050",
            ])
    }

    @Test func theHeaderByItsTitles() throws {
        var extract = Self.extract
        extract.format.lines.header = [["Belegnummer", "documentno"], ["Ty"]]
        #expect(try extract.read(Self.list).report.loaded == 3)
        extract.format.lines.header = [["DocumentNo"], ["Posting Date", "Buchungsdatum"]]
        #expect(
            extract.refusal(Self.list).findings == [
                "no-header: no line of fbl5n.txt has the titles \"DocumentNo\", \"Posting Date\" (line 7 has all but \"Posting Date\")"
            ])
        #expect(
            Self.extract.refusal("no list\nat all\n").findings == [
                "no-header: fbl5n.txt has no line of three and more cells between \"|\" (is it a list? Its format is declared as layout: list)"
            ])
    }

    @Test(arguments: [
        ("|  |1800000009|RV|01.10.2026|31.10.2026| 5,00 |EUR  |", "doesn't begin"), ("1800000009|RV|", "doesn't begin"),
        ("|  |1800000009|RV|01.10.2026|31.10.2026| 5,00 ||EUR  ||", "has 9 cells"), ("|1800000009|5,00|", "has 2 cells"),
    ])
    func whatIsNoRowIsARejectNotNothing(_ line: String, _ reason: String) throws {
        let lines = Self.list.split(separator: "\n", omittingEmptySubsequences: false)
        let text = (lines[..<9] + [line[...]] + lines[9...]).joined(separator: "\n")
        let reading = try Self.extract.read(text)
        #expect(reading.report.loaded == 3 && reading.report.rejected == 2)
        #expect(reading.rejects[0].hasPrefix("10: row: "))
        _ = reason
    }

    @Test func headings() throws {
        let text = """
            Kunde: 0000777    Buchungskreis 2000
            Customer List
            ---
            |DocumentNo|Ty|Doc. Date |Net due dt|Amount in LC|LCurr|Text|
            ---
            |1800000001|RV|01.10.2026|          |        1,00|EUR  |    |
            | Customer  888 |
            |1800000002|RV|01.10.2026|          |        1,00|EUR  |    |
            Buchungskreis 3000
            |1800000003|RV|01.10.2026|          |        1,00|EUR  |    |
            """
        let reading = try Self.extract.read(text)
        #expect(reading.column("item_id") == ["2000/1800000001", "2000/1800000002"])
        #expect(reading.column("customer_id") == ["0000777", "888"])
        // A new company without a customer: the last one isn't taken for its.
        #expect(reading.rejects == ["10: customer_id: no customer_id (only receipts may have none)"])
    }

    @Test func columnsThatTheListHasAreNotCarried() throws {
        var extract = Self.extract
        extract.columns[0] = Extract.map("item_id", .column("DocumentNo"))
        let reading = try extract.read(
            """
            Customer 5 of 6
            |Customer|DocumentNo|Ty|Doc. Date |Net due dt|Amount in LC|LCurr|Text|
            |00000042|1800000001|RV|01.10.2026|          |        1,00|EUR  |    |
            """)
        #expect(reading.column("customer_id") == ["00000042"])
    }
}
