import Foundation
import Model
import Testing

@testable import Extracts

/// JSON objects as extracts, a line each or in one list.
struct JSONTests {
    private func read(_ text: String, name: String = "items.jsonl", format: DelimitedFormat = DelimitedFormat()) throws -> Extract.Reading {
        try Extract(format: format, name: name).read(text)
    }

    private static let item = #""customer_id":"c1","kind":"invoice","posted_on":"2026-01-31""#

    @Test func numbersKeepEveryDigit() throws {
        let reading = try read(
            """
            {"item_id":"a",\(Self.item),"amount":12345678901234.5678}
            {"item_id":"b",\(Self.item),"amount":1.2e3}

            {"amount":-0.10,\(Self.item),"item_id":4900000017,"open":true,"by":null}
            """)
        #expect(reading.column("item_id") == ["a", "b", "4900000017"])
        #expect(reading.column("amount") == ["12345678901234.5678", "1200.0000", "-0.1000"])
        #expect(reading.column("open") == ["-", "-", "true"])
        #expect(reading.report.files[0].read == 3)
    }

    @Test func aListMayLieOnAnyLines() throws {
        let reading = try read(
            """
            [
              {"item_id": "a", \(Self.item), "amount": 1},
              {"item_id": "b",
               \(Self.item), "amount": "x"}
            , {"item_id": "c", \(Self.item), "amount": 2, "note": "a } { \\" ] b"} ]
            """, name: "items.json")
        #expect(reading.column("item_id") == ["a", "c"])
        #expect(reading.column("note") == ["-", "a } { \" ] b"])
        #expect(reading.rejects == ["3: amount: \"x\" is no amount (decimal \".\")"])
    }

    @Test func textEscapesAndInnerObjects() throws {
        let reading = try read(
            #"{"item_id":"\u00e9\ud83d\ude00\n","customer_id":"c1","kind":"invoice","posted_on":"2026-01-31","amount":1,"ship":{"city":{"name":"Köln"}}}"#)
        #expect(reading.column("item_id") == ["é😀"])
        #expect(reading.column("ship.city.name") == ["Köln"])
    }

    @Test func aBrokenLineIsARejectAndTheNextOneIsRead() throws {
        let reading = try read(
            """
            {"item_id":"a",\(Self.item),"amount":1}
            {"item_id":"b",\(Self.item),"amount":
            ["item_id"]
            {"item_id":"c",\(Self.item),"amount":[1,2]}
            {"item_id":"d",\(Self.item),"amount":1} {}
            """)
        #expect(reading.column("item_id") == ["a"])
        #expect(
            reading.rejects == [
                "2: row: is no JSON object: a value is missing", "3: row: is no JSON object: it doesn't begin with {",
                "4: amount: amount is a list", "5: row: is no JSON object: text follows the object",
            ])
    }

    @Test func aBrokenListIsRefused() {
        let refusal = Extract(name: "items.json").refusal(
            """
            [{"item_id":"a",\(Self.item),"amount":1},
             {"item_id":"b"
            """)
        #expect(refusal.exit == .badData)
        #expect(
            refusal.findings == [
                "broken-json: items.json is no list of JSON objects: an object is never closed (take the extract again, or have it written with one object a line)"
            ])
    }

    @Test func numbersAndDatesAreWrittenAsTheFormatReadsThem() throws {
        var format = DelimitedFormat()
        format.decimal = UInt8(ascii: ",")
        format.thousands = UInt8(ascii: ".")
        let reading = try read(
            """
            {"item_id":"a",\(Self.item),"amount":1234.5}
            {"item_id":"b",\(Self.item),"amount":"1.234,50"}
            """, format: format)
        #expect(reading.column("amount") == ["1234.5000", "1234.5000"])
    }

    @Test(arguments: [
        ("1.2e+10", "12000000000"), ("1e-07", "0.0000001"), ("-4.50E1", "-45"), ("1234.50", "1234.50"), ("1E2", "100"),
        ("0.00e5", "0"), ("12e", "12e"), ("1.2345e2", "123.45"),
    ])
    func exponents(written: String, plain: String) { #expect(PlainNumber.expanded(written) == plain) }

    /// Excel's own: what it stores for what a user sees.
    @Test(arguments: [
        ("1234.5599999999999", "1234.56"), ("0.30000000000000004", "0.3"), ("0.1", "0.1"), ("12345678901234567", "12345678901234567"),
        ("1.2345678901234568E+16", "12345678901234568"), ("4900000017", "4900000017"), ("1E-4", "0.0001"), ("-1109.9000000000001", "-1109.9"),
    ])
    func storedNumbers(stored: String, shown: String) { #expect(PlainNumber.shown(stored) == shown) }

    @Test(arguments: [
        ("yyyy\\-mm\\-dd;@", true), ("0.00\" days\"", false), ("[Red]#,##0.00", false), ("General", false), ("mmm\\ yy", true),
        ("[h]:mm:ss", false), ("dd/mm/yyyy hh:mm", true), ("#,##0.00_);(#,##0.00)", false), ("TT.MM.JJJJ", true), ("mmm", true),
    ])
    func dateFormats(code: String, isDate: Bool) { #expect(CellStyles.isDate(code) == isDate) }

    @Test func datesAreWrittenInTheDeclaredFormat() throws {
        let day = try #require(CivilDate("2026-03-09"))
        #expect(DateText("%d.%m.%Y").text(day) == "09.03.2026")
        #expect(DateText("%d-%b-%y").text(day) == "09-march-26")
        #expect(DateText("%m/%d/%Y %I:%M %p").text(day, seconds: 47_100) == "03/09/2026 01:05 PM")
        #expect(DateText("%d.%m.%y").text(CivilDate("2099-12-31") ?? day) == "2099-12-31")
    }
}
