import Model
import Testing

@Suite struct ScalarRowsTests {
    private static let values: [ScalarValue] = [
        .null, .text(""), .text("Åsa"), .text("A\u{30A}sa"), .text("long enough not to fit into a word 💶"), .date(CivilDate(daysSinceEpoch: -719_162)),
        .date(CivilDate(daysSinceEpoch: 2_932_896)), .boolean(true), .boolean(false), .integer(0), .integer(.min), .integer(.max),
        .decimal(ExactDecimal(unscaled: 0, scale: 0)), .decimal(ExactDecimal(unscaled: -1, scale: 38)),
        .decimal(ExactDecimal(unscaled: Int128(Int64.max), scale: 4)), .decimal(ExactDecimal(unscaled: Int128(Int64.max) + 1, scale: 4)),
        .decimal(ExactDecimal(unscaled: .min, scale: 10)), .decimal(ExactDecimal(unscaled: 5, scale: 200)), .double(-0.0), .double(.infinity),
        .double(0.1),
    ]

    @Test func valuesComeBackAsTheyWereGiven() {
        var rows = ScalarRows()
        for shift in Self.values.indices { rows.append(Self.values[shift...] + Self.values[..<shift]) }
        #expect(rows.count == Self.values.count)
        for (shift, row) in rows.enumerated() {
            let given = Array(Self.values[shift...] + Self.values[..<shift])
            #expect(row.map(Self.written) == given.map(Self.written))
            #expect(row.indices.map { Self.written(rows[shift, $0]) } == given.map(Self.written))
        }
    }

    /// Text to its bytes, and a decimal to its scale: `==` takes some that differ for equal.
    private static func written(_ value: ScalarValue) -> String {
        switch value {
        case .text(let text): "text \(Array(text.utf8))"
        case .decimal(let decimal): "decimal \(decimal.unscaled) \(decimal.scale)"
        case .double(let number): "double \(number.bitPattern)"
        default: String(describing: value)
        }
    }

    @Test func rowsAreEqualByTheirValues() {
        let rows: ScalarRows = [[.text("a"), .integer(1)], [.null, .decimal(ExactDecimal(unscaled: 150, scale: 2))]]
        let same = ScalarRows([[.text("a"), .integer(1)], [.null, .decimal(ExactDecimal(unscaled: 150, scale: 2))]].lazy.map { $0 })
        #expect(rows == same && rows.hashValue == same.hashValue)
        #expect(rows != [[.text("a"), .integer(1)]])
        #expect(rows != [[.text("a"), .integer(2)], [.null, .decimal(ExactDecimal(unscaled: 150, scale: 2))]])
    }

    @Test func thereMayBeNoRowsAndNoColumns() {
        #expect(ScalarRows().isEmpty && ScalarRows() == [] && ScalarRows().first == nil)
        #expect(ScalarRows([[], []]).map(\.count) == [0, 0])
    }
}
