import Composing
import Model
import Testing

/// Money subtotals are live formulas where, and only where, the shown children add up to them.
@Suite struct SubtotalTests {
    @Test func areSumsOfTheirChildren() throws {
        let table = try SampleResults().table("made_up.by_node")
        #expect(table.layout == .tree)
        #expect(table.rows.map(\.level) == [0, 1, 1])
        #expect(table.rows.map(\.role) == [.total, .item, .item])
        // 100 + 150 = 250.
        #expect(table.rows[0].cells[2] == Cell(.money(decimal("250.00"), currency: "EUR"), formula: .sumOfRows([1, 2])))
        // A share is never a sum, whatever its children are.
        #expect(table.rows[0].cells[1] == Cell(.percent(decimal("0.15"))))
        #expect(table.rows[1].cells[2].formula == nil)
    }

    @Test func areValuesWhereTheChildrenDoNotAddUp() throws {
        var results = SampleResults()
        results.grid[1, 1, 0].value = decimal("250.01")
        #expect(try results.table("made_up.by_node").rows[0].cells[2] == Cell(.money(decimal("250.01"), currency: "EUR")))
    }

    @Test func areValuesWhereAChildIsUnavailable() throws {
        var results = SampleResults()
        results.grid[1, 1, 1] = .init(value: nil, reason: "no rate")
        results.grid[1, 1, 0].value = decimal("150.00")
        let rows = try results.table("made_up.by_node").rows
        #expect(rows[0].cells[2] == Cell(.money(decimal("150.00"), currency: "EUR")))
        #expect(rows[1].cells[2] == Cell(.unavailable("no rate")))
    }
}
