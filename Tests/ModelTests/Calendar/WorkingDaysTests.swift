import Model
import Testing

/// Business days counted by hand: 1 November 2026 is a Sunday.
struct WorkingDaysTests {
    static func november(weekend: Set<Int> = [6, 7], holidays: [String] = []) throws -> WorkingDays {
        WorkingDays(
            weekend: weekend, holidays: Set(try holidays.map(day)), from: try day("2026-11-01"), to: try day("2026-11-30"))
    }

    @Test(arguments: [
        ("2026-11-20", "2026-11-23", 1),  // Friday to Monday
        ("2026-11-21", "2026-11-22", 0),  // Saturday to Sunday
        ("2026-11-19", "2026-11-20", 1),  // Thursday to Friday
        ("2026-11-20", "2026-11-20", 0),
        ("2026-11-23", "2026-11-20", -1),
        ("2026-11-22", "2026-11-21", 0),
        ("2026-11-02", "2026-11-30", 20),  // four weeks
        ("2026-10-30", "2026-12-04", 25),  // five weeks, from before the stretch to after it
        ("2026-12-04", "2026-10-30", -25),
        ("2027-01-01", "2027-01-08", 5),  // a week outside it
    ]) func between(_ a: String, _ b: String, _ count: Int) throws {
        #expect(try Self.november().between(try day(a), try day(b)) == count)
    }

    // The Monday is a holiday, and so is a Sunday, which was none anyway.
    @Test func holidays() throws {
        let days = try Self.november(holidays: ["2026-11-23", "2026-11-22"])
        #expect(days.between(try day("2026-11-20"), try day("2026-11-23")) == 0)
        #expect(days.between(try day("2026-11-20"), try day("2026-11-24")) == 1)
        #expect(!days.isBusiness(try day("2026-11-23")))
        #expect(days.isBusiness(try day("2026-11-24")))
    }

    // Friday and Saturday: Thursday to Sunday is one business day.
    @Test func anotherWeekend() throws {
        let days = try Self.november(weekend: [5, 6])
        #expect(days.between(try day("2026-11-19"), try day("2026-11-22")) == 1)
        #expect(days.between(try day("2026-11-19"), try day("2026-11-21")) == 0)
    }

    // Sunday 1 has none behind it, Monday 2 is the first, Friday 6 the fifth, and so is the weekend after it.
    @Test(arguments: [("2026-11-01", 0), ("2026-11-02", 1), ("2026-11-06", 5), ("2026-11-08", 5), ("2026-11-30", 21)])
    func ordinals(_ text: String, _ ordinal: Int) throws {
        #expect(try Self.november().ordinal(try day(text)) == ordinal)
    }

    @Test func ordinalsEndWithTheStretch() throws {
        let days = try Self.november()
        #expect(days.ordinal(try day("2026-10-31")) == nil)
        #expect(days.ordinal(try day("2026-12-01")) == nil)
        #expect(days.firstDay(ordinal: 0) == nil)
        #expect(days.firstDay(ordinal: 1) == (try day("2026-11-02")))
        #expect(days.firstDay(ordinal: 5) == (try day("2026-11-06")))
        #expect(days.firstDay(ordinal: 21) == (try day("2026-11-30")))
        #expect(days.firstDay(ordinal: 22) == nil)
        #expect(days.firstDay(ordinal: .min) == nil)
    }

    @Test func countIncludesBothEnds() throws {
        let days = try Self.november()
        #expect(days.count(try day("2026-11-01")...day("2026-11-30")) == 21)
        #expect(days.count(try day("2026-11-20")...day("2026-11-20")) == 1)
        #expect(days.count(try day("2026-11-21")...day("2026-11-22")) == 0)
        // December has 23 weekdays: four weeks from Tuesday the 1st, then Tuesday 29 to Thursday 31.
        #expect(days.count(try day("2026-12-01")...day("2026-12-31")) == 23)
    }

    @Test func numberedDayOfARange() throws {
        let days = try Self.november()
        let inside = try day("2026-11-07")...day("2026-11-15")
        #expect(days.day(1, of: inside) == (try day("2026-11-09")))
        #expect(days.day(5, of: inside) == (try day("2026-11-13")))
        #expect(days.day(6, of: inside) == nil)
        #expect(days.day(0, of: inside) == nil)
        let across = try day("2026-11-28")...day("2026-12-31")
        #expect(days.day(1, of: across) == (try day("2026-11-30")))
        #expect(days.day(2, of: across) == (try day("2026-12-01")))
        #expect(days.day(2, of: try day("2026-10-01")...day("2026-10-31")) == (try day("2026-10-02")))
    }

    @Test func neverABusinessDay() throws {
        let days = try Self.november(weekend: [1, 2, 3, 4, 5, 6, 7])
        #expect(days.ordinal(try day("2026-11-30")) == 0)
        #expect(days.firstDay(ordinal: 1) == nil)
        #expect(days.between(try day("2026-11-01"), try day("2026-12-31")) == 0)
    }

    @Test func noDays() throws {
        let days = WorkingDays(weekend: [6, 7], holidays: [], from: try day("2026-11-02"), to: try day("2026-11-01"))
        #expect(days.ordinal(try day("2026-11-02")) == nil)
        #expect(days.firstDay(ordinal: 1) == nil)
        #expect(days.between(try day("2026-11-20"), try day("2026-11-23")) == 1)
    }
}
