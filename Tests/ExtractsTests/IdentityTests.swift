import Extracts
import Foundation
import Model
import Testing

/// Rows that repeat an id: the first by file and line stays.
@Suite struct IdentityTests {
    private static let header = "item_id,customer_id,kind,posted_on,currency,amount\n"
    private static func row(_ id: String, _ amount: String = "1") -> String {
        "\(id),c1,invoice,2025-01-31,EUR,\(amount)\n"
    }

    @Test func theFirstThatCanBeLoadedStays() throws {
        let reading = try Extract().read(
            [
                "b.csv": Array((Self.header + Self.row("i9") + Self.row("i1")).utf8),
                "a.csv": Array(
                    (Self.header + Self.row("i0", "x") + Self.row("i1") + "\n" + Self.row("\"i2\"")
                        + Self.row(" i2 ", "5")
                        + Self.row("i0") + Self.row("I1")).utf8),
            ])
        #expect(reading.column("item_id") == ["i1", "i2", "i0", "I1", "i9"])
        #expect(
            reading.rejects == [
                "2: amount: \"x\" is no amount (decimal \".\")",
                "6: item_id: duplicate item_id \"i2\", first in a.csv line 5",
                "3: item_id: duplicate item_id \"i1\", first in a.csv line 3",
            ])
        #expect(reading.report.rejectedAmounts.mapValues(\.description) == ["EUR": "6.0000"])
    }

    @Test func canBeSwitchedOff() throws {
        var extract = Extract()
        extract.checksIdentity = false
        let reading = try extract.read(Self.header + Self.row("i1") + Self.row("i1"))
        #expect(reading.rows.count == 2 && !reading.report.checkedIdentity)
    }

    @Test func customersMayChange() throws {
        let reading = try Extract(relation: .customers).read(
            "customer_id,valid_from,team\nc1,,a\nc1,2025-01-01,b\nc1,,c\nc1,2025-1-1,d\nc2,,e\n")
        #expect(reading.column("team") == ["a", "b", "e"])
        #expect(
            reading.rejects == [
                "4: customer_id: duplicate customer_id \"c1\", first in items.csv line 2",
                "5: customer_id: duplicate customer_id \"c1\", valid_from \"2025-01-01\", first in items.csv line 3",
            ])
    }

    @Test func ratesOfADay() throws {
        let reading = try Extract(relation: .fxRates).read(
            "rate_date,from_currency,to_currency,rate\n2025-01-31,USD,EUR,0.9\n2025-01-31,EUR,USD,1.1\n"
                + "2025-02-01,USD,EUR,0.91\n2025-01-31,GBP,EUR,1.2\n2025-1-31,USD,EUR,0.92\n")
        #expect(reading.column("rate") == ["0.9000000000", "1.1000000000", "0.9100000000", "1.2000000000"])
        #expect(
            reading.rejects == [
                "6: rate_date: duplicate rate_date \"2025-01-31\", from_currency \"USD\", to_currency \"EUR\", "
                    + "first in items.csv line 2"
            ])
    }

    @Test func relationsWithoutIdentity() throws {
        let reading = try Extract(relation: .holidays).read("calendar,day\nES,2026-01-06\nES,2026-01-06\n")
        #expect(reading.rows.count == 2 && !reading.report.checkedIdentity)
    }

    /// Enough for the table to grow several times, ids of many lengths, with every 400th repeating an earlier one.
    @Test func manyIds() throws {
        var text = Self.header
        var repeated = 0
        var lines: [String: Int] = [:]
        var expected: [String] = []
        for index in 0..<40_000 {
            let source = index % 400 == 399 ? (index * 7919) % index : index
            let id = String(repeating: "x", count: source % 41) + "\(source)"
            text += Self.row(id)
            if let first = lines[id] {
                repeated += 1
                expected.append("\(index + 2): item_id: duplicate item_id \"\(id)\", first in items.csv line \(first)")
            } else {
                lines[id] = index + 2
            }
        }
        let reading = try Extract().read(text)
        #expect(repeated >= 90 && reading.report.rejected == repeated)
        #expect(reading.rejects == expected)
        // Packed, there is no telling how many there will be.
        let bytes = Array(text.utf8)
        let packed = stride(from: 0, to: bytes.count, by: 65_000).flatMap {
            Gzip.member(Array(bytes[$0..<min(bytes.count, $0 + 65_000)]))
        }
        let again = try Extract(name: "items.csv.gz").read(packed)
        #expect(again.rejects == expected.map { $0.replacing("items.csv line", with: "items.csv.gz line") })
    }

    /// Rejects beyond those kept are counted all the same.
    @Test func moreRejectsThanAreKept() throws {
        var extract = Extract(relation: .holidays)
        extract.name = "h.csv"
        let reading = try extract.read(
            "calendar,day\n" + String(repeating: "ES,x\nES\n", count: 51_000) + "ES,2026-01-06\n")
        #expect(reading.report.rejects.count == 100_000)
        #expect(reading.report.rejected == 102_000 && reading.report.loaded == 1)
        #expect(reading.report.groups.map(\.count) == [51_000, 51_000])
    }
}
