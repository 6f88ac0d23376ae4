internal import Model

/// How amounts are written in an extract, and how many digits are kept: exact, never rounded.
struct AmountFormat {
    enum Reading { case value(Int128), null, bad, tooManyDecimals, outOfRange }

    let decimal: UInt8
    /// −1 for none.
    let thousands: Int
    let trailingMinus: Bool
    /// Decimal places and digits before the mark that are kept.
    let scale: Int
    let integerDigits: Int

    init(_ format: DelimitedFormat, type: LedgerType) {
        decimal = format.decimal
        thousands = format.thousands.map(Int.init) ?? -1
        trailingMinus = format.trailingMinus
        scale = type.scale
        integerDigits = type == .integer ? 18 : type.precision - type.scale
    }

    /// As a definition writes constants: `1234.50`.
    static func plain(_ type: LedgerType) -> AmountFormat { AmountFormat(DelimitedFormat(), type: type) }

    private static let powers: [UInt64] = (0...18).map { UInt64(ExactDecimal.powerOfTen($0)) }

    /// `[+-]digits[,digits][-]`; thousands marks only between groups of three.
    @inline(__always)
    func read(_ start: UnsafePointer<UInt8>, _ length: Int) -> Reading {
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
        var whole: UInt64 = 0
        var digits = 0
        var significant = 0
        while p < end {
            let digit = p[0] &- 48
            if digit > 9 { break }
            digits &+= 1
            if significant > 0 || digit != 0 { significant &+= 1 }
            if significant <= 18 { whole = whole &* 10 &+ UInt64(digit) }
            p += 1
        }
        if p < end, Int(p[0]) == thousands {
            if digits < 1 || digits > 3 { return .bad }
            while p < end, Int(p[0]) == thousands {
                guard end - p >= 4 else { return .bad }
                for offset in 1...3 {
                    let digit = p[offset] &- 48
                    if digit > 9 { return .bad }
                    if significant > 0 || digit != 0 { significant &+= 1 }
                    if significant <= 18 { whole = whole &* 10 &+ UInt64(digit) }
                }
                p += 4
            }
        }
        var fraction: UInt64 = 0
        var decimals = 0
        var hasMore = false
        if p < end, p[0] == decimal {
            p += 1
            if p == end { return .bad }
            while p < end {
                let digit = p[0] &- 48
                if digit > 9 { return .bad }
                if decimals < scale {
                    fraction = fraction &* 10 &+ UInt64(digit)
                    decimals &+= 1
                } else if digit != 0 {
                    hasMore = true
                }
                digits &+= 1
                p += 1
            }
        }
        if p != end || digits == 0 { return .bad }
        if significant > integerDigits { return .outOfRange }
        if hasMore { return .tooManyDecimals }
        while decimals < scale {
            fraction = fraction &* 10
            decimals &+= 1
        }
        let value = Int128(whole) * Int128(Self.powerOfTen(scale)) + Int128(fraction)
        return .value(isNegative ? -value : value)
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
        return hint
    }
}
