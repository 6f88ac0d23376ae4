import Composing
import Model
import Testing

/// What got worse: 35 % overdue in ES after 30 %, while the whole fell from 20 % to 15 %.
@Suite struct WorseningTests {
    @Test func theMembersThatGotWorseStandBelowTheirHeadline() throws {
        let rows = try SampleResults().table("scorecard.worse").rows
        #expect(rows.map { $0.cells[0].value } == [.text("Share"), .text("ES")])
        #expect(rows.map(\.level) == [0, 1])
        #expect(rows[0].cells[0].link == "made_up")
        #expect(rows[1].cells[0].link == "origin.made_up")
        #expect(rows[1].cells[4].value == .change(decimal("0.05"), unit: .percent, currency: "EUR", isGood: false))
    }

    @Test func theLargestWorseningComesFirst() throws {
        var results = SampleResults()
        results.grid[0, 1, 1].value = decimal("0.30")
        #expect(try results.table("scorecard.worse").rows.map { $0.cells[0].value } == [.text("Share"), .text("DE"), .text("ES")])
    }

    @Test func whereAllIsWellThereIsNone() {
        var results = SampleResults()
        results.grid[0, 1, 2].value = decimal("0.30")
        let titles = results.pack().sections[0].blocks.compactMap { if case .table(let table) = $0 { table.id } else { nil } }
        #expect(titles == ["scorecard.headlines", "scorecard.made_up"])
    }
}
