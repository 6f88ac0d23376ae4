import Model
import Testing

/// ISO 8601: the week belongs to the year of its Thursday.
struct ISOWeekTests {
    @Test(arguments: [
        ("2026-11-20", "2026-W47"), ("2015-01-01", "2015-W01"), ("2014-12-29", "2015-W01"), ("2014-12-28", "2014-W52"),
        ("2015-12-31", "2015-W53"), ("2016-01-03", "2015-W53"), ("2016-01-04", "2016-W01"), ("2018-12-31", "2019-W01"),
        ("2021-01-03", "2020-W53"), ("2027-01-01", "2026-W53"), ("2024-12-30", "2025-W01"),
    ]) func weeksAtTheTurnOfYears(_ text: String, _ week: String) throws {
        #expect(try day(text).isoWeek == week)
    }
}
