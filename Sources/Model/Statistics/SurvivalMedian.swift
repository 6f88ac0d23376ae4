extension Histogram {
    /// The Kaplan–Meier median: the first day with survival of one half or less. nil when it is never reached.
    ///
    /// Cases are the events. Those censored on a day are still at risk on it. Survival of exactly one half counts.
    package func survivalMedian() -> Int? {
        var atRisk = bins.reduce(UInt128(0)) { $0 + UInt128($1.cases) + UInt128($1.censored) }
        var survival = 1.0
        var steps = 0.0
        for (position, bin) in bins.enumerated() {
            if bin.cases > 0 {
                let remaining = atRisk - UInt128(bin.cases)
                survival *= Self.approximate(remaining) / Self.approximate(atRisk)
                steps += 1
                // A step rounds at most eight times (three for each count, the quotient, the product), each by 2^-53 of
                // the number: twice their sum is a safe bound, and only within it long arithmetic has to decide.
                let doubt = steps * 0x1p-49
                if survival < 0.5 * (1 - doubt) { return bin.days }
                if survival <= 0.5 * (1 + doubt), isAtMostHalf(through: position) { return bin.days }
            }
            atRisk -= UInt128(bin.cases) + UInt128(bin.censored)
        }
        return nil
    }

    /// Whether survival after a bin, the product of remaining ÷ at risk, is one half or less.
    private func isAtMostHalf(through last: Int) -> Bool {
        var atRisk = bins.reduce(UInt128(0)) { $0 + UInt128($1.cases) + UInt128($1.censored) }
        var (above, below) = (Natural(2), Natural(1))
        // Between two censored ones what remains of one step is what is at risk at the next: they cancel.
        var remaining: UInt128 = 1
        for bin in bins[...last] {
            if bin.cases > 0 {
                if atRisk != remaining {
                    above.multiply(by: remaining)
                    below.multiply(by: atRisk)
                }
                remaining = atRisk - UInt128(bin.cases)
            }
            atRisk -= UInt128(bin.cases) + UInt128(bin.censored)
        }
        above.multiply(by: remaining)
        return above <= below
    }

    /// Several times faster than the standard library's conversion of 128 bits.
    private static func approximate(_ count: UInt128) -> Double {
        let low = Double(UInt64(truncatingIfNeeded: count))
        let high = UInt64(truncatingIfNeeded: count >> 64)
        return high == 0 ? low : Double(high) * 0x1p64 + low
    }
}
