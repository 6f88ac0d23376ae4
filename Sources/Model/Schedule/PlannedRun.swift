internal import Foundation

/// One run of a schedule: the day that the cycle names, the day on which it runs, and when.
package struct PlannedRun: Sendable, Hashable {
    /// What the cycle names; another than `day` where that is a holiday.
    package var named: CivilDate
    /// The key date is reckoned from it, however late the run is.
    package var day: CivilDate
    package var time: ClockTime
    package var zone: String

    package init(named: CivilDate, day: CivilDate, time: ClockTime, zone: String) {
        self.named = named
        self.day = day
        self.time = time
        self.zone = zone
    }

    /// Seconds since 1970. A time that the clocks leave out when they go forward is as much later; of one that they
    /// show twice it is the first.
    package var instant: Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        let parts = day.components
        let components = DateComponents(year: parts.year, month: parts.month, day: parts.day, hour: time.hour, minute: time.minute)
        return calendar.date(from: components).map { Int($0.timeIntervalSince1970) } ?? 0
    }
}

extension ScheduleRule {
    /// How far a holiday can move a run.
    private static let reach = 31

    /// The runs on the days of a range, in order; two that fall together are one.
    package func runs(in days: ClosedRange<CivilDate>, workingDays: WorkingDays) -> [PlannedRun] {
        var named: [CivilDate: CivilDate] = [:]
        for name in names(in: (days.lowerBound - Self.reach)...(days.upperBound + Self.reach), workingDays) {
            guard let day = moved(name, workingDays), days.contains(day) else { continue }
            // The day's own name before one that was moved there.
            if named[day] == nil || name == day { named[day] = name }
        }
        return named.sorted { $0.key < $1.key }.flatMap { day, name in times.map { PlannedRun(named: name, day: day, time: $0, zone: zone) } }
    }

    private func moved(_ day: CivilDate, _ workingDays: WorkingDays) -> CivilDate? {
        if ifHoliday == .run || workingDays.isBusiness(day) { return day }
        guard ifHoliday != .skip else { return nil }
        let step = ifHoliday == .next_business_day ? 1 : -1
        var other = day
        for _ in 0..<Self.reach {
            other = other + step
            if workingDays.isBusiness(other) { return other }
        }
        return nil
    }

    private func names(in days: ClosedRange<CivilDate>, _ workingDays: WorkingDays) -> [CivilDate] {
        switch cycle {
        case .weekdays(let weekdays): return each(days).filter { weekdays.contains($0.isoWeekday) }
        case .businessDays: return each(days).filter(workingDays.isBusiness)
        case .month(let day): return periods(days, months: 1).compactMap { self.day(day, of: $0, workingDays) }
        case .quarter(let day): return periods(days, months: 3).compactMap { self.day(day, of: $0, workingDays) }
        }
    }

    private func each(_ days: ClosedRange<CivilDate>) -> [CivilDate] { (0...(days.upperBound - days.lowerBound)).map { days.lowerBound + $0 } }

    private func periods(_ days: ClosedRange<CivilDate>, months: Int) -> [ClosedRange<CivilDate>] {
        var start = days.lowerBound.adding(months: -2 * months).monthStart
        start = start.adding(months: -((start.components.month - 1) % months))
        var periods: [ClosedRange<CivilDate>] = []
        while start <= days.upperBound {
            let end = start.adding(months: months - 1).monthEnd
            periods.append(start...end)
            start = end + 1
        }
        return periods
    }

    private func day(_ day: PeriodDay, of period: ClosedRange<CivilDate>, _ workingDays: WorkingDays) -> CivilDate? {
        switch day {
        case .day(let number): min(period.lowerBound + (number - 1), period.upperBound)
        case .afterEnd(let number): period.lowerBound - 1 + number
        case .businessDay(let number):
            workingDays.day(number > 0 ? number : workingDays.count(period) + 1 + number, of: period)
        }
    }
}
