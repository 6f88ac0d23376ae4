import Model
import Testing

/// Windows worked by hand with Saturday and Sunday off. 1 October 2026 is a Thursday, 1 November a Sunday.
struct ReportWindowsTests {
    static func span(
        _ window: ReportWindow, _ asOf: String, fiscal month: Int = 1, week weekday: Int = 1, holidays: [String] = []
    ) throws -> WindowSpan {
        let days = WorkingDays(
            weekend: [6, 7], holidays: Set(try holidays.map(day)), from: try day("2025-01-01"), to: try day("2026-12-31"))
        let spans = ReportWindows.spans(
            asOf: try day(asOf), workingDays: days, fiscalYearStart: month, weekStart: weekday)
        #expect(spans.map(\.window) == ReportWindow.allCases)
        return try #require(spans.first { $0.window == window })
    }

    static func expected(
        _ window: ReportWindow, _ days: (String, String, String), _ counts: (all: Int, elapsed: Int),
        previous: (String, String, String), _ previousCounts: (all: Int, elapsed: Int)
    ) throws -> WindowSpan {
        WindowSpan(
            window: window, startsOn: try day(days.0), toDay: try day(days.1), endsOn: try day(days.2),
            businessDays: counts.all, elapsed: counts.elapsed, previousStartsOn: try day(previous.0),
            previousToDay: try day(previous.1), previousEndsOn: try day(previous.2),
            previousBusinessDays: previousCounts.all, previousElapsed: previousCounts.elapsed)
    }

    // November's 13th weekday is Wednesday the 18th; October's: 1, 2, then 5–9, 12–16 make 12, and Monday the 19th.
    @Test func month() throws {
        #expect(
            try Self.span(.month, "2026-11-18")
                == Self.expected(
                    .month, ("2026-11-01", "2026-11-18", "2026-11-30"), (21, 13),
                    previous: ("2026-10-01", "2026-10-19", "2026-10-31"), (22, 13)))
    }

    // With 12 October off it is one day later, and with 2 November off the key date is only the 12th: 19 October again.
    @Test func monthWithHolidays() throws {
        let october = try Self.span(.month, "2026-11-18", holidays: ["2026-10-12"])
        #expect(october.previousToDay == (try day("2026-10-20")))
        #expect(october.previousBusinessDays == 21)
        let both = try Self.span(.month, "2026-11-18", holidays: ["2026-10-12", "2026-11-02"])
        #expect(both.elapsed == 12)
        #expect(both.previousToDay == (try day("2026-10-19")))
    }

    // Sunday the 1st: no weekday has gone by, and none of October compares.
    @Test func monthBeforeItsFirstBusinessDay() throws {
        #expect(
            try Self.span(.month, "2026-11-01")
                == Self.expected(
                    .month, ("2026-11-01", "2026-11-01", "2026-11-30"), (21, 0),
                    previous: ("2026-10-01", "2026-09-30", "2026-10-31"), (22, 0)))
    }

    // March has 22 weekdays, February 20: all of it, up to Saturday the 28th.
    @Test func monthAfterAShorterOne() throws {
        #expect(
            try Self.span(.month, "2026-03-31")
                == Self.expected(
                    .month, ("2026-03-01", "2026-03-31", "2026-03-31"), (22, 22),
                    previous: ("2026-02-01", "2026-02-28", "2026-02-28"), (20, 20)))
        // With just as many it ends with the last of them, Friday the 27th, not with the month.
        #expect(try Self.span(.month, "2026-03-27").previousToDay == (try day("2026-02-27")))
    }

    @Test func week() throws {
        #expect(
            try Self.span(.week, "2026-11-18")
                == Self.expected(
                    .week, ("2026-11-16", "2026-11-18", "2026-11-22"), (5, 3),
                    previous: ("2026-11-09", "2026-11-11", "2026-11-15"), (5, 3)))
        // From Sunday: Saturday is the week's last day and Friday its fifth weekday; Sunday the first of another.
        let saturday = try Self.span(.week, "2026-11-21", week: 7)
        #expect(saturday.startsOn == (try day("2026-11-15")))
        #expect(saturday.endsOn == (try day("2026-11-21")))
        #expect(saturday.previousToDay == (try day("2026-11-13")))
        let sunday = try Self.span(.week, "2026-11-22", week: 7)
        #expect(sunday.startsOn == (try day("2026-11-22")))
        #expect(sunday.previousToDay == (try day("2026-11-14")))
    }

    // 20 October to 18 November are 22 weekdays, 20 September (a Sunday) to 19 October 21: whole against whole.
    @Test func lastThirtyDays() throws {
        #expect(
            try Self.span(.last_30_days, "2026-11-18")
                == Self.expected(
                    .last_30_days, ("2026-10-20", "2026-11-18", "2026-11-18"), (22, 22),
                    previous: ("2026-09-20", "2026-10-19", "2026-10-19"), (21, 21)))
    }

    @Test(arguments: [
        (1, "2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30"),
        (2, "2026-11-01", "2027-01-31", "2026-08-01", "2026-10-31"),
        (3, "2026-09-01", "2026-11-30", "2026-06-01", "2026-08-31"),
        (4, "2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30"),
        (12, "2026-09-01", "2026-11-30", "2026-06-01", "2026-08-31"),
    ]) func quarters(_ month: Int, _ start: String, _ end: String, _ before: String, _ beforeEnd: String) throws {
        let span = try Self.span(.quarter, "2026-11-18", fiscal: month)
        #expect([span.startsOn, span.endsOn] == (try [start, end].map(day)))
        #expect([span.previousStartsOn, span.previousEndsOn] == (try [before, beforeEnd].map(day)))
    }

    @Test(arguments: [
        (1, "2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"),
        (4, "2026-04-01", "2027-03-31", "2025-04-01", "2026-03-31"),
        (11, "2026-11-01", "2027-10-31", "2025-11-01", "2026-10-31"),
        (12, "2025-12-01", "2026-11-30", "2024-12-01", "2025-11-30"),
    ]) func years(_ month: Int, _ start: String, _ end: String, _ before: String, _ beforeEnd: String) throws {
        let span = try Self.span(.year, "2026-11-18", fiscal: month)
        #expect([span.startsOn, span.endsOn] == (try [start, end].map(day)))
        #expect([span.previousStartsOn, span.previousEndsOn] == (try [before, beforeEnd].map(day)))
    }

    // The calendar knows the years 1 to 9999; a key date at either end must not break it.
    @Test(arguments: ["0001-01-01", "0001-03-15", "9999-12-31"]) func endsOfTheCalendar(_ text: String) throws {
        for window in ReportWindow.allCases {
            let span = try Self.span(window, text, fiscal: 7)
            #expect(span.startsOn <= span.toDay && span.toDay <= span.endsOn)
            #expect(span.previousStartsOn <= span.previousEndsOn && span.previousEndsOn < span.startsOn)
        }
    }
}
