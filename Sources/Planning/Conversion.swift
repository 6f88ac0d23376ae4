package import Model

/// Exchange rates as exact fractions: how many units of the report currency one unit of another is worth on a day.
///
/// The latest rate not after the day counts: direct, else inverse, else through the ledger's currency. For example with
/// GBP→EUR 1.15 and EUR→USD 1.10, one GBP is 1.15 × 1.10 = 1.265 USD.
package struct Conversion: Sendable {
    package struct Rate: Sendable, Hashable {
        package var factor: ExactRational
        /// The oldest of the rates used.
        package var dated: CivilDate
    }

    private struct Pair: Hashable, Sendable {
        let from: String
        let to: String
    }

    private let history: [Pair: [(day: CivilDate, rate: ExactDecimal)]]
    private let reportCurrency: String
    private let ledgerCurrency: String?

    /// Rows of `fx_rates`: day, from, to, units of `to` for one `from`.
    package init(
        rates: [(day: CivilDate, from: String, to: String, rate: ExactDecimal)], reportCurrency: String,
        ledgerCurrency: String?
    ) {
        var history: [Pair: [(day: CivilDate, rate: ExactDecimal)]] = [:]
        for row in rates where row.rate > .zero {
            history[Pair(from: row.from, to: row.to), default: []].append((row.day, row.rate))
        }
        self.history = history.mapValues { $0.sorted { $0.day < $1.day } }
        self.reportCurrency = reportCurrency
        self.ledgerCurrency = ledgerCurrency
    }

    /// nil when there is no rate on or before the day by any of the three ways.
    package func rate(from currency: String, on day: CivilDate) -> Rate? {
        if currency == reportCurrency { return Rate(factor: ExactRational(ExactDecimal(1)), dated: day) }
        if let rate = directOrInverse(currency, reportCurrency, day) { return rate }
        guard let pivot = ledgerCurrency, pivot != currency, pivot != reportCurrency,
            let first = directOrInverse(currency, pivot, day), let second = directOrInverse(pivot, reportCurrency, day),
            let factor = first.factor.multiplied(by: second.factor)
        else { return nil }
        return Rate(factor: factor, dated: min(first.dated, second.dated))
    }

    private func directOrInverse(_ from: String, _ to: String, _ day: CivilDate) -> Rate? {
        if let (dated, rate) = latest(Pair(from: from, to: to), day) {
            return Rate(factor: ExactRational(rate), dated: dated)
        }
        if let (dated, rate) = latest(Pair(from: to, to: from), day),
            let inverse = ExactRational(ExactDecimal(1)).divided(by: ExactRational(rate))
        {
            return Rate(factor: inverse, dated: dated)
        }
        return nil
    }

    private func latest(_ pair: Pair, _ day: CivilDate) -> (CivilDate, ExactDecimal)? {
        guard let rows = history[pair] else { return nil }
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? (rows[low - 1].day, rows[low - 1].rate) : nil
    }
}
