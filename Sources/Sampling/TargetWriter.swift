/// Writes targets at several levels: DSO for the whole and a geo, overdue for two countries, cash for every collector and country.
struct TargetWriter {
    let file: CSVFile
    let portfolio: SamplePortfolio

    func write(_ cash: CollectedCash, seed: UInt64) throws {
        let (from, to) = (SampleSpan.completeFrom, SampleSpan.horizon)
        try row("dso", "45", from, to)
        try row("dso", "55", from, to, level: "geo", member: "APAC")
        try row("aged_debt", "0.18", from, to, level: "country", member: "IL", measure: "overdue_share")
        try row("aged_debt", "0.12", from, to, level: "country", member: "DE", measure: "overdue_share")
        try row("dispute_cycle_time", "14", from, to)

        var random = SplitMix(seed: seed, stream: -2)
        for month in 0..<CollectedCash.monthCount {
            let (first, last) = CollectedCash.period(month)
            // A country's target is its collectors' together, so that the levels agree.
            var countries = [Int](repeating: 0, count: SampleCountry.all.count)
            for collector in 0..<cash.collectors {
                let euros = max(0, cash.euroCents(collector: collector, month: month)) / 100
                let target = (euros * random.within(88...114) / 100 + 499) / 500 * 500
                countries[SamplePortfolio.country(collector)] += target
                try row(
                    "collection_attainment", String(target), first, last, level: "collector",
                    member: SampleNames.collector(collector), measure: "collected", currency: "EUR")
            }
            for (country, target) in zip(SampleCountry.all, countries) {
                try row(
                    "collection_attainment", String(target), first, last, level: "country",
                    member: "\(country.code)", measure: "collected", currency: "EUR")
            }
        }
    }

    private func row(
        _ metric: StaticString, _ value: String, _ first: Int, _ last: Int, level: StaticString = "",
        member: String = "", measure: StaticString = "", currency: StaticString = ""
    ) throws {
        file.text(metric)
        file.quoted(value)
        file.date(first)
        file.date(last)
        file.text(level)
        file.quoted(member)
        file.text(measure)
        file.text(currency)
        try file.endRow()
    }
}
