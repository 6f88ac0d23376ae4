internal import Model

/// Round numbers for an axis: 0 to 87 gives 0, 20, 40, 60, 80, 100.
struct NiceTicks {
    /// Rising and evenly spaced; the first and last are the axis's ends.
    let ticks: [ExactDecimal]

    /// About `count` steps that take in everything from `low` to `high`; whole numbers only where asked for.
    init(low: Double, high: Double, count: Int = 5, isWhole: Bool = false) {
        var (low, high) = (low, high)
        if high - low <= abs(high) * 1e-9 {
            // One value has no extent: give it room on both sides.
            let room = high == 0 ? 1 : abs(high) * 0.1
            (low, high) = (low - room, high + room)
        }
        let rough = (high - low) / Double(max(1, count))
        var exponent = 0
        var power = 1.0
        while rough >= power * 10, exponent < 24 { (power, exponent) = (power * 10, exponent + 1) }
        while rough < power, exponent > -12 { (power, exponent) = (power / 10, exponent - 1) }
        // Tenths of the step's leading digits: 10, 20, 25, 50 or 100 times a power of ten.
        var tenths = [10, 20, 25, 50, 100].first { Double($0) * power / 10 >= rough * 0.999_999 } ?? 100
        if isWhole, exponent < 0 || (exponent == 0 && tenths == 25) {
            (tenths, exponent, power) = (exponent < 0 ? 10 : 50, 0, 1)
        }
        let step = Double(tenths) * power / 10
        let first = Int((low / step + 1e-9).rounded(.down))
        let last = Int((high / step - 1e-9).rounded(.up))
        ticks = (first...max(first + 1, last)).map { index in
            let unscaled = Int128(index * tenths)
            return exponent >= 1
                ? ExactDecimal(unscaled: unscaled * ExactDecimal.powerOfTen(exponent - 1), scale: 0)
                : ExactDecimal(unscaled: unscaled, scale: 1 - exponent)
        }
    }
}
