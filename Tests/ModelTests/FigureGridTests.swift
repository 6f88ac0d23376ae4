import Model
import Testing

/// A grid gives back what was put in last, however it is packed.
@Suite struct FigureGridTests {
    private static let days = [CivilDate("2026-11-13"), CivilDate("2026-11-20")].compactMap { $0 }
    private static let values = ["a", "b", "c"].map { MetricValue(id: $0, title: $0, unit: .money, scale: 2) }

    /// Wide ones, too: 38 digits, more decimals than a byte counts.
    private static func number(_ random: inout SeededRandom) -> ExactDecimal? {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: nil
        case 1: ExactDecimal(unscaled: 0, scale: 0)
        case 2: ExactDecimal(unscaled: Int128(Int64.min), scale: 4)
        case 3: ExactDecimal(unscaled: Int128(Int64.max) + 1, scale: 2)
        case 4: ExactDecimal(unscaled: Int128(Int.random(in: -9_999...9_999, using: &random)), scale: Int.random(in: 0...6, using: &random))
        default: ExactDecimal(unscaled: -1, scale: 30)
        }
    }

    private static func words(_ entry: FigureGrid.Entry) -> String {
        let numbers = [entry.value, entry.target, entry.previous].map { $0.map { "\($0.unscaled) \($0.scale)" } ?? "none" }
        return "\(numbers) \(entry.reason ?? "none") \(entry.status.map { "\($0)" } ?? "none") \(entry.isPartial)"
    }

    @Test(arguments: 1...20) func givesBackWhatWasPutIn(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var grid = FigureGrid(values: Self.values, keyDates: Self.days, nodeCount: 150, reason: "nothing yet")
        var plain = [String](repeating: Self.words(.init(value: nil, reason: "nothing yet")), count: 900)
        for _ in 0..<Int.random(in: 0...120, using: &random) {
            let (value, date, node) = (Int.random(in: 0..<3, using: &random), Int.random(in: 0..<2, using: &random), Int.random(in: 0..<150, using: &random))
            var entry = FigureGrid.Entry(
                value: Self.number(&random), reason: [nil, "no row", "é", "e\u{301}"].randomElement(using: &random) ?? nil,
                target: Self.number(&random), status: [nil, .met, .near, .missed].randomElement(using: &random) ?? nil)
            entry.previous = Self.number(&random)
            entry.isPartial = Bool.random(using: &random)
            grid[value, date, node] = entry
            plain[(value * 2 + date) * 150 + node] = Self.words(entry)
        }
        #expect(grid.entries.map(Self.words) == plain)
        let again = FigureGrid(values: Self.values, keyDates: Self.days, nodeCount: 150, entries: Array(grid.entries))
        #expect(again == grid)
    }

    /// A figure of zero is none, as for a target's children.
    @Test func zeroIsNoFigure() {
        var grid = FigureGrid(values: Self.values, keyDates: Self.days, nodeCount: 2, reason: "")
        grid[1, 0, 1] = .init(value: ExactDecimal("0.00"))
        grid[1, 1, 1] = .init(value: ExactDecimal("-0.01"))
        #expect(!grid.hasFigure("b", date: 0, node: 1))
        #expect(grid.hasFigure("b", date: 1, node: 1))
        #expect(!grid.hasFigure("b", date: 1, node: 0))
        #expect(!grid.hasFigure("d", date: 1, node: 1))
    }
}
