import Model
import Planning
import Testing

@Suite struct MonthWalkTests {
    @Test func walksBackFromTheKeyDate() throws {
        let months = MonthWalk.months(endingAt: try day("2024-03-15"), historyStart: try day("2024-01-01"))
        #expect(months.map(\.days) == [15, 29, 31])
        #expect(months.map(\.back) == [0, 1, 2])
        #expect(months.map(\.lastDay.description) == ["2024-03-15", "2024-02-29", "2024-01-31"])
        #expect(months.map(\.monthStart.description) == ["2024-03-01", "2024-02-01", "2024-01-01"])
    }

    @Test func hasNoMonthBeforeTheHistory() throws {
        #expect(MonthWalk.months(endingAt: try day("2024-03-15"), historyStart: try day("2024-04-01")).isEmpty)
        #expect(MonthWalk.months(endingAt: try day("2024-03-31"), historyStart: try day("2024-03-01")).map(\.days) == [31])
    }

    /// A month that the extract covers in part is left out; without a stated start, the first posting's month counts.
    @Test func historyStartsWithAWholeMonth() throws {
        #expect(MonthWalk.historyStart(completeFrom: try day("2024-11-01"), firstPosting: nil) == (try day("2024-11-01")))
        #expect(MonthWalk.historyStart(completeFrom: try day("2024-11-02"), firstPosting: nil) == (try day("2024-12-01")))
        #expect(MonthWalk.historyStart(completeFrom: try day("2024-12-31"), firstPosting: nil) == (try day("2025-01-01")))
        #expect(MonthWalk.historyStart(completeFrom: nil, firstPosting: try day("2024-11-17")) == (try day("2024-11-01")))
        #expect(MonthWalk.historyStart(completeFrom: nil, firstPosting: nil) == nil)
    }
}
