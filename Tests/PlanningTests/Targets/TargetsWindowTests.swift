import Model
import Planning
import Testing

/// Targets that are totals of their periods.
///
/// Business days of 2026, Monday to Friday: January 22, February 20, March 22, April 22; the year 261.
@Suite struct TargetsWindowTests {
    /// Year 2610, first quarter 640, February 100: the shortest counts on each day.
    /// To April: 100 + 640 × 44 ÷ 64 + 2610 × 22 ÷ 261 = 100 + 440 + 220.
    @Test func theShortestPeriodCountsOnEachDay() throws {
        var world = TargetsWorld()
        world.keyDates = ["2026-02-10", "2026-03-31", "2026-04-01"]
        let rows = [
            try target("2610", "2026-01-01", "2026-12-31"), try target("640", "2026-01-01", "2026-03-31"),
            try target("100", "2026-02-01", "2026-02-28", measure: "collected"),
        ]
        let (lines, findings) = try world.windowed(rows)
        #expect(
            lines == [
                "0: 0 month 100.00", "0: 0 quarter 320.00", "0: 0 year 320.00", "0: 0 month- 220.00",
                "1: 0 month 220.00", "1: 0 quarter 540.00", "1: 0 year 540.00", "1: 0 month- 100.00",
                "2: 0 month 220.00", "2: 0 quarter 220.00", "2: 0 year 760.00", "2: 0 month- 220.00",
            ])
        #expect(findings.isEmpty)
    }

    /// Monday 16 February to Friday 13 March is twenty business days, ten in each month; with 6 March a holiday
    /// March has nine of nineteen: 473.684.
    @Test func aPeriodPartlyInsideGivesItsShare() throws {
        var world = TargetsWorld()
        world.keyDates = ["2026-03-05"]
        let rows = [try target("1000", "2026-02-16", "2026-03-13")]
        #expect(try world.windowed(rows).lines == ["0 month 500.00", "0 quarter 1000.00", "0 year 1000.00", "0 month- 500.00"])
        world.holidays = ["2026-03-06"]
        #expect(try world.windowed(rows).lines == ["0 month 473.68", "0 quarter 1000.00", "0 year 1000.00", "0 month- 526.32"])
    }

    /// Saturday 28 February and Sunday 1 March: half each by calendar days.
    @Test func aPeriodWithoutBusinessDayGivesItsShareOfDays() throws {
        var world = TargetsWorld()
        world.keyDates = ["2026-03-05"]
        #expect(
            try world.windowed([try target("10", "2026-02-28", "2026-03-01")]).lines
                == ["0 month 5.00", "0 quarter 10.00", "0 year 10.00", "0 month- 5.00"])
    }

    /// Days that no period covers give nothing; a window without any has no target; one of zero is kept.
    @Test func gapsAndZero() throws {
        var world = TargetsWorld()
        world.keyDates = ["2026-03-05"]
        #expect(try world.windowed([try target("10", "2026-02-01", "2026-02-28")]).lines == ["0 quarter 10.00", "0 year 10.00", "0 month- 10.00"])
        #expect(try world.windowed([try target("0", "2026-03-01", "2026-03-31")]).lines == ["0 month 0.00", "0 quarter 0.00", "0 year 0.00"])
        #expect(try world.windowed([try target("10", "2027-01-01", "2027-12-31")]).lines.isEmpty)
        // Part of it is covered, by a weekend that has no share in its period: 27 February to 1 March.
        #expect(try world.windowed([try target("10", "2026-02-27", "2026-03-01")]).lines.first == "0 month 0.00")
    }

    /// 1000 × 9 ÷ 19 × 0.9 = 426.3158, rounded once; rounded before converting it would be 426.31.
    @Test func convertsAtTheKeyDateAndRoundsOnce() throws {
        var world = TargetsWorld()
        world.keyDates = ["2026-03-05", "2026-03-20"]
        world.holidays = ["2026-03-06"]
        world.rates = [("2026-03-01", "USD", "0.9"), ("2026-03-20", "USD", "1")]
        let lines = try world.windowed([try target("1000", "2026-02-16", "2026-03-13", currency: "USD")]).lines
        #expect(lines.filter { $0.contains("0 month ") } == ["0: 0 month 426.32", "1: 0 month 473.68"])
        world.places = 0
        #expect(
            try world.windowed([try target("1000", "2026-02-16", "2026-03-13", currency: "USD")]).lines.filter { $0.contains("0 month ") }
                == ["0: 0 month 426", "1: 0 month 474"])
        world.rates = []
        #expect(
            try world.windowed([try target("1000", "2026-02-16", "2026-03-13", currency: "USD")]).findings.map(\.message) == [
                "there is no rate from USD to EUR on or before 2026-03-05, for the targets of collection_attainment.collected at 1 place, the first the whole"
            ])
    }

    /// Two currencies in one window are converted, added and rounded once: 10.004 + 10.004 = 20.008.
    @Test func currenciesInOneWindow() throws {
        var world = TargetsWorld()
        world.keyDates = ["2026-02-10"]
        world.rates = [("2026-01-01", "USD", "0.5"), ("2026-01-01", "GBP", "2")]
        let rows = [
            try target("20.008", "2026-01-01", "2026-01-31", currency: "USD"), try target("5.002", "2026-02-01", "2026-02-28", currency: "GBP"),
        ]
        #expect(try world.windowed(rows).lines == ["0 month 10.00", "0 quarter 20.01", "0 year 20.01", "0 month- 10.00"])
    }

    /// By name, by path, and at several levels: 60 + 40 below DE, 50 for ES, 30 for AMER.
    @Test func levelsAddUp() throws {
        let rows = [
            try april("60", "team", "EMEA/DE/T1"), try april("40", "team", "T2"), try april("50", "country", "EMEA/ES"),
            try april("30", "geo", "AMER"),
        ]
        var (lines, findings) = try TargetsWorld().windowed(rows)
        let months = lines.filter { $0.hasSuffix("~") == false && $0.contains(" month ") }
        #expect(
            months == [
                "0 month 180.00", "1 month 30.00", "4 month 150.00", "5 month 100.00", "6 month 60.00", "7 month 40.00",
                "8 month 50.00",
            ])
        #expect(findings.isEmpty)
        // Without ES's: EMEA and the whole lack it.
        (lines, findings) = try TargetsWorld().windowed(rows.filter { $0.member != "EMEA/ES" })
        #expect(lines.filter { $0.contains("month") && $0.hasSuffix("~") } == ["0 month 130.00~", "4 month 100.00~"])
        #expect(findings.map(\.id) == ["partial-target"])
        // EMEA lacks it; the whole lacks nothing of its own, and is partial all the same.
        #expect(findings.first?.count == 1)
    }

    @Test func anOwnTargetIsKeptAndTheDifferenceSaid() throws {
        var world = TargetsWorld()
        world.silent = Set(0..<10)
        let rows = [
            try april("60", "team", "EMEA/DE/T1"), try april("40", "team", "T2"), try april("110", "country", "DE"),
            try april("105", "geo", "EMEA"),
        ]
        let (lines, findings) = try world.windowed(rows)
        #expect(lines.filter { $0.contains("month") } == ["0 month 105.00", "4 month 105.00", "5 month 110.00", "6 month 60.00", "7 month 40.00"])
        #expect(
            findings.map(\.message) == [
                "collection_attainment.collected: targets that differ from the sum of those below, at 2 places, most at EMEA/DE "
                    + "for 2026-04-30 (month): its own 110.00, below it 100.00"
            ])
    }

    /// Two of three business days are in April: two thirds of 10 are 6.67, three of them 20.01, and the country's 20.00.
    @Test func roundingIsNoDifference() throws {
        var world = TargetsWorld()
        world.silent = Set(0..<10)
        world.tree = NodeTree(dimensions: ["country", "team"], scopes: [["DE", "A"], ["DE", "B"], ["DE", "C"]])
        let teams = try ["A", "B", "C"].map { try target("10", "2026-03-31", "2026-04-02", level: "team", member: $0) }
        let country = try target("30", "2026-03-31", "2026-04-02", level: "country", member: "DE")
        let (lines, findings) = try world.windowed([country] + teams)
        #expect(lines.filter { $0.contains("month ") } == ["0 month 20.00", "1 month 20.00", "2 month 6.67", "3 month 6.67", "4 month 6.67"])
        #expect(findings.isEmpty)
    }

    /// The definition's is the whole's target of each calendar month: four months to April.
    @Test func theDefinitionsIsForEachMonth() throws {
        var world = TargetsWorld()
        world.definition = ["collection_attainment": ["collected": "250"]]
        let rows = [try april("999"), try april("250", "geo", "EMEA")]
        world.silent = [1]
        #expect(
            try world.windowed(rows).lines.filter { $0.hasPrefix("0 ") }
                == ["0 month 250.00", "0 quarter 250.00", "0 year 1000.00", "0 month- 250.00"])
    }

    /// Each node's share is by its own calendar; spans may differ by calendar too.
    @Test func everyNodeHasItsOwnCalendar() throws {
        let world = TargetsWorld()
        let rows = [
            try target("100", "2026-03-30", "2026-04-02", level: "geo", member: "AMER"),
            try target("100", "2026-03-30", "2026-04-02", level: "geo", member: "EMEA"),
        ]
        let day = try day("2026-04-30")
        let short = TargetSpan(date: 0, window: .month, isPrevious: false, days: day.monthStart...day)
        let long = TargetSpan(date: 0, window: .month, isPrevious: false, days: day.monthStart.adding(months: -1)...day)
        // AMER counts all days, EMEA all but Wednesday 1 April: 2 of 4 and 1 of 3.
        func total(_ calendars: [[TargetSpan]], _ of: [Int]) throws -> [String] {
            try world.place(rows).targets.windowed(TargetsWorld.attainment, spans: calendars, calendars: of, at: try world.dates) { node, days in
                (0...(days.upperBound - days.lowerBound)).map { days.lowerBound + $0 }.count { node < 4 || $0.description != "2026-04-01" }
            }.targets.map { "\($0.node) \($0.amount)" }
        }
        let ofNode = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
        #expect(try total([[short], [short]], ofNode) == ["0 83.33", "1 50.00", "4 33.33"])
        #expect(try total([[short], [long]], ofNode) == ["0 150.00", "1 50.00", "4 100.00"])
    }

    @Test func spansEndWithTheMonthOfTheDay() throws {
        let (start, now, end) = (try day("2026-04-01"), try day("2026-05-13"), try day("2026-06-30"))
        #expect(TargetSpan.days(of: .quarter, from: start, toDay: now, endsOn: end) == start...(try day("2026-05-31")))
        // Nothing of the period before compares yet: its first month.
        #expect(TargetSpan.days(of: .year, from: start, toDay: start - 1, endsOn: end) == start...(try day("2026-04-30")))
        #expect(TargetSpan.days(of: .week, from: start, toDay: start, endsOn: start + 6) == start...(start + 6))
        #expect(TargetSpan.days(of: .last_30_days, from: now - 29, toDay: now, endsOn: now) == (now - 29)...now)
    }
}
