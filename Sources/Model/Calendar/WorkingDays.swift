/// Which days are business days, counted once over a stretch of days so that any two of it compare at once.
///
/// Ordinals count from the stretch's first day and exist only in it. Counts hold for any days: outside it they are
/// walked day by day, with the same weekend and holidays.
package struct WorkingDays: Sendable {
    package let from: CivilDate
    package let to: CivilDate
    private let weekend: Set<Int>
    private let holidays: Set<CivilDate>
    /// One per day of the stretch.
    private let ordinals: [Int]
    private let businessDays: [CivilDate]

    /// `weekend` as ISO weekdays, 1 Monday … 7 Sunday. A `to` before `from` gives a stretch of no days.
    package init(weekend: Set<Int>, holidays: Set<CivilDate>, from: CivilDate, to: CivilDate) {
        self.from = from
        self.to = to
        self.weekend = weekend
        self.holidays = holidays
        var ordinals: [Int] = []
        var businessDays: [CivilDate] = []
        var day = from
        while day <= to {
            if !weekend.contains(day.isoWeekday), !holidays.contains(day) { businessDays.append(day) }
            ordinals.append(businessDays.count)
            day = day + 1
        }
        self.ordinals = ordinals
        self.businessDays = businessDays
    }

    package func isBusiness(_ day: CivilDate) -> Bool {
        !weekend.contains(day.isoWeekday) && !holidays.contains(day)
    }

    /// The running count of business days from the stretch's first day up to and including `day`; nil outside it.
    package func ordinal(_ day: CivilDate) -> Int? {
        day >= from && day <= to ? ordinals[day - from] : nil
    }

    /// The business day with an ordinal, which is the first day that has it; nil where the stretch has none.
    package func firstDay(ordinal: Int) -> CivilDate? {
        ordinal >= 1 && ordinal <= businessDays.count ? businessDays[ordinal - 1] : nil
    }

    /// Business days from `a`, which doesn't count, to `b`, which does: Friday to Monday 1, Saturday to Sunday 0.
    ///
    /// Negative when `b` is before `a`: then `b` is the day that doesn't count.
    package func between(_ a: CivilDate, _ b: CivilDate) -> Int {
        if b < a { return -between(b, a) }
        if let x = ordinalOrStart(a), let y = ordinalOrStart(b) { return y - x }
        var count = 0
        var day = a
        while day < b {
            day = day + 1
            if isBusiness(day) { count += 1 }
        }
        return count
    }

    /// Business days of a range, both ends included.
    package func count(_ range: ClosedRange<CivilDate>) -> Int {
        between(range.lowerBound - 1, range.upperBound)
    }

    /// The `number`-th business day of a range, counted from 1; nil where it has fewer.
    package func day(_ number: Int, of range: ClosedRange<CivilDate>) -> CivilDate? {
        guard number >= 1, number <= count(range) else { return nil }
        if let before = ordinalOrStart(range.lowerBound - 1), let day = firstDay(ordinal: before + number) {
            return day
        }
        var left = number
        var day = range.lowerBound
        while true {
            if isBusiness(day) { left -= 1 }
            if left == 0 { return day }
            day = day + 1
        }
    }

    /// The day before the stretch has the count 0.
    private func ordinalOrStart(_ day: CivilDate) -> Int? { day == from - 1 ? 0 : ordinal(day) }
}
