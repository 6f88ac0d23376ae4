import Extracts
import Foundation
import Model
import Testing

/// Files that aren't there or can't be used, and headers that don't fit the mapping.
@Suite struct HeaderTests {
    private var holidays: Extract { Extract(relation: .holidays, name: "holidays.csv") }

    private func refusal(_ file: String) -> Refusal? {
        let source = SourceDefinition(relation: "holidays", file: file, place: Extract.place)
        do {
            _ = try ExtractReader(source, relation: .holidays, folder: "/no/such")
            return nil
        } catch { return error as? Refusal }
    }

    @Test func missingFiles() throws {
        let missing = try #require(refusal("/no/such/extracts/items.csv"))
        #expect(missing.exit == .noInput)
        #expect(
            missing.findings[0].description == """
                ledger.yaml:4:11: error: there is no file extracts/items.csv [missing-extract]
                  paths are relative to the ledger definition; it was looked for at /no/such/extracts/items.csv
                """)
        #expect(refusal("/no/such/*.csv")?.findings[0].message == "no file matches *.csv")
        #expect(refusal(FileManager.default.temporaryDirectory.path)?.findings[0].id == "missing-extract")
    }

    @Test func otherKindsOfFiles() {
        var extract = holidays
        extract.name = "holidays.ods"
        let refused = extract.refusal("PK")
        #expect(refused.exit == .badDefinition)
        #expect(
            refused.findings == [
                "not-yet: not yet: reading holidays.ods (extracts are read from .csv, .tsv, .txt and .json files, or these with .gz, and from .xlsx and .parquet)"
            ])
    }

    @Test func emptyFiles() {
        let remedy = "take the extract again; one without rows still has its header line"
        for text in ["", "\n\r\n", "\u{FEFF}"] {
            let refused = holidays.refusal(text)
            #expect(refused.exit == .badData)
            #expect(refused.findings == ["empty-extract: holidays.csv is empty (\(remedy))"])
        }
        var extract = holidays
        extract.format.skip = 3
        #expect(
            extract.refusal("a\nb\n").findings == [
                "empty-extract: holidays.csv has no header after 3 skipped lines (\(remedy))"
            ])
    }

    @Test func aHeaderWithoutRows() throws {
        let reading = try holidays.read("calendar,day")
        #expect(reading.rows == [] && reading.report.read == 0)
    }

    @Test func missingColumns() {
        let refused = holidays.refusal("Calender,Date\n")
        #expect(refused.exit == .badData)
        #expect(
            refused.findings == [
                "missing-column: there is no column \"calendar\" in holidays.csv (did you mean \"Calender\"?)",
                "missing-column: there is no column \"day\" in holidays.csv (its columns are: Calender, Date)",
            ])
    }

    @Test func aWrongDelimiter() {
        #expect(
            holidays.refusal("calendar;day;place;note\n").findings == [
                "missing-column: the header of holidays.csv has 1 column; it contains \";\" 3 times (is the delimiter \";\"?)"
            ])
        #expect(
            holidays.refusal("calendar\tday\n").findings == [
                "missing-column: the header of holidays.csv has 1 column; it contains \"\\t\" 1 time (is the delimiter \"\\t\"?)"
            ])
    }

    @Test func mappedColumnsMissingAndTwice() {
        var extract = holidays
        extract.columns = [
            Extract.map("calendar", .joined(["Land", "Region"]), .text), Extract.map("note", .column("Text")),
        ]
        #expect(
            extract.refusal("Land,Land,Regio,Test\n").findings == [
                "missing-column: the mapping of holidays has no day (add day: to its columns)",
                "duplicate-column: holidays.csv has 2 columns named \"Land\" (rename all but one of them in the extract)",
                "missing-column: there is no column \"Region\" in holidays.csv (did you mean \"Regio\"?)",
                "missing-column: there is no column \"Text\" in holidays.csv (did you mean \"Test\"?)",
            ])
    }

    @Test func itemsNeedCustomersAndACurrency() {
        var extract = Extract(defaultCurrency: nil)
        #expect(
            extract.refusal("item_id,kind,posted_on,amount,x\n").findings.map { String($0.prefix(48)) }
                == [
                    "missing-column: there is no column \"customer_id\" ",
                    "missing-column: there is no column \"currency\" in ",
                ].map { String($0.prefix(48)) })
        extract.columns = ["item_id", "customer_id", "kind", "posted_on", "amount"].map { Extract.map($0, .column($0)) }
        #expect(
            extract.refusal("item_id,customer_id,kind,posted_on,amount\n").findings == [
                "missing-column: the mapping of items has no currency (map it, or state the ledger's currency:)"
            ])
    }

    @Test func wrongEncodings() {
        let text = Array("calendar,day,Näme\n".utf16)
        let little = text.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(
            holidays.refusal(["holidays.csv": [0xFF, 0xFE] + little]).findings == [
                "wrong-encoding: holidays.csv is not UTF-8 (is its encoding utf-16?)"
            ])
        let latin = text.map { UInt8($0) }
        #expect(
            holidays.refusal(["holidays.csv": latin]).findings == [
                "wrong-encoding: the header of holidays.csv is not valid UTF-8 (is its encoding latin-1?)"
            ])
    }

    @Test func headersOverSeveralLines() throws {
        let reading = try holidays.read("\"calendar\",day,\"a\nb\"\nES,2026-01-06,x\n")
        #expect(reading.fields == ["calendar", "day", "a\nb"])
        #expect(
            holidays.refusal("calendar,\"day\nES,2026-01-06\n").findings == [
                "broken-header: the header of holidays.csv has a quote that is never closed (if quotes are ordinary characters there, declare quote: none)"
            ])
    }

    @Test func aQuoteWithinATitleSwallowsNoRows() throws {
        let reading = try holidays.read("calendar,day,5\" note\nES,2026-01-06,\"a \"\"b\"\"\"\nDE,2026-10-03,x\n")
        #expect(reading.fields == ["calendar", "day", "5\" note"])
        #expect(reading.column("calendar") == ["ES", "DE"])
        #expect(try holidays.read("calendar,day,\"a \"\"b\"\"\"\n").fields == ["calendar", "day", "a \"b\""])
    }

    @Test func badDateFormats() {
        for format in ["%Y-%m", "%Y-%m-%d %Q", "%d.%d.%Y", "%Y-%m-%d%"] {
            var extract = holidays
            extract.format.dates = [format]
            let refused = extract.refusal("calendar,day\n")
            #expect(
                refused.exit == .badDefinition && refused.findings[0].hasPrefix("bad-date-format: \"\(format)\" is no"))
        }
    }

    @Test func severalFilesWithTheirOwnHeaders() throws {
        let reading = try holidays.read([
            "b.csv": Array("day,calendar,note\n2026-10-03,DE,n\n2026-10-04,DE\n".utf8),
            "a.csv": Array("calendar,day\nES,2026-01-06\n".utf8),
        ])
        #expect(reading.fields == ["calendar", "day", "note"])
        #expect(reading.rows == [["ES", "2026-01-06", "-"], ["DE", "2026-10-03", "n"]])
        #expect(
            reading.report.files.map { "\($0.path) \($0.read) \($0.loaded) \($0.rejected)" } == [
                "a.csv 1 1 0", "b.csv 2 1 1",
            ])
        #expect(reading.report.rejects[0].file == "b.csv")
        // By sha256sum.
        #expect(reading.report.files[0].hash.sha256 == Self.sha256OfA)
    }
    private static let sha256OfA = "a2860dbe2ef8c6155a1a02aa4008fd90b7c65ed35a38f2d9ea968d86993253d2"
}
