internal import Model

/// Converts targets at key dates, and remembers which rates were missing.
struct TargetRates {
    private struct Use: Hashable {
        var currency: String
        var day: CivilDate
    }

    private let dates: TargetDates
    private var factors: [Use: ExactRational?] = [:]
    private var gaps: [String: (first: CivilDate, holders: Set<Int>)] = [:]

    init(_ dates: TargetDates) { self.dates = dates }

    /// nil without a rate for one of the parts.
    mutating func converted(_ parts: [TargetPart], on day: CivilDate, holder: Int) -> ExactRational? {
        var sum: ExactRational?
        var isWhole = true
        for part in parts {
            guard let factor = factor(part.currency, day, holder) else {
                isWhole = false
                continue
            }
            let amount = part.amount.times(factor)
            sum = sum.map { $0.plus(amount) } ?? amount
        }
        return isWhole ? sum : nil
    }

    private mutating func factor(_ currency: String?, _ day: CivilDate, _ holder: Int) -> ExactRational? {
        guard let currency else { return ExactRational(ExactDecimal(1)) }
        let use = Use(currency: currency, day: day)
        let factor: ExactRational?
        if let known = factors[use] {
            factor = known
        } else {
            factor = dates.convert(currency, day)
            factors[use] = .some(factor)
        }
        if factor == nil, !dates.withoutFigures.contains(day) {
            gaps[currency, default: (day, [])].first = min(day, gaps[currency]?.first ?? day)
            gaps[currency]?.holders.insert(holder)
        }
        return factor
    }

    func findings(_ targets: PlacedTargets, _ key: TargetKey) -> [Finding] {
        gaps.sorted { $0.key < $1.key }.map { code, gap in
            let pivot = targets.ledgerCurrency.map {
                $0 == targets.reportCurrency || $0 == code ? ")" : ", or both to \($0))"
            }
            let holder = gap.holders.min() ?? 0
            return Finding(
                "missing-rate", .error,
                "there is no rate from \(code) to \(targets.reportCurrency) on or before \(gap.first), for the targets of "
                    + "\(key.words) at \(gap.holders.count.counted("place")), the first \(targets.tree.name(holder))",
                remedy: "Add a row to fx_rates: from \(code) to \(targets.reportCurrency) (or the inverse\(pivot ?? ")"), dated "
                    + "\(gap.first) or earlier.", count: gap.holders.count)
        }
    }
}
