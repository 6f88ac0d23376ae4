package import Model

/// The dates that a report speaks about: its key date last, the trend's earlier points before it.
package enum KeyDates {
    /// The key date that a rule means on a given day; `ledgerEnd` needs the newest posting.
    ///
    /// Relative words mean the latest such day strictly before `today`: on Friday 2026-11-20, `last_friday` is 2026-11-13.
    package static func resolve(_ rule: KeyDateRule, today: CivilDate, ledgerEnd: CivilDate?) -> CivilDate? {
        switch rule {
        case .date(let day): return day
        case .yesterday: return today - 1
        case .lastWeekday(let weekday):
            let back = (today.isoWeekday - weekday + 7) % 7
            return today - (back == 0 ? 7 : back)
        case .monthEnd: return today.monthStart - 1
        case .quarterEnd:
            let month = today.components.month
            return today.monthStart.adding(months: -((month - 1) % 3)) - 1
        case .ledgerEnd: return ledgerEnd
        }
    }

    /// `points` key dates ending at `asOf`, oldest first. The points of a month's end are months' ends.
    package static func trend(_ trend: Trend, endingAt asOf: CivilDate) -> [CivilDate] {
        (0..<trend.points).reversed().map { back in
            switch trend.every {
            case .day: asOf - back
            case .week: asOf - 7 * back
            case .month: monthsBack(back, from: asOf)
            case .quarter: monthsBack(3 * back, from: asOf)
            case .year: monthsBack(12 * back, from: asOf)
            }
        }
    }

    private static func monthsBack(_ months: Int, from day: CivilDate) -> CivilDate {
        day == day.monthEnd ? day.monthStart.adding(months: -months).monthEnd : day.adding(months: -months)
    }
}
