/// A day of the Gregorian calendar, without time or zone: `CivilDate(year: 2026, month: 2, day: 28)`.
///
/// Stored as the number of days since 1970-01-01, which is also Arrow's `date32`.
package struct CivilDate: Hashable, Comparable, Sendable {
    package let daysSinceEpoch: Int32

    package init(daysSinceEpoch: Int32) { self.daysSinceEpoch = daysSinceEpoch }

    /// nil when there is no such day, such as 30 February.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.daysInMonth(year: year, month: month)
        else { return nil }
        // Days from civil: years start in March, so that the leap day is the last of its year.
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.daysSinceEpoch = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `2026-02-28` and nothing else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let y = Int(parts[0]), let m = Int(parts[1]), let d = Int(parts[2])
        else { return nil }
        self.init(year: y, month: m, day: d)
    }

    package var components: (year: Int, month: Int, day: Int) {
        let z = Int(daysSinceEpoch) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    package static func < (a: Self, b: Self) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }
    package static func - (a: Self, b: Self) -> Int { Int(a.daysSinceEpoch) - Int(b.daysSinceEpoch) }
    package static func + (a: Self, days: Int) -> Self { Self(daysSinceEpoch: a.daysSinceEpoch + Int32(days)) }
    package static func - (a: Self, days: Int) -> Self { a + -days }

    package var monthStart: CivilDate { self - (components.day - 1) }
    package var monthEnd: CivilDate {
        let c = components
        return self + (Self.daysInMonth(year: c.year, month: c.month) - c.day)
    }

    /// The same day `months` later, or the last of that month where it is shorter.
    package func adding(months: Int) -> CivilDate {
        let c = components
        let index = c.year * 12 + (c.month - 1) + months
        let year = index >= 0 ? index / 12 : (index - 11) / 12
        let month = index - year * 12 + 1
        let day = min(c.day, Self.daysInMonth(year: year, month: month))
        return CivilDate(year: year, month: month, day: day) ?? self
    }

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    package var isoWeekday: Int {
        let r = (Int(daysSinceEpoch) + 3) % 7
        return (r < 0 ? r + 7 : r) + 1
    }

    /// The ISO 8601 week with its year: `2026-W47`.
    package var isoWeek: String {
        let thursday = self + (4 - isoWeekday)
        let year = thursday.components.year
        let first = CivilDate(year: year, month: 1, day: 1) ?? thursday
        let week = (thursday - first) / 7 + 1
        return "\(year)-W\(week < 10 ? "0" : "")\(week)"
    }
}

extension CivilDate: CustomStringConvertible {
    /// `2026-02-28`.
    package var description: String {
        let c = components
        func pad(_ n: Int, _ width: Int) -> String {
            let s = String(n)
            return String(repeating: "0", count: max(0, width - s.count)) + s
        }
        return "\(pad(c.year, 4))-\(pad(c.month, 2))-\(pad(c.day, 2))"
    }
}
