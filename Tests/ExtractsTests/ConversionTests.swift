import Extracts
import Model
import Testing

/// How cells become dates and amounts, and what is said of those that don't.
@Suite struct ConversionTests {
    private func dates(_ format: String, _ cells: [String]) throws -> Extract.Reading {
        var extract = Extract()
        extract.format.dates = [format]
        extract.columns = [
            Extract.map("item_id", .column("item_id")), Extract.map("customer_id", .column("customer_id")),
            Extract.map("kind", .column("kind")), Extract.map("posted_on", .constant("2025-01-31")),
            Extract.map("amount", .constant("1.5")), Extract.map("due_on", .column("due_on")),
        ]
        return try extract.read(items("due_on", cells))
    }

    @Test(arguments: [
        ("%Y-%m-%d", "2024-02-29", "2024-02-29"), ("%Y-%m-%d", "2024-2-9", "2024-02-09"),
        ("%d.%m.%Y", "31.12.2025", "2025-12-31"), ("%m/%d/%Y", "7/3/2013", "2013-07-03"),
        ("%Y%m%d", "20250131", "2025-01-31"), ("%d-%b-%y", "07-MAR-24", "2024-03-07"),
        ("%d-%b-%y", "7-mar-69", "1969-03-07"), ("%d-%b-%y", "7-mar-68", "2068-03-07"),
        ("%d %b %Y", "01 Sep 2025", "2025-09-01"), ("%d%m%y", "010299", "1999-02-01"),
        ("%Y-%m-%d", "9999-12-31", "9999-12-31"), ("%Y-%m-%d", " 1899-12-31 ", "1899-12-31"),
        ("%d.%m.%Y", "00.00.0000", "-"), ("%Y%m%d", "00000000", "-"), ("%Y-%m-%d", "0000-00-00", "-"),
        ("%Y-%m-%d", "", "-"),
    ])
    func goodDates(_ format: String, _ cell: String, _ date: String) throws {
        let reading = try dates(format, [cell])
        #expect(reading.column("due_on") == [date])
        #expect(reading.column("posted_on") == ["2025-01-31"])
        #expect(reading.rejects == [])
    }

    @Test(arguments: [
        ("%d.%m.%Y", "31.02.2025"), ("%Y-%m-%d", "2025-02-29"), ("%Y-%m-%d", "2025-13-01"), ("%Y-%m-%d", "2025-01-00"),
        ("%Y-%m-%d", "2025-01-311"), ("%Y-%m-%d", "25-01-31"), ("%Y-%m-%d", "2025/01/31"), ("%Y%m%d", "2025131"),
        ("%d-%b-%y", "07-MRZ-24"), ("%Y-%m-%d", "2025-01-31 00:00:00"), ("%m/%d/%Y", "31/12/2025"),
        ("%Y-%m-%d", "0000-01-01"),
    ])
    func badDates(_ format: String, _ cell: String) throws {
        #expect(try dates(format, [cell]).rejects == ["2: due_on: \"\(cell)\" is no date (\(format))"])
    }

    @Test func anEmptyRequiredDate() throws {
        var extract = Extract(relation: .holidays)
        extract.format.dates = ["%d.%m.%Y"]
        let reading = try extract.read("calendar,day\nES,\nES,00.00.0000\nES,06.01.2026\n")
        #expect(reading.rejects == ["2: day: no day", "3: day: no day"])
    }

    private func amounts(_ format: DelimitedFormat, _ cells: [String]) throws -> Extract.Reading {
        var extract = Extract()
        extract.format = format
        extract.format.delimiter = UInt8(ascii: "|")
        return try extract.read(items("amount", cells).mapped { $0.barred })
    }

    private static let german = DelimitedFormat(
        decimal: UInt8(ascii: ","), thousands: UInt8(ascii: "."), trailingMinus: true)

    @Test(arguments: [
        ("0", "0.0000"), ("12", "12.0000"), ("-12.5", "-12.5000"), ("+12.5", "12.5000"), (".5", "0.5000"),
        ("12345678901234.5678", "12345678901234.5678"), ("1.23450000", "1.2345"), ("000000000000000012.30", "12.3000"),
        ("-0.01", "-0.0100"), (" 7.10 ", "7.1000"), ("-0", "0.0000"),
    ])
    func plainAmounts(_ cell: String, _ amount: String) throws {
        #expect(try amounts(DelimitedFormat(), [cell]).column("amount") == [amount])
    }

    @Test(arguments: [
        ("1.234,5", "1234.5000"), ("1.234.567,89-", "-1234567.8900"), ("-1.234", "-1234.0000"), ("999,99", "999.9900"),
        ("1234,5", "1234.5000"), ("0,00-", "0.0000"), ("5 -", "-5.0000"), ("- 5", "-5.0000"), ("12.345.678.901.234,5678", "12345678901234.5678"),
    ])
    func germanAmounts(_ cell: String, _ amount: String) throws {
        #expect(try amounts(Self.german, [cell]).column("amount") == [amount])
    }

    @Test(arguments: [
        "1.234,5x", "1.23,4", "1234.567", "1.2345", ".123", "1.234.56,0", "1,2,3", "-5-", "12,", "-", ",", "1e3",
        "€5",
    ])
    func badGermanAmounts(_ cell: String) throws {
        #expect(
            try amounts(Self.german, [cell]).rejects == [
                "2: amount: \"\(cell)\" is no amount (decimal \",\", thousands \".\")"
            ])
    }

    @Test func badPlainAmounts() throws {
        let reading = try amounts(
            DelimitedFormat(),
            ["1,234.50", "12.50-", "1.00001", "123456789012345", "99999999999999999999999", "", "(5.00)"])
        #expect(
            reading.rejects == [
                "2: amount: \"1,234.50\" is no amount (decimal \".\")",
                "3: amount: \"12.50-\" is no amount (decimal \".\"; is trailing_minus missing?)",
                "4: amount: \"1.00001\" has more than 4 decimals",
                "5: amount: \"123456789012345\" is out of range: more than 14 digits before the decimals",
                "6: amount: \"99999999999999999999999\" is out of range: more than 14 digits before the decimals",
                "7: amount: no amount", "8: amount: \"(5.00)\" is no amount (decimal \".\"; is parentheses missing?)",
            ])
    }

    @Test func rates() throws {
        let reading = try Extract(relation: .fxRates).read(
            "rate_date,from_currency,to_currency,rate\n2026-01-01,EUR,USD,1.1765432109\n2026-01-01,EUR,JPY,1234567890.0123456789\n"
                + "2026-01-01,EUR,usd,1\n2026-01-01,EUR,GBP,0.12345678901\n2026-01-01,,GBP,1\n")
        #expect(reading.column("rate") == ["1.1765432109", "1234567890.0123456789"])
        #expect(
            reading.rejects == [
                "4: to_currency: \"usd\" is no currency code", "5: rate: \"0.12345678901\" has more than 10 decimals",
                "6: from_currency: no from_currency",
            ])
    }

    @Test func wholeNumbers() throws {
        var extract = Extract(relation: .holidays)
        extract.columns = [
            Extract.map("calendar", .column("c"), .text), Extract.map("day", .column("d"), .date),
            Extract.map("level", .column("l"), .integer),
        ]
        let reading = try extract.read("c,d,l\nES,2026-01-06,42\nES,2026-01-06,\nES,2026-01-06,4.5\n")
        #expect(reading.column("level") == ["42", "-"])
        #expect(reading.rejects == ["4: level: \"4.5\" is no whole number"])
    }
}

extension String {
    /// Every line changed.
    fileprivate func mapped(_ change: (String) -> String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).map { change(String($0)) }.joined(separator: "\n")
    }

    /// The first five commas as bars.
    fileprivate var barred: String {
        var left = 5
        return String(
            map { character in
                guard character == ",", left > 0 else { return character }
                left -= 1
                return "|"
            })
    }
}
