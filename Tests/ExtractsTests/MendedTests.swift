import Extracts
import Foundation
import Model
import Testing

/// Rows mended in a copy of `rejects.csv` are read in place of the rejected ones.
@Suite struct MendedTests {
    private static let items = """
        item_id,customer_id,kind,posted_on,currency,amount
        i1,c1,invoice,2026-01-05,EUR,10
        i2,c1,invoice,2026-01-32,EUR,20
        i3,c1,invoice,2026-01-05,EUR
        =i4,c1,bill,2026-01-05,EUR,40
        i1,c1,invoice,2026-01-06,EUR,50
        """

    private func read(_ mended: String, _ text: String = items) throws -> Extract.Reading {
        var extract = Extract()
        extract.mended = mended
        return try extract.read(text)
    }

    @Test func inPlaceOfTheRejected() throws {
        let reading = try read(
            """
            relation,file,line,column,reason,row\r
            items,items.csv,3,posted_on,no date,"i2,c1,invoice,2026-01-31,EUR,20"\r
            items,items.csv,4,,has 5 fields,"i3,""c1
            "",invoice,2026-01-05,EUR,30"\r
            items,items.csv,5,kind,bill,"'=i4,c1,invoice,2026-01-05,EUR,40"\r
            items,items.csv,6,item_id,duplicate,\r
            disputes,items.csv,2,,,x\r
            """)
        #expect(reading.column("item_id") == ["i1", "i2", "i3", "=i4"])
        #expect(reading.rejects == ["6: item_id: duplicate item_id \"i1\", first in items.csv line 2"])
        #expect(reading.report.mended.map { "\($0.file) \($0.count)" } == ["items.csv 3"])
        #expect(reading.report.files[0].loaded == 4 && reading.report.files[0].rejected == 1)
        #expect(reading.report.totals == ["EUR": ExactDecimal("100.0000")])
        #expect(reading.report.rejectedAmounts == ["EUR": ExactDecimal("50.0000")])
        #expect(reading.report.mendedFile?.path == "mended.csv" && reading.report.mendedFile?.read == 0)
    }

    /// As Excel saves it where a comma is the decimal mark, with a row that still isn't right and one that isn't needed.
    @Test func stillWrongAndNotNeeded() throws {
        let reading = try read(
            """
            \u{FEFF}relation;file;line;column;reason;row
            items;items.csv;3;posted_on;;i2,c1,invoice,2026-02-30,EUR,20
            items;items.csv;2;;;i9,c1,invoice,2026-01-05,EUR,90
            items;other.csv;2;;;i9,c1,invoice,2026-01-05,EUR,90
            """)
        #expect(reading.column("item_id") == ["i1"])
        #expect(reading.rejects[0] == "4: row: has 5 fields, the header has 6")
        #expect(reading.rejects.contains("3: posted_on: \"2026-02-30\" is no date (%Y-%m-%d)"))
        #expect(reading.report.unusedMends.map { "\($0.file) \($0.line) \($0.mendedLine)" } == ["items.csv 2 3"])
    }

    /// The carried values stand at the end, in the order in which they are declared.
    @Test func rowsOfAList() throws {
        var extract = ListTests.extract
        extract.mended = """
            relation,file,line,column,reason,row
            items,fbl5n.txt,20,,,"|  |1800000003|RV|02.10.2026||            10,00 |EUR  |    |1000|0000456|"

            """
        let reading = try extract.read(ListTests.list)
        #expect(reading.column("item_id").last == "1000/1800000003" && reading.column("customer_id").last == "0000456")
        #expect(reading.report.rejected == 0)
    }

    @Test(arguments: [
        ("item_id,amount\n1,2\n", "no-rejects-file: mended.csv is no copy of rejects.csv (its first line is relation,file,line,column,reason,row)"),
        ("", "no-rejects-file: mended.csv is no copy of rejects.csv (its first line is relation,file,line,column,reason,row)"),
        ("relation,file,line,column,reason,row\nitems,items.csv,third,,,x\n",
            "no-rejects-file: line 2 of mended.csv has not the columns of rejects.csv (mend the text below \"row\" and leave all else as it is)"),
        ("relation,file,line,column,reason,row\nitems,items.csv,3,,,x\nitems,items.csv,3,,,y\n",
            "no-rejects-file: line 3 of items.csv is mended twice (leave one of the two)"),
        ("relation,file,line,column,reason,row\nitems,items.csv,3,,,\"x\n",
            "no-rejects-file: a quote in mended.csv is never closed (write quotes within a cell twice)"),
    ])
    func filesThatAreNone(_ text: String, _ finding: String) {
        var extract = Extract()
        extract.mended = text
        #expect(extract.refusal(Self.items).findings == [finding])
    }
}
