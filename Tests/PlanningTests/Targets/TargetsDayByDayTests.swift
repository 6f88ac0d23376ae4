import Model
import Planning
import Testing

@Suite struct TargetsDayByDayTests {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33 | state << 31
        }
    }

    /// Random periods of different lengths, against asking each day of the window for its shortest period.
    @Test(arguments: 1...60)
    func agreesWithAskingEveryDay(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let first = try day("2026-01-01")
        var rows: [TargetRow] = []
        for length in Set((0..<12).map { _ in Int.random(in: 1...150, using: &dice) }).sorted() {
            let start = first + Int.random(in: -60...120, using: &dice)
            rows.append(
                TargetRow(
                    metric: "collection_attainment", value: ExactDecimal(Int.random(in: -50...500, using: &dice)), periodStart: start,
                    periodEnd: start + (length - 1), place: Place(file: "targets.csv", line: length)))
        }
        let isBusiness = { (day: CivilDate) in day.isoWeekday < 6 }
        func days(_ range: ClosedRange<CivilDate>) -> [CivilDate] { (0...(range.upperBound - range.lowerBound)).map { range.lowerBound + $0 } }

        let span = first...(first + Int.random(in: 0...120, using: &dice))
        var taken: [Int: [CivilDate]] = [:]
        for day in days(span) {
            let covering = rows.indices.filter { rows[$0].periodStart <= day && day <= rows[$0].periodEnd }
            // In order of length.
            if let shortest = covering.min() { taken[shortest, default: []].append(day) }
        }
        var expected: ExactRational?
        for (row, inside) in taken {
            let period = days(rows[row].periodStart...rows[row].periodEnd)
            let all = period.count(where: isBusiness)
            let share = try #require(
                all > 0
                    ? ExactRational(Int128(inside.count(where: isBusiness)), Int128(all))
                    : ExactRational(Int128(inside.count), Int128(period.count)))
            let amount = inside.count == period.count ? ExactRational(rows[row].value) : try #require(ExactRational(rows[row].value).multiplied(by: share))
            expected = try expected.map { try #require($0.adding(amount)) } ?? amount
        }
        let world = TargetsWorld()
        let window = TargetSpan(date: 0, window: .month, isPrevious: false, days: span)
        let targets = try world.place(rows.shuffled(using: &dice)).targets.windowed(
            TargetsWorld.attainment, spans: [[window]], at: try world.dates
        ) { days($1).count(where: isBusiness) }.targets
        #expect(targets.first?.amount == expected?.rounded(scale: 2))
    }
}
