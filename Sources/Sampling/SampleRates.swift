/// Daily exchange rates that wander about a round figure, as the sample's countries quote them against the euro.
struct SampleRates {
    /// Quoted per euro as a central bank does (`EUR,ILS`) instead of in euro, so that both directions occur.
    private struct Quote {
        let from: StaticString
        let to: StaticString
        /// With eight decimals.
        let start: Int
    }

    private static let quotes = [
        Quote(from: "GBP", to: "EUR", start: 118_200_000), Quote(from: "EUR", to: "ILS", start: 401_500_000),
        Quote(from: "KWD", to: "EUR", start: 298_400_000), Quote(from: "USD", to: "EUR", start: 92_100_000),
        Quote(from: "JPY", to: "EUR", start: 613_500),
    ]

    /// A rate for every weekday of the span, so that none is older than three days.
    static func write(to file: CSVFile, seed: UInt64) throws {
        var random = SplitMix(seed: seed, stream: -1)
        var rates = quotes.map(\.start)
        for day in SampleSpan.start...SampleSpan.end {
            for (index, quote) in quotes.enumerated() {
                // Up to 0.4 % a day, drawn back towards the start.
                rates[index] += rates[index] * random.within(-40...40) / 10_000 + (quote.start - rates[index]) / 100
            }
            // 1970-01-01 was a Thursday, so days 2 and 3 of its weeks are Saturday and Sunday.
            guard (day % 7) != 2, (day % 7) != 3 else { continue }
            for (index, quote) in quotes.enumerated() {
                file.date(day)
                file.text(quote.from)
                file.text(quote.to)
                file.decimal(rates[index], decimals: 8)
                try file.endRow()
            }
        }
    }
}
