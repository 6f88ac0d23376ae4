internal import Model

/// How amounts are written in an extract, and how many digits are kept: exact, never rounded.
struct AmountFormat {
    enum Reading {
        case value(Int128)
        case null, bad, tooManyDecimals, outOfRange
    }

    let decimal: UInt8
    /// −1 for none.
    let thousands: Int
    let trailingMinus: Bool
    /// Decimal places and digits before the mark that are kept.
    let scale: Int
    let integerDigits: Int
    let marks: AmountMarks

    init(_ format: DelimitedFormat, type: LedgerType) {
        decimal = format.decimal
        thousands = format.thousands.map(Int.init) ?? -1
        trailingMinus = format.trailingMinus
        marks = AmountMarks(format)
        scale = type.scale
        integerDigits = type == .integer ? 18 : type.precision - type.scale
    }

    /// As a definition writes constants: `1234.50`.
    static func plain(_ type: LedgerType) -> AmountFormat { AmountFormat(DelimitedFormat(), type: type) }

    private static let powers: [UInt64] = (0...18).map { UInt64(ExactDecimal.powerOfTen($0)) }

    /// An amount as it stands; where it doesn't, without the marks that people and printers put around it.
    @inline(__always)
    func read(_ start: UnsafePointer<UInt8>, _ length: Int) -> Reading {
        let reading = readPlain(start, length)
        if case .bad = reading { return readMarked(start, length) }
        return reading
    }

    @inline(never)
    private func readMarked(_ start: UnsafePointer<UInt8>, _ length: Int) -> Reading {
        guard length <= AmountMarks.longest, let (bytes, isNegated) = marks.bare(start, length) else { return .bad }
        let reading = bytes.withUnsafeBufferPointer { text in
            text.baseAddress.map { text.count == 0 ? .bad : readPlain($0, text.count) } ?? .bad
        }
        if case .value(let value) = reading, isNegated { return .value(0 &- value) }
        return reading
    }

    /// `[+-]digits[,digits][-]`; thousands marks only between groups of three.
    private func readPlain(_ start: UnsafePointer<UInt8>, _ length: Int) -> Reading {
        if length == 0 { return .null }
        var p = start
        var end = start + length
        var isNegative = false
        if p[0] == UInt8(ascii: "-") || p[0] == UInt8(ascii: "+") {
            isNegative = p[0] == UInt8(ascii: "-")
            p += 1
        } else if trailingMinus, end[-1] == UInt8(ascii: "-") {
            isNegative = true
            end -= 1
        }
        // Zeros in front, as some ERPs print them, are digits but take no room.
        let first = p
        while p < end, p[0] == UInt8(ascii: "0") { p += 1 }
        var whole: UInt64 = 0
        let significant = p
        while p < end {
            let digit = p[0] &- 48
            if digit > 9 { break }
            whole = whole &* 10 &+ UInt64(digit)
            p += 1
        }
        var digits = p - significant
        if p < end, Int(p[0]) == thousands {
            guard p - first >= 1, p - first <= 3, let groups = groups(&p, end, into: &whole) else { return .bad }
            // Counted as written: zeros in front of groups take room too.
            digits += groups
        }
        var fraction: UInt64 = 0
        var decimals = 0
        var hasMore = false
        var hasFraction = false
        if p < end, p[0] == decimal {
            p += 1
            hasFraction = p < end
            if !hasFraction { return .bad }
            while p < end {
                let digit = p[0] &- 48
                if digit > 9 { return .bad }
                if decimals < scale {
                    fraction = fraction &* 10 &+ UInt64(digit)
                    decimals &+= 1
                } else if digit != 0 {
                    hasMore = true
                }
                p += 1
            }
        }
        if p != end || (p == first && !hasFraction) { return .bad }
        if digits > integerDigits { return .outOfRange }
        if hasMore { return .tooManyDecimals }
        while decimals < scale {
            fraction = fraction &* 10
            decimals &+= 1
        }
        let product = whole.multipliedFullWidth(by: Self.powerOfTen(scale))
        let value = Int128(truncatingIfNeeded: UInt128(product.high) << 64 | UInt128(product.low)) &+ Int128(fraction)
        return .value(isNegative ? 0 &- value : value)
    }

    /// Takes groups of a mark and three digits; answers how many digits, nil when a group is broken.
    private func groups(_ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, into whole: inout UInt64) -> Int?
    {
        var digits = 0
        while p < end, Int(p[0]) == thousands {
            guard end - p >= 4 else { return nil }
            for offset in 1...3 {
                let digit = p[offset] &- 48
                if digit > 9 { return nil }
                whole = whole &* 10 &+ UInt64(digit)
            }
            digits += 3
            p += 4
        }
        return digits
    }

    @inline(__always)
    private static func powerOfTen(_ exponent: Int) -> UInt64 {
        exponent == 4 ? 10_000 : exponent == 0 ? 1 : powers[exponent]
    }

    /// What this format expects, for a reject's reason, and what may be missing in it.
    func hint(_ start: UnsafePointer<UInt8>, _ length: Int) -> String {
        var hint = "decimal \"\(Character(UnicodeScalar(decimal)))\""
        if thousands >= 0 { hint += ", thousands \"\(Character(UnicodeScalar(UInt8(thousands))))\"" }
        if !trailingMinus, length > 1, start[length - 1] == UInt8(ascii: "-") { hint += "; is trailing_minus missing?" }
        if let missing = marks.undeclared(start, length) { hint += "; is \(missing) missing?" }
        return hint
    }
}
