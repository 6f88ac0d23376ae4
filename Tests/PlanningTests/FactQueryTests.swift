import Model
import Planning
import Testing

@Suite struct FactQueryTests {
    /// Every comparison that a metric makes must hold for a day's span exactly when it holds for the day.
    @Test(arguments: [
        (["2026-10-31", "2026-11-20"], [90]), (["2026-11-06", "2026-11-13", "2026-11-20"], [1, 30, 365]),
        (["2026-02-27", "2026-02-28", "2026-03-01"], [28]), (["2026-11-20"], []),
    ])
    func spansAreExact(keyDates: [String], trailing: [Int]) throws {
        let (first, last) = (try day("2025-09-17"), try day(try #require(keyDates.last)))
        let dates = try keyDates.map(day)
        let spans = FactQuery.spans(from: first, to: last, keyDates: dates, trailing: trailing)
        #expect(spans.map(\.day).sorted() == (0...(last - first)).map { first + $0 })
        for (day, span) in spans {
            #expect(span >= day && span <= last)
            #expect(span.monthStart == day.monthStart)
            for date in dates {
                #expect((day <= date) == (span <= date))
                for days in trailing { #expect((day > date - days && day <= date) == (span > date - days && span <= date)) }
            }
        }
    }

    /// 2026-11-20 back to the 1st: borders at the 20th, and at the 15th, five days before; October's end is one, too.
    @Test func spansEndAtTheirBorders() throws {
        let spans = FactQuery.spans(from: try day("2026-10-30"), to: try day("2026-11-20"), keyDates: [try day("2026-11-20")], trailing: [5])
        #expect(Set(spans.map(\.span)) == [try day("2026-10-31"), try day("2026-11-15"), try day("2026-11-20")])
        #expect(FactQuery.spans(from: try day("2026-11-21"), to: try day("2026-11-20"), keyDates: [], trailing: []).isEmpty)
    }

    @Test func keepsAClosingCommentApart() {
        let set = FactSet(name: "open", kind: .balance, keys: ["bucket"], measures: [.init(name: "amount"), .init(name: "most", combination: .max)])
        #expect(
            FactQuery.sql(set, text: "SELECT 1 -- all\n;\n") == """
                SELECT f.as_of, f.scope, f."bucket", f."amount", f."most"
                FROM (
                SELECT 1 -- all
                ) AS f
                """)
        #expect(FactQuery.trimmed("SELECT 1 ; \n;\n") == "SELECT 1")
    }
}
