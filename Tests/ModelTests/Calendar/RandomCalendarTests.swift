import Model
import Testing

/// Calendars over twenty years against `scripts/checks/windows.py`, which walks from day to day.
struct RandomCalendarTests {
    static let first = CivilDate(year: 2015, month: 1, day: 1)
    static let last = CivilDate(year: 2034, month: 12, day: 31)

    /// Saturday and Sunday, Friday and Saturday, Sunday alone, none.
    @Test(arguments: [[6, 7], [5, 6], [7], []] as [[Int]]) func noDifferenceToAnIndependentProgram(_ weekend: [Int]) throws {
        let (first, last) = (try #require(Self.first), try #require(Self.last))
        var random = SeededRandom(seed: UInt64(weekend.reduce(0, +)))
        // Two years around the twenty, too: windows reach into the years before, and counts hold outside the stretch.
        let around = (first - 730)...(last + 730)
        let anyDay = { (random: inout SeededRandom) in
            around.lowerBound + Int.random(in: 0...(around.upperBound - around.lowerBound), using: &random)
        }
        let holidays = Set((0..<300).map { _ in anyDay(&random) })
        let days = WorkingDays(weekend: Set(weekend), holidays: holidays, from: first, to: last)

        let listed = [weekend.map(String.init), holidays.sorted().map(\.description)]
            .map { $0.isEmpty ? "-" : $0.joined(separator: ",") }
        var questions = ["calendar \(first) \(last) \(listed.joined(separator: " "))"]
        var ours = ["\(days.count(first...last))"]
        func ask(_ question: String, _ answer: String) {
            questions.append(question)
            ours.append(answer)
        }

        for offset in -1...(last - first + 1) {
            let day = first + offset
            ask("ordinal \(day)", days.ordinal(day).map(String.init) ?? "-")
            ask("week \(day)", day.isoWeek)
        }
        for _ in 0..<300 {
            let (a, b) = (anyDay(&random), anyDay(&random))
            ask("between \(a) \(b)", "\(days.between(a, b))")
            let range = a...(a + Int.random(in: 0...200, using: &random))
            let number = Int.random(in: 0...180, using: &random)
            let found = days.day(number, of: range)
            ask("nth \(number) \(range.lowerBound) \(range.upperBound)", found?.description ?? "-")
        }
        for asOf in Self.keyDates(first, last, &random) {
            let month = Int.random(in: 1...12, using: &random)
            let weekday = Int.random(in: 1...7, using: &random)
            let spans = ReportWindows.spans(
                asOf: asOf, workingDays: days, fiscalYearStart: month, weekStart: weekday)
            ask("windows \(asOf) \(month) \(weekday)", spans.map(Self.text).joined(separator: "; "))
        }

        let theirs = try IndependentProgram.answers(of: "windows.py", to: questions)
        #expect(IndependentProgram.differences(questions, theirs, ours) == [])
    }

    /// The n-th business day has the ordinal n, and the ordinal n is the n-th business day.
    @Test func ordinalsAndDaysAgree() throws {
        let (first, last) = (try #require(Self.first), try #require(Self.last))
        let days = WorkingDays(weekend: [6, 7], holidays: [first + 4, first + 11], from: first, to: last)
        let all = (0...(last - first)).map { first + $0 }
        let business = all.filter { !($0.isoWeekday > 5 || $0 == first + 4 || $0 == first + 11) }
        #expect(all.filter(days.isBusiness) == business)
        #expect((1...business.count).map(days.firstDay) == business)
        #expect(business.map(days.ordinal) == Array(1...business.count))
    }

    /// The first and last days of every month, where periods turn, and as many days between.
    private static func keyDates(_ first: CivilDate, _ last: CivilDate, _ random: inout SeededRandom) -> [CivilDate] {
        (0..<240).flatMap { month in
            let start = first.adding(months: month)
            return [start, start + Int.random(in: 1...26, using: &random), start.monthEnd]
        }
    }

    private static func text(_ span: WindowSpan) -> String {
        """
        \(span.window.rawValue) \(span.startsOn) \(span.toDay) \(span.endsOn) \(span.businessDays) \(span.elapsed) \
        \(span.previousStartsOn) \(span.previousToDay) \(span.previousEndsOn) \(span.previousBusinessDays) \
        \(span.previousElapsed)
        """
    }
}
