import Extracts
import Foundation
import Model
import Testing

/// Amounts and dates in the ways in which ERPs, people and printers write them.
@Suite struct MarkTests {
    private static var format: DelimitedFormat {
        var format = DelimitedFormat()
        format.parentheses = true
        format.trailingMinus = true
        format.creditSuffixes = ["CR", "H"]
        format.debitSuffixes = ["DR", "S"]
        return format
    }

    private func amounts(_ cells: [String], _ thousands: String, _ decimal: String = ".", _ format: DelimitedFormat = format) throws
        -> Extract.Reading
    {
        var extract = Extract()
        extract.format = format
        extract.format.delimiter = UInt8(ascii: ";")
        extract.format.thousands = thousands.utf8.first
        extract.format.decimal = decimal.utf8.first ?? 0
        return try extract.read(items("amount", cells).replacing(",", with: ";").replacing("^", with: ","))
    }

    @Test func bracketsSuffixesAndSigns() throws {
        let cells = [
            "(1^234.56)", "( 5 )", "12.50 CR", "12.50cr", "7 DR", "7S", "-3", "3-", "- 3", "3 -", "\u{2212}4.5", "+2", "1^000.00H",
        ]
        #expect(
            try amounts(cells, ",").column("amount") == [
                "-1234.5600", "-5.0000", "-12.5000", "-12.5000", "7.0000", "7.0000", "-3.0000", "-3.0000", "-3.0000",
                "-3.0000", "-4.5000", "2.0000", "-1000.0000",
            ])
    }

    @Test func blanksAndApostrophesAsThousands() throws {
        let blanks = ["1 234^5", "1\u{A0}234\u{A0}567^00", "1\u{202F}234", "\u{A0}12^5\u{A0}", "-1 234"]
        #expect(
            try amounts(blanks, " ", ",").column("amount") == [
                "1234.5000", "1234567.0000", "1234.0000", "12.5000", "-1234.0000",
            ])
        #expect(try amounts(["1'234.50", "1\u{2019}234\u{2019}567"], "'").column("amount") == ["1234.5000", "1234567.0000"])
    }

    @Test func contradictionsAreRejects() throws {
        let cells = ["(-5)", "-5 CR", "(5) CR", "5- DR", "()", "CR", "1 234", "5 XX", "(5", "--5", "1\u{A0}23"]
        let reading = try amounts(cells, ",")
        #expect(reading.rows == [] && reading.report.rejected == cells.count)
    }

    @Test func whatIsMissingInTheDeclaration() throws {
        let reading = try amounts(["(5.00)", "5.00 CR", "5.00 Dr", "5.00-"], "", ".", DelimitedFormat())
        #expect(
            reading.rejects == [
                "2: amount: \"(5.00)\" is no amount (decimal \".\"; is parentheses missing?)",
                "3: amount: \"5.00 CR\" is no amount (decimal \".\"; is credit_suffix missing?)",
                "4: amount: \"5.00 Dr\" is no amount (decimal \".\"; is debit_suffix missing?)",
                "5: amount: \"5.00-\" is no amount (decimal \".\"; is trailing_minus missing?)",
            ])
    }

    private func dates(_ formats: [String], _ cells: [String], _ months: MonthNames = .en, posted: String? = nil) throws -> Extract.Reading {
        var extract = Extract()
        extract.format.dates = formats
        extract.format.monthNames = months
        let text = items("due_on,amount", cells.map { $0 + ",1" })
        return try extract.read(text.replacing("2025-01-31", with: posted ?? cells[0]))
    }

    @Test func severalFormatsAndTimes() throws {
        let reading = try dates(
            ["%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M %p"],
            ["31.01.2026", "2026-02-01", "2026-02-28 23:59:60", "12/31/2026 11:05 pm", "31/12/2026", "2026-02-28 25:00:00"])
        #expect(reading.column("due_on") == ["2026-01-31", "2026-02-01", "2026-02-28", "2026-12-31"])
        #expect(
            reading.rejects[0]
                == "6: due_on: \"31/12/2026\" is no date (%d.%m.%Y or %Y-%m-%d or %Y-%m-%d %H:%M:%S or %m/%d/%Y %I:%M %p)")
        #expect(reading.report.rejected == 2)
    }

    @Test func zerosAreNoDate() throws {
        let zeros = ["00.00.0000", "0000-00-00", "00000000", "00/00/0000", "0000-00-00 00:00:00"]
        #expect(try dates(["%d.%m.%Y"], zeros, posted: "01.02.2026").column("due_on") == ["-", "-", "-", "-", "-"])
        #expect(try dates(["%d.%m.%Y"], ["0", "00.00"], posted: "01.02.2026").report.rejected == 2)
    }

    @Test(arguments: [
        (MonthNames.de, ["05. März 2026", "05. Mrz 2026", "05. MÄR. 2026", "05. Dezember 2026"], ["03", "03", "03", "12"]),
        (.es, ["05. ene 2026", "05. Agosto 2026", "05. set. 2026"], ["01", "08", "09"]),
        (.fr, ["05. févr. 2026", "05. AOÛT 2026", "05. juil 2026", "05. déc. 2026"], ["02", "08", "07", "12"]),
        (.en, ["05. Sept 2026", "05. MAY 2026"], ["09", "05"]),
    ])
    func monthNames(_ months: MonthNames, _ cells: [String], _ expected: [String]) throws {
        #expect(try dates(["%d. %b %Y"], cells, months).column("due_on") == expected.map { "2026-\($0)-05" })
    }
}
