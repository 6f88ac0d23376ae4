/// A declared date format, compiled: `%Y-%m-%d`, `%d.%m.%Y`, `%Y%m%d`, `%d-%b-%y`, `%Y-%m-%d %H:%M:%S`.
package struct DateFormat: Sendable {
    package enum Step: Sendable, Hashable {
        /// `exact`: as many digits as written; else one or two.
        case year, shortYear
        case month(exact: Bool)
        case day(exact: Bool)
        case monthName
        /// Read and dropped: the most that the number may be.
        case time(most: Int)
        case fraction, halfDay
        case literal(UInt8)

        var isNumber: Bool {
            switch self {
            case .year, .shortYear, .month, .day, .time, .fraction: true
            case .monthName, .halfDay, .literal: false
            }
        }
    }

    package static let null = Int32.min
    package static let bad = Int32.min + 1
    /// The letters that may follow a `%`.
    package static let directives = "YymbBdHIMSfp"
    /// `%Y-%m-%d`, as definitions write dates.
    package static let plain = DateFormat(
        pattern: "%Y-%m-%d",
        steps: [
            .year, .literal(UInt8(ascii: "-")), .month(exact: false), .literal(UInt8(ascii: "-")), .day(exact: false),
        ], months: .en)

    package let pattern: String
    package let steps: [Step]
    let names: [(name: [UInt8], month: Int)]

    private init(pattern: String, steps: [Step], months: MonthNames) {
        self.pattern = pattern
        self.steps = steps
        names = months.names
    }

    package init?(_ pattern: String, months: MonthNames = .en) {
        guard var steps = Self.steps(pattern) else { return nil }
        func count(_ kinds: (Step) -> Bool) -> Int { steps.count(where: kinds) }
        let years = count { $0 == .year || $0 == .shortYear }
        let monthsSeen = count { $0 == .month(exact: false) || $0 == .monthName }
        guard years == 1, monthsSeen == 1, count({ $0 == .day(exact: false) }) == 1 else { return nil }
        for (index, step) in steps.enumerated() {
            let touches =
                (index > 0 && steps[index - 1].isNumber) || (index + 1 < steps.count && steps[index + 1].isNumber)
            if case .month = step { steps[index] = .month(exact: touches) }
            if case .day = step { steps[index] = .day(exact: touches) }
        }
        self.init(pattern: pattern, steps: steps, months: months)
    }

    private static func steps(_ pattern: String) -> [Step]? {
        var steps: [Step] = []
        var isDirective = false
        for byte in pattern.utf8 {
            if !isDirective {
                isDirective = byte == UInt8(ascii: "%")
                if !isDirective { steps.append(.literal(byte)) }
                continue
            }
            isDirective = false
            switch UnicodeScalar(byte) {
            case "Y": steps.append(.year)
            case "y": steps.append(.shortYear)
            case "m": steps.append(.month(exact: false))
            case "d": steps.append(.day(exact: false))
            case "b", "B": steps.append(.monthName)
            case "H": steps.append(.time(most: 24))
            case "I": steps.append(.time(most: 12))
            case "M": steps.append(.time(most: 59))
            case "S": steps.append(.time(most: 60))
            case "f": steps.append(.fraction)
            case "p": steps.append(.halfDay)
            case "%": steps.append(.literal(byte))
            default: return nil
            }
        }
        return isDirective ? nil : steps
    }

    /// Days since 1970-01-01, `null` or `bad`.
    package func read(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int32 {
        if length == 0 { return Self.null }
        var reading = DateReading(p, length, names)
        for (index, step) in steps.enumerated() {
            let hasDot = index + 1 < steps.count && steps[index + 1] == .literal(UInt8(ascii: "."))
            guard reading.take(step, isDotNext: hasDot) else { return Self.isZero(p, length) ? Self.null : Self.bad }
        }
        if reading.at == length,
            let date = CivilDate(year: reading.year, month: reading.month, day: reading.day)
        {
            return date.daysSinceEpoch
        }
        return Self.isZero(p, length) ? Self.null : Self.bad
    }

    /// `00.00.0000`, `0000-00-00 00:00:00`, `00000000`: how ERPs print no date.
    private static func isZero(_ p: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        var zeros = 0
        for at in 0..<length {
            switch p[at] {
            case 48: zeros += 1
            case 46, 47, 45, 58, 32, UInt8(ascii: "T"): continue
            default: return false
            }
        }
        return zeros >= 6
    }
}

/// A text being read as a date, step by step.
private struct DateReading {
    let p: UnsafePointer<UInt8>
    let length: Int
    let names: [(name: [UInt8], month: Int)]
    var at = 0
    var year = 0
    var month = 0
    var day = 0

    init(_ p: UnsafePointer<UInt8>, _ length: Int, _ names: [(name: [UInt8], month: Int)]) {
        self.p = p
        self.length = length
        self.names = names
    }

    private mutating func number(_ minimum: Int, _ maximum: Int) -> Int? {
        var value = 0
        let from = at
        while at < length, at - from < maximum, p[at] >= 48, p[at] <= 57 {
            value = value * 10 + Int(p[at]) - 48
            at += 1
        }
        return at - from >= minimum ? value : nil
    }

    mutating func take(_ step: DateFormat.Step, isDotNext: Bool) -> Bool {
        var value: Int?
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
            value = name(isDotNext)
            month = value ?? 0
        case .time(let most): value = number(1, 2).flatMap { $0 <= most ? $0 : nil }
        case .fraction: value = number(1, 9)
        case .halfDay:
            guard at + 1 < length, [97, 112].contains(p[at] | 32), p[at + 1] | 32 == 109 else { return false }
            at += 2
            return true
        case .literal(let byte):
            guard at < length, p[at] == byte else { return false }
            at += 1
            return true
        }
        return value != nil
    }

    private mutating func name(_ isDotNext: Bool) -> Int? {
        for (name, month) in names where at + name.count <= length {
            var same = 0
            while same < name.count {
                let previous = at + same > 0 ? p[at + same - 1] : 0
                if MonthNames.small(p[at + same], after: previous) != name[same] { break }
                same += 1
            }
            guard same == name.count else { continue }
            at += name.count
            if !isDotNext, at < length, p[at] == UInt8(ascii: ".") { at += 1 }
            return month
        }
        return nil
    }
}
