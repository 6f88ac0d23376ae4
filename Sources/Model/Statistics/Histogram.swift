/// How many cases took how many days, and how many were still open after so many: what medians are taken of.
///
/// Counts of all nodes below one add up, and so do histograms; percentiles don't. All arithmetic is exact.
package struct Histogram: Sendable {
    struct Bin: Sendable {
        var days: Int
        // 128 bits, so that no sum of counts can overflow.
        var cases: Int128
        var censored: Int128
    }

    /// By rising days; none without a case or a censored one.
    let bins: [Bin]

    /// In any order. The counts given for the same day add up; a sum below zero counts as none.
    package init(_ bins: [(days: Int, cases: Int, censored: Int)]) {
        var merged: [Bin] = []
        merged.reserveCapacity(bins.count)
        let isRising = zip(bins, bins.dropFirst()).allSatisfy { $0.days <= $1.days }
        for bin in isRising ? bins : bins.sorted(by: { $0.days < $1.days }) {
            if let last = merged.indices.last, merged[last].days == bin.days {
                merged[last].cases += Int128(bin.cases)
                merged[last].censored += Int128(bin.censored)
            } else {
                merged.append(Bin(days: bin.days, cases: Int128(bin.cases), censored: Int128(bin.censored)))
            }
        }
        for position in merged.indices {
            merged[position].cases = max(0, merged[position].cases)
            merged[position].censored = max(0, merged[position].censored)
        }
        merged.removeAll { $0.cases == 0 && $0.censored == 0 }
        self.bins = merged
    }

    /// Neither cases nor censored ones.
    package var isEmpty: Bool { bins.isEmpty }

    /// Excel's PERCENTILE.INC of the cases, unrounded: 0.5 is the median. nil without cases, or for `p` outside 0…1.
    ///
    /// Of n cases by rising days, counted from 0, it is the one at p × (n − 1), or the point between two
    /// neighbours as far from the lower as that position is.
    package func percentile(_ p: ExactDecimal) -> ExactRational? {
        let count = bins.reduce(0) { $0 + $1.cases }
        // Finer shares than 38 decimals have no exact fraction in 128 bits.
        guard count > 0, p.scale <= 38, !p.isNegative else { return nil }
        let share = ExactRational(p)
        guard share.numerator <= share.denominator,
            let position = ExactRational(count - 1, 1).flatMap({ $0.multiplied(by: share) })
        else { return nil }
        let (whole, rest) = position.numerator.quotientAndRemainder(dividingBy: position.denominator)
        let lower = day(ofCase: whole)
        guard rest != 0 else { return ExactRational(lower, 1) }
        return ExactRational(day(ofCase: whole + 1) - lower, 1)
            .flatMap { step in ExactRational(rest, position.denominator).flatMap { step.multiplied(by: $0) } }
            .flatMap { distance in ExactRational(lower, 1).flatMap { $0.adding(distance) } }
    }

    /// The days of the case at a position among all by rising days; the longest beyond the last.
    private func day(ofCase position: Int128) -> Int128 {
        var seen: Int128 = 0
        var longest = 0
        for bin in bins where bin.cases > 0 {
            seen += bin.cases
            longest = bin.days
            if position < seen { break }
        }
        return Int128(longest)
    }
}
