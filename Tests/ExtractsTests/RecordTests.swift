import Extracts
import Model
import Testing

/// How text becomes records: line ends, quotes, blank lines, odd records.
@Suite struct RecordTests {
    private var holidays: Extract { Extract(relation: .holidays, name: "holidays.csv") }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) throws {
        let text = ["calendar,day", "ES,2026-01-06", "", "DE,2026-10-03", "  ", "GB,2026-12-25"].joined(separator: end)
        for last in ["", end, end + end] {
            let reading = try holidays.read(text + last)
            #expect(reading.rows == [["ES", "2026-01-06"], ["DE", "2026-10-03"], ["GB", "2026-12-25"]])
            #expect(reading.report.read == 3)
        }
    }

    @Test func linesOfRejectsCountEveryLine() throws {
        let reading = try holidays.read("calendar,day\n\nES,x\n\"a\nb\",2026-01-06\nDE,y\n")
        #expect(
            reading.rejects == ["3: day: \"x\" is no date (%Y-%m-%d)", "6: day: \"y\" is no date (%Y-%m-%d)"])
        #expect(reading.rows == [["a\nb", "2026-01-06"]])
    }

    @Test func quotes() throws {
        let reading = try holidays.read(
            "\"calendar\",\"day\"\r\n\"E,S\",\"2026-01-06\"\r\n\"a \"\"b\"\"\",2026-01-07\r\nD\"E,2026-01-08\r\n"
                + "\" x \",2026-01-09\r\n\"l1\r\nl2\",\"2026-01-10\"")
        #expect(reading.column("calendar") == ["E,S", "a \"b\"", "D\"E", "x", "l1\r\nl2"])
        #expect(reading.report.rejected == 0)
    }

    @Test func quotesCanBeOrdinary() throws {
        var extract = holidays
        extract.format.quote = nil
        let reading = try extract.read("calendar,day\n\"ES\",2026-01-06\n\"open,2026-01-07\n")
        #expect(reading.column("calendar") == ["\"ES\"", "\"open"])
    }

    @Test func brokenQuotesCostOneLine() throws {
        let reading = try holidays.read(
            "calendar,day\nES,2026-01-06\nDE,\"2026-10-03\nGB,2026-12-25\n\"FR\"x,2026-07-14\nIT,2026-06-02\n")
        #expect(reading.column("calendar") == ["ES", "GB", "IT"])
        #expect(
            reading.rejects == [
                "3: row: text follows the closing quote of field 2",
                "5: row: text follows the closing quote of field 1",
            ]
                || reading.rejects == [
                    "3: row: the quote that opens field 2 is never closed",
                    "5: row: text follows the closing quote of field 1",
                ])
        #expect(reading.report.rejects[0].raw == "DE,\"2026-10-03")
    }

    @Test func anOpenQuoteAtTheEndSwallowsNothing() throws {
        let reading = try holidays.read("calendar,day\n\"ES,2026-01-06\nDE,2026-10-03\n")
        #expect(reading.rejects == ["2: row: the quote that opens field 1 is never closed"])
        #expect(reading.column("calendar") == ["DE"])
    }

    @Test func fieldCounts() throws {
        let reading = try holidays.read("calendar,day\nES\nES,2026-01-06,x,y\n,\nDE,2026-10-03\n")
        #expect(
            reading.rejects == [
                "2: row: has 1 field, the header has 2", "3: row: has 4 fields, the header has 2",
                "4: calendar: no calendar",
            ])
        #expect(reading.column("calendar") == ["DE"])
    }

    @Test func aDelimiterAtEveryLineEnd() throws {
        let reading = try holidays.read("calendar,day,\nES,2026-01-06,\nDE,2026-10-03,\n")
        #expect(reading.fields == ["calendar", "day"])
        #expect(reading.rows.count == 2)
    }

    @Test func otherDelimitersAndSkippedLines() throws {
        var extract = holidays
        extract.format.delimiter = UInt8(ascii: "\t")
        extract.format.skip = 2
        let reading = try extract.read("Report of 1.2.\n\"odd\n\n day \tcalendar\n2026-01-06\tES\n")
        #expect(reading.rows == [["ES", "2026-01-06"]])
        #expect(reading.report.read == 1)
    }

    @Test func oneColumn() throws {
        var extract = Extract(relation: .customers, name: "customers.csv")
        extract.columns = [Extract.map("customer_id", .column("id"), .text)]
        let reading = try extract.read("id\nc1\n\n\"c2\"\n \"\"\nc3")
        #expect(reading.column("customer_id") == ["c1", "c2", "\"\"", "c3"])
    }

    @Test func overlongRecords() throws {
        let long = String(repeating: "x", count: 1 << 21)
        let lines = String(repeating: "y\n", count: 1 << 20)
        let reading = try holidays.read(
            "calendar,day\nES,2026-01-06\n\(long),2026-01-07\n\"\(long)\",2026-01-07\n\"\(lines)\",2026-01-07\nDE,2026-10-03\n"
        )
        #expect(reading.column("calendar") == ["ES", "DE"])
        #expect(reading.rejects[0] == "3: row: is longer than 1 MiB")
        #expect(reading.report.rejects[0].raw == String(repeating: "x", count: 2000) + " … (cut here)")
        #expect(reading.rejects[1].hasPrefix("4: row: "))
        #expect(reading.rejects[2] == "5: row: the quote that opens field 1 is never closed")
    }

    /// Records that straddle every block and window, among them some of several lines.
    @Test func manyRecords() throws {
        var text = "calendar,day\n"
        var expected: [String] = []
        for index in 0..<70_000 {
            let day = CivilDate(daysSinceEpoch: Int32(index % 20_000))
            let name = index % 97 == 0 ? "n\(index)\nline \"two\", more" : "n\(index)"
            expected.append(name)
            text += index % 97 == 0 ? "\"\(name.replacing("\"", with: "\"\""))\",\(day)\r\n" : "\(name),\(day)\r\n"
        }
        let reading = try holidays.read(text)
        #expect(reading.column("calendar") == expected)
        #expect(reading.column("day")[57_777] == CivilDate(daysSinceEpoch: 17_777).description)
        #expect(reading.report.read == 70_000)
    }
}
