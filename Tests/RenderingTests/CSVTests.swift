import Model
import Testing

@testable import Rendering

@Suite struct CSVTests {
    private func table(_ columns: [Column], _ rows: [[CellValue]]) -> Table {
        Table(id: "t", title: "T", layout: .tidy, columns: columns, rows: rows.map { Row($0.map { Cell($0) }) })
    }

    private func text(_ table: Table, _ locale: ReportDefinition.CSVLocale = .plain) -> String {
        String(decoding: CSVFile.bytes(of: table, locale: locale), as: UTF8.self)
    }

    private func euro(_ cents: Int128) -> CellValue { .money(ExactDecimal(unscaled: cents, scale: 2), currency: "EUR") }

    private var figures: Table {
        let day = CivilDate(year: 2026, month: 11, day: 20) ?? CivilDate(daysSinceEpoch: 0)
        return table(
            [
                Column(name: "as_of", title: "As of", kind: .date),
                Column(name: "country", title: "Country", kind: .text),
                Column(name: "overdue", title: "Overdue", kind: .money),
                Column(name: "overdue_share", title: "Share", kind: .percent, hasReason: true),
                Column(name: "dso", title: "DSO", kind: .days, hasReason: true),
                Column(name: "items", title: "Items", kind: .number),
            ],
            [
                [
                    .date(day), .text("ES"), euro(-123_450), .percent(ExactDecimal(unscaled: 1534, scale: 4)),
                    .days(ExactDecimal(unscaled: 16633, scale: 2)), .integer(12),
                ],
                [.date(day), .text(""), euro(5), .unavailable("no debits"), .unavailable("no sales, ever"), .integer(0)],
            ])
    }

    @Test func rawValuesWithReasonColumns() {
        #expect(
            text(figures) == """
                as_of,country,overdue,overdue_share,overdue_share_reason,dso,dso_reason,items\r
                2026-11-20,ES,-1234.50,0.1534,,166.33,,12\r
                2026-11-20,,0.05,,no debits,,"no sales, ever",0\r

                """)
    }

    @Test func europeanForExcel() {
        #expect(
            text(figures, .european) == "\u{FEFF}" + """
                as_of;country;overdue;overdue_share;overdue_share_reason;dso;dso_reason;items\r
                20.11.2026;ES;-1234,50;0,1534;;166,33;;12\r
                20.11.2026;;0,05;;no debits;;no sales, ever;0\r

                """)
    }

    @Test(arguments: [
        ("plain", "plain"),
        ("a,b", "\"a,b\""),
        ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("two\nlines", "\"two\nlines\""),
        (" padded", "\" padded\""),
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("  =1+1", "'  =1+1"),
        ("+34 600", "'+34 600"),
        ("-1,5", "\"'-1,5\""),
        ("-12.5", "-12.5"),
        ("-12-3", "'-12-3"),
        ("-2+3", "'-2+3"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "\"'\rx\""),
        ("\u{FF1D}1", "'\u{FF1D}1"),
        ("4711-12", "4711-12"),
        ("0012", "0012"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("שלום", "שלום"),
    ])
    func hostileText(_ value: String, _ field: String) {
        let column = Column(name: "c", title: "C", kind: .text)
        #expect(text(table([column], [[.text(value)]])) == "c\r\n\(field)\r\n")
        #expect(text(table([column], [[.identifier(value)]])) == "c\r\n\(field)\r\n")
    }

    @Test func semicolonIsQuotedWhereItSeparates() {
        let column = Column(name: "c", title: "C", kind: .text)
        #expect(text(table([column], [[.text("a;b")], [.text("a,b")]]), .european) == "\u{FEFF}c\r\n\"a;b\"\r\na,b\r\n")
    }

    @Test func longTableComesInPieces() throws {
        let columns = [Column(name: "n", title: "N", kind: .number)]
        let long = table(columns, (0..<50_000).map { [.integer($0)] })
        var pieces = 0
        var all: [UInt8] = []
        CSVFile.write(long) {
            pieces += 1
            all += $0
        }
        #expect(pieces > 1)
        #expect(all.split(separator: 10).count == 50_001)
        #expect(all == CSVFile.bytes(of: long))
    }

    @Test func rejectsKeepTheRow() {
        let reject = Reject(
            relation: "items", file: "extracts/a.csv", line: 7, column: "amount", reason: "\"1.234,5x\" is no amount",
            raw: "1;X;1.234,5x")
        #expect(
            text(RejectsFile.table([reject])) == """
                relation,file,line,column,reason,row\r
                items,extracts/a.csv,7,amount,\"""1.234,5x"" is no amount","1;X;1.234,5x"\r

                """)
    }

    /// The same digits as `ExactDecimal.description`, down to the 38th.
    @Test(arguments: [
        "0", "0.00", "-0.05", "0.5", "7", "-7", "10.0", "1234567.890", "18446744073709551615", "18446744073709551616",
        "-99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001",
        "123456789012345678901234567890.12345678",
    ])
    func decimals(_ text: String) throws {
        var bytes: [UInt8] = Array("x".utf8)
        bytes.append(decimal: try #require(ExactDecimal(text)), mark: UInt8(ascii: "."))
        #expect(String(decoding: bytes, as: UTF8.self) == "x" + text)
    }
}
