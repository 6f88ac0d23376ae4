import Testing

/// Rows come in batches of the size that is asked for, and are the same in any.
@Suite struct BatchTests {
    /// 20,000 rows, of which each seventh repeats the id before it and is a reject: 17,143 stay.
    private static let text: String = {
        let rows = (1...20_000).map { "i\($0 % 7 == 0 ? $0 - 1 : $0),c1,invoice,2025-01-31,EUR,\($0)\n" }
        return "item_id,customer_id,kind,posted_on,currency,amount\n" + rows.joined()
    }()

    @Test func areNoLargerThanAskedFor() throws {
        let whole = try Extract().read(Self.text)
        #expect(whole.batches == [17_143])
        #expect(whole.rejects.count == 2_857)
        let parts = try Extract(rowsAtOnce: 8_192).read(Self.text)
        // Blocks of 2,048 records are never split: four of them, less their rejects, and as many as fit with another.
        #expect(parts.batches.allSatisfy { $0 <= 8_192 })
        #expect(parts.batches.count == 3)
        #expect(parts.rows == whole.rows)
        #expect(parts.rejects == whole.rejects)
    }

    @Test func areNeverEmpty() throws {
        let least = try Extract(rowsAtOnce: 1).read(Self.text)
        #expect(least.batches.allSatisfy { (1...2_048).contains($0) })
        #expect(least.rows.count == 17_143)
    }
}
