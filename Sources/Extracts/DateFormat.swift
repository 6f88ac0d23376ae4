internal import Model

/// A declared date format, compiled: `%Y-%m-%d`, `%d.%m.%Y`, `%Y%m%d`, `%d-%b-%y`.
struct DateFormat {
    private enum Step {
        /// `exact`: as many digits as written; else one or two.
        case year, shortYear
        case month(exact: Bool), day(exact: Bool), monthName
        case literal(UInt8)

        var isNumber: Bool {
            switch self {
            case .year, .shortYear, .month, .day: true
            case .monthName, .literal: false
            }
        }
    }

    static let null = Int32.min
    static let bad = Int32.min + 1
    static let plain = DateFormat("%Y-%m-%d")

    let pattern: String
    private let steps: [Step]
    /// Where the digits stand in the usual, zero-padded form; nil when the format has names or short years.
    private let fixed: Fixed?
    private let months = MonthTable()

    private struct Fixed {
        var length = 0
        var year = 0
        var month = 0
        var day = 0
        var marks: [(at: Int, byte: UInt8)] = []
    }

    init?(_ pattern: String) {
        self.pattern = pattern
        var steps: [Step] = []
        var isDirective = false
        for byte in pattern.utf8 {
            if isDirective {
                switch byte {
                case UInt8(ascii: "Y"): steps.append(.year)
                case UInt8(ascii: "y"): steps.append(.shortYear)
                case UInt8(ascii: "m"): steps.append(.month(exact: false))
                case UInt8(ascii: "d"): steps.append(.day(exact: false))
                case UInt8(ascii: "b"): steps.append(.monthName)
                case UInt8(ascii: "%"): steps.append(.literal(byte))
                default: return nil
                }
                isDirective = false
            } else if byte == UInt8(ascii: "%") {
                isDirective = true
            } else {
                steps.append(.literal(byte))
            }
        }
        var (years, monthsSeen, days) = (0, 0, 0)
        for (index, step) in steps.enumerated() {
            let touches =
                (index > 0 && steps[index - 1].isNumber) || (index + 1 < steps.count && steps[index + 1].isNumber)
            switch step {
            case .year, .shortYear: years += 1
            case .month:
                monthsSeen += 1
                steps[index] = .month(exact: touches)
            case .day:
                days += 1
                steps[index] = .day(exact: touches)
            case .monthName: monthsSeen += 1
            case .literal: break
            }
        }
        guard !isDirective, years == 1, monthsSeen == 1, days == 1 else { return nil }
        self.steps = steps
        fixed = Self.fixed(steps)
    }

    private static func fixed(_ steps: [Step]) -> Fixed? {
        var fixed = Fixed()
        for step in steps {
            switch step {
            case .year:
                fixed.year = fixed.length
                fixed.length += 4
            case .month:
                fixed.month = fixed.length
                fixed.length += 2
            case .day:
                fixed.day = fixed.length
                fixed.length += 2
            case .literal(let byte):
                fixed.marks.append((fixed.length, byte))
                fixed.length += 1
            case .monthName, .shortYear: return nil
            }
        }
        return fixed.marks.count <= 2 ? fixed : nil
    }

    /// Reads every slice into days since 1970-01-01, `null` or `bad`.
    func read(_ cells: CellSlices, rows: Int, into days: UnsafeMutablePointer<Int32>) {
        guard let fixed else {
            for row in 0..<rows { days[row] = read(cells.pointers[row], Int(cells.lengths[row])) }
            return
        }
        let length = Int32(fixed.length)
        let (year, month, day) = (fixed.year, fixed.month, fixed.day)
        // Fewer than two marks: the first byte of the year stands in, compared with itself.
        let first = fixed.marks.first?.at ?? 0
        let second = fixed.marks.count > 1 ? fixed.marks[1].at : first
        let hasMarks = !fixed.marks.isEmpty
        let firstByte = fixed.marks.first?.byte ?? 0
        let secondByte = fixed.marks.count > 1 ? fixed.marks[1].byte : firstByte
        months.starts.withUnsafeBufferPointer { starts in
            for row in 0..<rows {
                let p = cells.pointers[row]
                if cells.lengths[row] == 0 {
                    days[row] = Self.null
                    continue
                }
                if cells.lengths[row] == length {
                    let y0 = UInt32(p[year]) &- 48
                    let y1 = UInt32(p[year &+ 1]) &- 48
                    let y2 = UInt32(p[year &+ 2]) &- 48
                    let y3 = UInt32(p[year &+ 3]) &- 48
                    let m0 = UInt32(p[month]) &- 48
                    let m1 = UInt32(p[month &+ 1]) &- 48
                    let d0 = UInt32(p[day]) &- 48
                    let d1 = UInt32(p[day &+ 1]) &- 48
                    let areDigits = y0 < 10 && y1 < 10 && y2 < 10 && y3 < 10 && m0 < 10 && m1 < 10 && d0 < 10 && d1 < 10
                    if areDigits, !hasMarks || (p[first] == firstByte && p[second] == secondByte) {
                        let y = Int(y0 &* 1000 &+ y1 &* 100 &+ y2 &* 10 &+ y3)
                        let m = Int(m0 &* 10 &+ m1)
                        let d = Int32(d0 &* 10 &+ d1)
                        let index = (y &- MonthTable.firstYear) &* 12 &+ m &- 1
                        if m >= 1, m <= 12, index >= 0, index &+ 1 < starts.count, d >= 1,
                            d <= starts[index &+ 1] &- starts[index]
                        {
                            days[row] = starts[index] &+ d &- 1
                            continue
                        }
                    }
                }
                days[row] = read(p, Int(cells.lengths[row]))
            }
        }
    }

    /// The careful way, for any format.
    func read(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int32 {
        if length == 0 { return Self.null }
        var at = 0
        var (year, month, day) = (0, 0, 0)
        func number(_ minimum: Int, _ maximum: Int) -> Int? {
            var value = 0
            let from = at
            while at < length, at - from < maximum, p[at] >= 48, p[at] <= 57 {
                value = value * 10 + Int(p[at]) - 48
                at += 1
            }
            return at - from >= minimum ? value : nil
        }
        for step in steps {
            var value: Int? = 0
            switch step {
            case .year:
                value = number(4, 4)
                year = value ?? 0
            case .shortYear:
                value = number(2, 2)
                // As POSIX has it: 69 to 99 are of the last century.
                year = value.map { $0 >= 69 ? 1900 + $0 : 2000 + $0 } ?? 0
            case .month(let exact):
                value = number(exact ? 2 : 1, 2)
                month = value ?? 0
            case .day(let exact):
                value = number(exact ? 2 : 1, 2)
                day = value ?? 0
            case .monthName:
                value = at + 3 <= length ? Self.month(p[at], p[at + 1], p[at + 2]) : nil
                month = value ?? 0
                at += 3
            case .literal(let byte):
                guard at < length, p[at] == byte else { return Self.bad }
                at += 1
            }
            if value == nil { return Self.bad }
        }
        if at != length { return Self.bad }
        // 00.00.0000 and its kin: how ERPs print no date.
        if month == 0, day == 0, isAllZero(p, length) { return Self.null }
        return CivilDate(year: year, month: month, day: day)?.daysSinceEpoch ?? Self.bad
    }

    private func isAllZero(_ p: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        (0..<length).allSatisfy { !(49...57).contains(p[$0]) }
    }

    private static let names = Array("janfebmaraprmayjunjulaugsepoctnovdec".utf8)

    private static func month(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int? {
        (0..<12).first { names[$0 * 3] == a | 32 && names[$0 * 3 + 1] == b | 32 && names[$0 * 3 + 2] == c | 32 }
            .map { $0 + 1 }
    }
}

/// The first day of every month of two centuries, as days since 1970-01-01.
struct MonthTable {
    static let firstYear = 1900
    let starts: [Int32]

    init() {
        starts = (0...2400).map {
            CivilDate(year: Self.firstYear + $0 / 12, month: $0 % 12 + 1, day: 1)?.daysSinceEpoch ?? 0
        }
    }
}
