import Composing
import Model
import Testing

@Suite struct ScorecardTests {
    /// Columns: name, value, target, status, change, trend.
    private func whole(_ results: SampleResults) throws -> [CellValue] {
        try results.table("scorecard.headlines").rows[0].cells.map(\.value)
    }

    /// 15 % after 20 %: five points less, and less is better.
    @Test func changeIsAgainstThePointBefore() throws {
        let cells = try whole(SampleResults())
        #expect(cells[0] == .text("Share"))
        #expect(cells[1] == .percent(decimal("0.15")))
        #expect(cells[4] == .change(decimal("-0.05"), unit: .percent, currency: "EUR", isGood: true))
        #expect(cells[5] == .trend([decimal("0.20"), decimal("0.15")]))
        let rows = try SampleResults().table("scorecard.made_up").rows
        // DE stayed: neither good nor bad. ES rose from 30 % to 35 %.
        #expect(rows[1].cells[4].value == .change(decimal("0.00"), unit: .percent, currency: "EUR", isGood: nil))
        #expect(rows[2].cells[4].value == .change(decimal("0.05"), unit: .percent, currency: "EUR", isGood: false))
    }

    @Test func targetAndStatusStandBesideTheValue() throws {
        var results = SampleResults()
        results.grid[0, 1, 0].target = decimal("0.1450")
        results.grid[0, 1, 0].status = .near
        let cells = try whole(results)
        #expect(cells[2] == .percent(decimal("0.1450")))
        #expect(cells[3] == .status(.near))
        let untargeted = try results.table("scorecard.made_up").rows[1].cells
        #expect(untargeted[2].value == .empty && untargeted[3].value == .empty)
    }

    /// Of "open", 250.00 at the whole: a share of 15 % is on its way to 25 % of 1000.00, and has come to 15 % of 1666.67.
    @Test(arguments: [("1000.00", true), ("1666.67", false)]) func theStatusOfAnotherFigureIsAnOutlookWhileItDiffers(_ target: String, _ isOutlook: Bool) throws {
        var values = SampleResults.values
        values[0].standing = Standing(of: "open", against: "target")
        values.append(MetricValue(id: "target", title: "Target", unit: .money, scale: 2))
        var results = SampleResults()
        let targets = Array(repeating: FigureGrid.Entry(value: decimal(target)), count: 6)
        results.grid = try #require(
            FigureGrid(values: values, keyDates: results.grid.keyDates, nodeCount: 3, entries: Array(results.grid.entries) + targets))
        results.grid[0, 1, 0].status = .met
        #expect(try whole(results)[3] == .status(ShownStatus(.met, isOutlook: isOutlook)))
        // A member with nothing goes by the whole.
        results.grid[1, 1, 1].value = decimal("0.00")
        results.grid[0, 1, 1] = .init(value: decimal("0.0000"), target: decimal("1"), status: .missed)
        #expect(results.grid.shownStatus(values[0], node: 1) == ShownStatus(.missed, isOutlook: isOutlook))
        results.grid[0, 1, 0].status = nil
        #expect(try whole(results)[3] == .empty)
    }

    @Test func whatIsMissingSaysWhy() throws {
        var results = SampleResults()
        results.grid[0, 0, 0] = .init(value: nil, reason: "before the extract")
        var cells = try whole(results)
        #expect(cells[4] == .unavailable("no figure at the point before"))
        #expect(cells[5] == .trend([nil, decimal("0.15")]))
        results.grid[0, 1, 0] = .init(value: nil, reason: "no open debits")
        cells = try whole(results)
        #expect(cells[1] == .unavailable("no open debits"))
        #expect(cells[4] == .empty)
    }

    @Test func warningsAreAnnounced() throws {
        var results = SampleResults()
        let plain = results.pack().sections[0].blocks.contains { if case .note = $0 { true } else { false } }
        #expect(!plain)
        results.findings = [
            Finding("a", .warning, "A"), Finding("b", .info, "B"), Finding("c", .warning, "C"),
        ]
        guard case .note(let note) = results.pack().sections[0].blocks[0] else {
            Issue.record("there is no note")
            return
        }
        #expect(note == Note(.warning, "Read with care: 2 warnings in Data quality."))
        results.findings = [Finding("a", .warning, "A")]
        guard case .note(let single) = results.pack().sections[0].blocks[0] else {
            Issue.record("there is no note")
            return
        }
        #expect(single.text == "Read with care: 1 warning in Data quality.")
        // The worst first, then as they came.
        results.findings = [Finding("b", .info, "B"), Finding("a", .warning, "A"), Finding("c", .info, "C")]
        #expect(try results.table("data_quality.findings").rows.map { $0.cells[1].value } == [.text("a"), .text("b"), .text("c")])
    }

    @Test func sectionsAreInTheirOrder() {
        #expect(SampleResults().pack().sections.map(\.id) == ["scorecard", "made_up", "origin", "data_quality", "methodology"])
        #expect(
            SampleResults().pack().tidyTables.map(\.id) == [
                "scorecard", "made_up.by_node", "made_up.trend", "data_quality.findings", "data_quality.sources", "data_quality.checks",
            ])
    }

    /// Tidy: the whole has no country, every figure stands with its key date.
    @Test func tidyRowsNameTheirNode() throws {
        let tables = SampleResults().pack().tidyTables
        let trend = try #require(tables.first { $0.id == "made_up.trend" })
        #expect(trend.columns.map(\.name) == ["as_of", "country", "share", "open"])
        #expect(trend.rows.count == 6)
        #expect(trend.rows[0].cells.map(\.value) == [
            .date(SampleResults.days[0]), .empty, .percent(decimal("0.20")), .money(decimal("1.00"), currency: "EUR"),
        ])
        #expect(trend.rows[5].cells.map(\.value) == [
            .date(SampleResults.days[1]), .text("ES"), .percent(decimal("0.35")), .money(decimal("150.00"), currency: "EUR"),
        ])
    }
}
