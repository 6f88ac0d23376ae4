internal import Model

/// Exact figures as a spreadsheet holds them: the nearest binary number.
extension ExactDecimal {
    private static let powers: [Double] = (0...22).map { exponent in (0..<exponent).reduce(1.0) { p, _ in p * 10 } }

    /// The nearest binary number, without going through text where both parts are exact.
    var cellNumber: Double {
        guard scale >= 0, scale <= 22, unscaled.magnitude < 1 << 53 else { return approximate }
        // One division of two exact numbers rounds once, so it is the nearest.
        return Double(Int64(unscaled)) / Self.powers[scale]
    }
}

extension CivilDate {
    /// Days since Excel's own day 0; nil before March 1900, where Excel counts a day that never was.
    var cellNumber: Double? {
        let serial = Int(daysSinceEpoch) + 25_569
        return serial >= 61 ? Double(serial) : nil
    }
}
