/// When a report runs by itself: `every: monday, at: "07:00", calendar: ES, if_holiday: next_business_day`.
package struct ScheduleRule: Sendable, Hashable {
    package enum Cycle: Sendable, Hashable {
        /// ISO weekdays, 1 Monday … 7 Sunday; all seven for every day.
        case weekdays(Set<Int>)
        case businessDays
        case month(PeriodDay)
        case quarter(PeriodDay)
    }

    /// A day of a month or quarter.
    package enum PeriodDay: Sendable, Hashable {
        /// The n-th, or the last where the month is shorter.
        case day(Int)
        /// The n-th business day; from the end where it is negative.
        case businessDay(Int)
        /// So many days after the end of the one before.
        case afterEnd(Int)
    }

    package enum OnHoliday: String, Sendable, CaseIterable { case next_business_day, previous_business_day, skip, run }

    package enum OnMissed: String, Sendable, CaseIterable {
        /// The newest missed run is made up for, not the ones before it.
        case once
        case skip
    }

    package var cycle: Cycle
    /// In order.
    package var times: [ClockTime]
    /// IANA name.
    package var zone: String
    /// One of the ledger's calendars; nil: Monday to Friday, and no holidays.
    package var calendar: LocatedName?
    package var ifHoliday: OnHoliday
    package var ifMissed: OnMissed
    package var place: Place

    package init(cycle: Cycle, times: [ClockTime], zone: String, calendar: LocatedName? = nil, ifHoliday: OnHoliday, ifMissed: OnMissed = .once, place: Place) {
        self.cycle = cycle
        self.times = times
        self.zone = zone
        self.calendar = calendar
        self.ifHoliday = ifHoliday
        self.ifMissed = ifMissed
        self.place = place
    }
}

/// A time of day, without a zone.
package struct ClockTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let hour: Int
    package let minute: Int

    /// Reads `07:00`, and nothing else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        self.hour = hour
        self.minute = minute
    }

    package var description: String { "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)" }
    package static func < (a: Self, b: Self) -> Bool { (a.hour, a.minute) < (b.hour, b.minute) }
}
