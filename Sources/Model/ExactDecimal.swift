/// An exact decimal number: `unscaled` × 10^−`scale`, so 12.30 is 1230 with scale 2.
///
/// Money, rates and figures are held in this type from extract to cell; binary floating point never touches them.
package struct ExactDecimal: Sendable {
    package let unscaled: Int128
    package let scale: Int

    package static let zero = ExactDecimal(0)

    package init(unscaled: Int128, scale: Int) {
        self.unscaled = unscaled
        self.scale = scale
    }

    package init(_ integer: Int) { self.init(unscaled: Int128(integer), scale: 0) }

    /// Reads `-1234.50`: an optional sign, digits, at most one dot; nothing else. nil too beyond 38 digits or decimals.
    package init?(_ text: some StringProtocol) {
        var unscaled: Int128 = 0
        var scale = 0
        var digits = 0
        var negative = false
        var afterDot = false
        for (position, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where position == 0: negative = true
            case UInt8(ascii: "+") where position == 0: break
            case UInt8(ascii: ".") where !afterDot: afterDot = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let (product, overflow) = unscaled.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
                if overflow || carry { return nil }
                unscaled = sum
                digits += 1
                if afterDot { scale += 1 }
            default: return nil
            }
        }
        guard digits > 0, scale <= 38 else { return nil }
        self.init(unscaled: negative ? -unscaled : unscaled, scale: scale)
    }

    package static func powerOfTen(_ exponent: Int) -> Int128 {
        var result: Int128 = 1
        for _ in 0..<max(0, exponent) { result *= 10 }
        return result
    }

    package var isZero: Bool { unscaled == 0 }
    package var isNegative: Bool { unscaled < 0 }
    package var magnitude: ExactDecimal { isNegative ? -self : self }

    /// The same number written with `scale` decimals, rounded half away from zero where it has more.
    package func rounded(scale target: Int) -> ExactDecimal {
        if target >= scale {
            return ExactDecimal(unscaled: unscaled * Self.powerOfTen(target - scale), scale: target)
        }
        let divisor = Self.powerOfTen(scale - target)
        let (quotient, remainder) = unscaled.quotientAndRemainder(dividingBy: divisor)
        let up: Int128 = remainder.magnitude * 2 >= divisor.magnitude ? (unscaled < 0 ? -1 : 1) : 0
        return ExactDecimal(unscaled: quotient + up, scale: target)
    }

    /// Without trailing zeros after the dot: 12.30 becomes 12.3, 12.00 becomes 12.
    package var normalized: ExactDecimal {
        var (u, s) = (unscaled, scale)
        while s > 0, u % 10 == 0 { (u, s) = (u / 10, s - 1) }
        return ExactDecimal(unscaled: u, scale: s)
    }

    /// With at least so many decimals, and more only where they say something.
    package func withDecimals(atLeast places: Int) -> ExactDecimal {
        let short = normalized
        return short.scale < places ? short.rounded(scale: places) : short
    }

    package static prefix func - (a: Self) -> Self { Self(unscaled: -a.unscaled, scale: a.scale) }
    package static func + (a: Self, b: Self) -> Self {
        let scale = max(a.scale, b.scale)
        return Self(unscaled: a.aligned(scale) + b.aligned(scale), scale: scale)
    }
    package static func - (a: Self, b: Self) -> Self { a + -b }
    package static func * (a: Self, b: Self) -> Self {
        Self(unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale)
    }

    private func aligned(_ target: Int) -> Int128 { unscaled * Self.powerOfTen(target - scale) }

    /// The nearest binary number, for chart geometry and spreadsheet cells only.
    package var approximate: Double { Double(description) ?? 0 }
}

extension ExactDecimal: Hashable, Comparable {
    package static func == (a: Self, b: Self) -> Bool {
        let (x, y) = (a.normalized, b.normalized)
        return x.unscaled == y.unscaled && x.scale == y.scale
    }
    package func hash(into hasher: inout Hasher) {
        let n = normalized
        hasher.combine(n.unscaled)
        hasher.combine(n.scale)
    }
    package static func < (a: Self, b: Self) -> Bool {
        let scale = max(a.scale, b.scale)
        let (x, isTooLarge) = a.unscaled.multipliedReportingOverflow(by: powerOfTen(scale - a.scale))
        let (y, isOtherTooLarge) = b.unscaled.multipliedReportingOverflow(by: powerOfTen(scale - b.scale))
        // Only the one with fewer decimals is scaled; beyond 128 bits it is further from zero than the other.
        if isTooLarge { return a.isNegative }
        if isOtherTooLarge { return !b.isNegative }
        return x < y
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// `-1234.50`: dot decimals, no grouping, as many decimals as the scale.
    package var description: String {
        var digits = String(unscaled.magnitude)
        if scale > 0 {
            if digits.count <= scale { digits = String(repeating: "0", count: scale - digits.count + 1) + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
        }
        return unscaled < 0 ? "-" + digits : digits
    }
}
