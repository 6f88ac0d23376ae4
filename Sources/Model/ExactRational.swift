/// An exact fraction in lowest terms with a positive denominator, rounded only once, when it is shown.
package struct ExactRational: Hashable, Sendable {
    package let numerator: Int128
    package let denominator: Int128

    /// nil when the denominator is zero.
    package init?(_ numerator: Int128, _ denominator: Int128) {
        guard denominator != 0 else { return nil }
        let divisor = Self.greatestCommonDivisor(numerator, denominator)
        let sign: Int128 = denominator < 0 ? -1 : 1
        self.numerator = sign * (numerator / divisor)
        self.denominator = sign * (denominator / divisor)
    }

    package init(_ decimal: ExactDecimal) {
        let d = decimal.normalized
        let ten = ExactDecimal.powerOfTen(d.scale)
        let divisor = Self.greatestCommonDivisor(d.unscaled, ten)
        self.numerator = d.unscaled / divisor
        self.denominator = ten / divisor
    }

    /// `a ÷ b`; nil when b is zero or the result needs more than 128 bits.
    package static func quotient(_ a: ExactDecimal, _ b: ExactDecimal) -> ExactRational? {
        ExactRational(a).divided(by: ExactRational(b))
    }

    package func divided(by other: ExactRational) -> ExactRational? {
        guard other.numerator != 0 else { return nil }
        let inverse = ExactRational(other.denominator, other.numerator)
        return inverse.flatMap { self.multiplied(by: $0) }
    }

    package func multiplied(by other: ExactRational) -> ExactRational? {
        // Cross-cancelling first keeps the products as small as they can be.
        let g1 = Self.greatestCommonDivisor(numerator, other.denominator)
        let g2 = Self.greatestCommonDivisor(other.numerator, denominator)
        let (n, o1) = (numerator / g1).multipliedReportingOverflow(by: other.numerator / g2)
        let (d, o2) = (denominator / g2).multipliedReportingOverflow(by: other.denominator / g1)
        return o1 || o2 ? nil : ExactRational(n, d)
    }

    package func adding(_ other: ExactRational) -> ExactRational? {
        let g = Self.greatestCommonDivisor(denominator, other.denominator)
        let (a, o1) = numerator.multipliedReportingOverflow(by: other.denominator / g)
        let (b, o2) = other.numerator.multipliedReportingOverflow(by: denominator / g)
        let (n, o3) = a.addingReportingOverflow(b)
        let (d, o4) = (denominator / g).multipliedReportingOverflow(by: other.denominator)
        return o1 || o2 || o3 || o4 ? nil : ExactRational(n, d)
    }

    package func subtracting(_ other: ExactRational) -> ExactRational? {
        ExactRational(-other.numerator, other.denominator).flatMap { self.adding($0) }
    }

    /// Rounded half away from zero to `scale` decimals.
    package func rounded(scale: Int) -> ExactDecimal {
        let (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
        var unscaled = whole
        var remainder = rest
        // Long division digit by digit: never overflows where the answer itself fits.
        for _ in 0..<scale {
            let (digit, next) = denominator.magnitude.dividingFullWidth(remainder.multipliedFullWidth(by: 10))
            unscaled = unscaled * 10 + digit
            remainder = next
        }
        if remainder >= denominator.magnitude - remainder { unscaled += 1 }
        let signed = Int128(unscaled)
        return ExactDecimal(unscaled: numerator < 0 ? -signed : signed, scale: scale)
    }

    private static func greatestCommonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
        var (x, y) = (a.magnitude, b.magnitude)
        while y != 0 { (x, y) = (y, x % y) }
        return x == 0 ? 1 : Int128(x)
    }
}
