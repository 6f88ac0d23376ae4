import Model

extension RandomLedger {
    private struct Measure {
        var metric: String
        var measure: String
        var isHeadline = false
        var isMoney = false
        var values: ClosedRange<Int> = 1...60
    }

    private static let measures = [
        Measure(metric: "dso", measure: "countback", isHeadline: true),
        Measure(metric: "dso", measure: "receivables", isMoney: true, values: -500...60_000),
        Measure(metric: "aged_debt", measure: "overdue_share", isHeadline: true),
        Measure(metric: "aged_debt", measure: "total", isMoney: true, values: 0...60_000),
        Measure(metric: "unallocated_cash", measure: "amount", isHeadline: true, isMoney: true, values: 0...20_000),
        Measure(metric: "unallocated_cash", measure: "count", values: 0...12),
        Measure(metric: "dispute_cycle_time", measure: "median_days", isHeadline: true),
        Measure(metric: "dispute_cycle_time", measure: "open", values: 0...9),
    ]
    private static let cash = Measure(
        metric: "collection_attainment", measure: "collected", isHeadline: true, isMoney: true, values: 0...60_000)

    /// For the whole, for members by name or path and on levels outside the roll-up, of months, quarters, years and odd
    /// stretches that overlap, in any currency. Two of the same length that overlap would be refused.
    mutating func writeTargets() {
        var text = "metric,value,period_start,period_end,level,member,measure,currency\n"
        var taken: Set<String> = []
        for _ in 0..<random.within(0...14) {
            let measure = random.happens(60) ? Self.cash : random.pick(Self.measures)
            guard let (level, member) = place(), taken.insert("\(measure.metric) \(measure.measure) \(level) \(member)").inserted
            else { continue }
            for period in periods() {
                let isZero = measure.isMoney && random.happens(8)
                let amount = isZero ? 0 : random.within(measure.values)
                let value = measure.measure == "overdue_share" ? ExactDecimal(unscaled: Int128(amount), scale: 2).description : "\(amount)"
                let named = measure.isHeadline && random.happens(50) ? "" : measure.measure
                let currency = measure.isMoney && random.happens(60) ? random.pick(currencies) : ""
                text += "\(measure.metric),\(value),\(period.lowerBound),\(period.upperBound),\(level),\(member),\(named),\(currency)\n"
            }
        }
        files["targets.csv"] = text
    }

    /// A level and a member that some item has: below the first level as a path, since names there may repeat.
    private mutating func place() -> (level: String, member: String)? {
        if random.happens(25) { return ("", "") }
        let item = random.pick(items)
        guard let version = versions[item.customer].map({ random.pick($0) }) else { return nil }
        let members = ["country": version.country, "segment": version.segment, "entity": item.entity]
        let level = random.pick(["country", "segment", "entity"])
        let depth = dimensions.firstIndex(of: level).map { $0 + 1 } ?? 0
        // Outside the roll-up one level, whose customers stay where they are: where several meet or customers move, what
        // holds all of a member's customers depends on the day, and on which level is the wider.
        if depth == 0, level != "country" || versions.values.contains(where: { $0.count > 1 }) { return nil }
        let path = depth == 0 ? [members[level] ?? ""] : dimensions.prefix(depth).map { members[$0] ?? "" }
        return path.contains("") ? nil : (level, path.joined(separator: "/"))
    }

    private mutating func periods() -> [ClosedRange<CivilDate>] {
        var periods: [ClosedRange<CivilDate>] = []
        for _ in 0..<random.within(1...10) {
            let (start, months) = (first + random.within(0...480), random.pick([1, 1, 1, 3, 12]))
            let whole = first.monthStart.adding(months: random.within(0...16) / months * months)
            let odd = start...(start + random.within(0...70))
            let period = random.happens(70) ? whole...(whole.adding(months: months) - 1) : odd
            let isAmbiguous = periods.contains {
                $0.overlaps(period) && $0.upperBound - $0.lowerBound == period.upperBound - period.lowerBound
            }
            if !isAmbiguous { periods.append(period) }
        }
        return periods
    }
}
