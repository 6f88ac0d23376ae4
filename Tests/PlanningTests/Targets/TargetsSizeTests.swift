import Model
import Planning
import Testing

@Suite struct TargetsSizeTests {
    /// A thousand collectors with three years of monthly targets, thirteen weeks, month, quarter and year with those before.
    @Test func aThousandCollectors() throws {
        let world = TargetsWorld()
        let countries = (0..<40).map { "C\($0)" }
        let scopes = (0..<1000).map { ["G\($0 % 4)", countries[$0 % 40], "K\($0)"] }
        let tree = NodeTree(dimensions: ["geo", "country", "collector"], scopes: scopes)
        let from = try day("2024-01-01")
        let file = "targets.csv"
        let rows = (0..<36_000).map { number in
            let start = from.adding(months: number % 36)
            return TargetRow(
                metric: "collection_attainment", value: ExactDecimal(100), periodStart: start, periodEnd: start.monthEnd,
                level: "collector", member: "K\(number / 36)", place: Place(file: file, line: number + 2))
        }
        var sized = world
        sized.tree = tree
        sized.keyDates = (0..<13).map { (from + 900 + 7 * $0).description }
        let clock = ContinuousClock()
        var placed: PlacedTargets?
        let placing = try clock.measure { placed = try sized.place(rows).targets }
        let before = try sized.spans.map { span in
            TargetSpan(date: span.date, window: span.window, isPrevious: true, days: (span.days.lowerBound - 90)...(span.days.upperBound - 90))
        }
        let spans = try sized.spans.filter { !$0.isPrevious } + before
        var targets: [WindowedTarget] = []
        let dates = try sized.dates
        let summing = clock.measure {
            targets = placed?.windowed(TargetsWorld.attainment, spans: [spans], at: dates) { _, days in
                (days.upperBound - days.lowerBound + 1) * 5 / 7
            }.targets ?? []
        }
        // 13 dates × 3 windows, each with the one before, × (1 + 4 + 40 + 1000) nodes.
        #expect(targets.count == 13 * 3 * 2 * tree.nodes.count)
        #expect(targets.first { $0.node == 0 && $0.window == .month && !$0.isPrevious }?.amount == ExactDecimal(100_000))
        #expect(placing + summing < .seconds(20))
    }
}
