import Model
import Planning
import Testing

func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

@Suite struct KeyDatesTests {
    /// November 2026 begins on a Sunday: the 16th is a Monday, the 20th a Friday, the 22nd a Sunday.
    @Test(arguments: [
        ("2026-11-16", 1, "2026-11-09"), ("2026-11-17", 1, "2026-11-16"), ("2026-11-18", 1, "2026-11-16"),
        ("2026-11-19", 1, "2026-11-16"), ("2026-11-20", 1, "2026-11-16"), ("2026-11-21", 1, "2026-11-16"),
        ("2026-11-22", 1, "2026-11-16"), ("2026-11-23", 1, "2026-11-16"),
        ("2026-11-19", 5, "2026-11-13"), ("2026-11-20", 5, "2026-11-13"), ("2026-11-21", 5, "2026-11-20"),
        ("2026-11-23", 5, "2026-11-20"), ("2026-11-22", 7, "2026-11-15"), ("2026-11-23", 7, "2026-11-22"),
        // Over a month's, a leap day's and a year's end: 2026-03-01 is a Sunday, 2024-02-29 a Thursday, 2027-01-01 a Friday.
        ("2026-03-02", 7, "2026-03-01"), ("2024-03-01", 4, "2024-02-29"), ("2027-01-01", 4, "2026-12-31"),
        ("2027-01-01", 5, "2026-12-25"),
    ])
    func lastWeekdayIsBeforeToday(today: String, weekday: Int, expected: String) throws {
        #expect(KeyDates.resolve(.lastWeekday(weekday), today: try day(today), ledgerEnd: nil) == (try day(expected)))
    }

    @Test(arguments: [
        ("2026-11-20", "2026-10-31", "2026-09-30"), ("2026-11-30", "2026-10-31", "2026-09-30"),
        ("2026-12-01", "2026-11-30", "2026-09-30"), ("2026-01-01", "2025-12-31", "2025-12-31"),
        ("2026-03-31", "2026-02-28", "2025-12-31"), ("2026-04-01", "2026-03-31", "2026-03-31"),
        ("2024-03-05", "2024-02-29", "2023-12-31"), ("2026-07-01", "2026-06-30", "2026-06-30"),
    ])
    func endsAreBeforeToday(today: String, month: String, quarter: String) throws {
        let today = try day(today)
        #expect(KeyDates.resolve(.monthEnd, today: today, ledgerEnd: nil) == (try day(month)))
        #expect(KeyDates.resolve(.quarterEnd, today: today, ledgerEnd: nil) == (try day(quarter)))
    }

    @Test func otherWords() throws {
        let (today, end) = (try day("2026-03-01"), try day("2025-12-24"))
        #expect(KeyDates.resolve(.yesterday, today: today, ledgerEnd: nil) == (try day("2026-02-28")))
        #expect(KeyDates.resolve(.ledgerEnd, today: today, ledgerEnd: end) == end)
        #expect(KeyDates.resolve(.ledgerEnd, today: today, ledgerEnd: nil) == nil)
        #expect(KeyDates.resolve(.date(end), today: today, ledgerEnd: nil) == end)
    }

    @Test(arguments: [
        (Trend.Step.day, "2026-03-01", ["2026-02-27", "2026-02-28", "2026-03-01"]),
        (.week, "2026-11-20", ["2026-11-06", "2026-11-13", "2026-11-20"]),
        // The end of February: its points are ends of months, too.
        (.month, "2026-02-28", ["2025-12-31", "2026-01-31", "2026-02-28"]),
        (.month, "2026-04-30", ["2026-02-28", "2026-03-31", "2026-04-30"]),
        // The 30th of March is no end of a month; February has no 30th.
        (.month, "2026-03-30", ["2026-01-30", "2026-02-28", "2026-03-30"]),
        (.quarter, "2026-11-30", ["2026-05-31", "2026-08-31", "2026-11-30"]),
        (.quarter, "2026-11-20", ["2026-05-20", "2026-08-20", "2026-11-20"]),
        (.year, "2024-02-29", ["2022-02-28", "2023-02-28", "2024-02-29"]),
        (.year, "2025-02-28", ["2023-02-28", "2024-02-29", "2025-02-28"]),
    ])
    func trendEndsAtTheKeyDate(step: Trend.Step, asOf: String, expected: [String]) throws {
        #expect(KeyDates.trend(Trend(every: step, points: 3), endingAt: try day(asOf)).map(\.description) == expected)
    }

    @Test func trendOfOnePointIsTheKeyDate() throws {
        #expect(KeyDates.trend(Trend(every: .month, points: 1), endingAt: try day("2026-11-20")) == [try day("2026-11-20")])
    }
}
