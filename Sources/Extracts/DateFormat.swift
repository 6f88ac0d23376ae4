internal import Model

/// A declared date format, compiled: `%Y-%m-%d`, `%d.%m.%Y`, `%Y%m%d`, `%d-%b-%y`.
struct DateFormat {
    private enum Step {
        /// `exact`: as many digits as written; else one or two.
        case year, shortYear
        case month(exact: Bool)
        case day(exact: Bool)
        case monthName
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
    /// `%Y-%m-%d`, as definitions write dates.
    static let plain = DateFormat(
        pattern: "%Y-%m-%d",
        steps: [
            .year, .literal(UInt8(ascii: "-")), .month(exact: false), .literal(UInt8(ascii: "-")), .day(exact: false),
        ])

    let pattern: String
    private let steps: [Step]

    private init(pattern: String, steps: [Step]) {
        self.pattern = pattern
        self.steps = steps
    }

    init?(_ pattern: String) {
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
        self.init(pattern: pattern, steps: steps)
    }

    /// Days since 1970-01-01, `null` or `bad`.
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
