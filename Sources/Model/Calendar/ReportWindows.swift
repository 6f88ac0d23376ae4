/// The windows of a key date: the last 30 days, and the week, month, fiscal quarter and fiscal year it falls in.
package enum ReportWindows {
    /// One span per window, in the order of `ReportWindow`.
    ///
    /// - A week is seven days from `weekStart` (1 Monday … 7 Sunday). Fiscal quarters count from the first of the month
    ///   `fiscalYearStart` (1…12): with 2 they begin in February, May, August and November.
    /// - The last 30 days are the key date and the 29 days before. They are always whole, so they compare with the
    ///   whole 30 days before those, however many business days either has.
    /// - A period to date compares with the one before at the same business day: with n business days elapsed, up to
    ///   its n-th business day; up to its end where it has fewer; with none elapsed, up to the day before its start,
    ///   which is no day of it. So weekend days after the n-th business day are left out, like the month's last
    ///   weekend when the key date is a month's last working day.
    package static func spans(
        asOf: CivilDate, workingDays: WorkingDays, fiscalYearStart: Int, weekStart: Int
    ) -> [WindowSpan] {
        ReportWindow.allCases.map { window in
            let (period, previous) = periods(
                of: window, around: asOf, fiscalYearStart: fiscalYearStart, weekStart: weekStart)
            let elapsed = workingDays.count(period.lowerBound...asOf)
            let previousBusinessDays = workingDays.count(previous)
            let previousToDay =
                if window == .last_30_days { previous.upperBound }
                else if elapsed == 0 { previous.lowerBound - 1 }
                else { workingDays.day(elapsed, of: previous) ?? previous.upperBound }
            return WindowSpan(
                window: window, startsOn: period.lowerBound, toDay: asOf, endsOn: period.upperBound,
                businessDays: workingDays.count(period), elapsed: elapsed,
                previousStartsOn: previous.lowerBound, previousToDay: previousToDay,
                previousEndsOn: previous.upperBound, previousBusinessDays: previousBusinessDays,
                previousElapsed: window == .last_30_days ? previousBusinessDays : min(elapsed, previousBusinessDays))
        }
    }

    private typealias Days = ClosedRange<CivilDate>

    private static func periods(
        of window: ReportWindow, around day: CivilDate, fiscalYearStart: Int, weekStart: Int
    ) -> (current: Days, previous: Days) {
        let fiscalMonth = remainder(day.components.month - fiscalYearStart, 12)
        switch window {
        case .last_30_days: return ((day - 29)...day, (day - 59)...(day - 30))
        case .week:
            let start = day - remainder(day.isoWeekday - weekStart, 7)
            return (start...(start + 6), (start - 7)...(start - 1))
        case .month: return months(1, from: day.monthStart, around: day)
        case .quarter:
            return months(3, from: day.monthStart.adding(months: -(fiscalMonth % 3)), around: day)
        case .year: return months(12, from: day.monthStart.adding(months: -fiscalMonth), around: day)
        }
    }

    private static func months(
        _ length: Int, from start: CivilDate, around day: CivilDate
    ) -> (current: Days, previous: Days) {
        // At the calendar's ends (years 1 and 9999) adding months stands still; a range must not end before it starts.
        let end = max(day, start.adding(months: length - 1).monthEnd)
        let previousEnd = start - 1
        return (start...end, min(start.adding(months: -length), previousEnd)...previousEnd)
    }

    /// From 0 up to the divisor, for negative numbers too.
    private static func remainder(_ number: Int, _ divisor: Int) -> Int {
        let rest = number % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
