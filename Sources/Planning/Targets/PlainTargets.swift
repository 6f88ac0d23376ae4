package import Model

/// A value's target at every key date and node.
package struct PlainTargets: Sendable {
    private let nodeCount: Int
    private var amounts: [TargetAmount?]
    /// The node that an inherited target was set for; −1 for one that the report definition sets for all.
    private var origins: [Int]

    fileprivate init(dates: Int, nodeCount: Int) {
        self.nodeCount = nodeCount
        amounts = Array(repeating: nil, count: dates * nodeCount)
        origins = Array(repeating: -1, count: dates * nodeCount)
    }

    /// By position in the key dates, and node; nil without a target.
    package subscript(date: Int, node: Int) -> ExactDecimal? { amounts[date * nodeCount + node]?.value }

    /// Whether it is a sum that lacks a child with figures.
    package func isPartial(date: Int, node: Int) -> Bool { amounts[date * nodeCount + node]?.isPartial ?? false }

    /// The node that a target of days or a share was set for, itself or one above; nil for sums and what the report definition sets.
    package func origin(date: Int, node: Int) -> Int? {
        let origin = origins[date * nodeCount + node]
        return origin < 0 ? nil : origin
    }

    fileprivate mutating func set(_ new: [TargetAmount?], origins: [Int]? = nil, date: Int) {
        amounts.replaceSubrange(date * nodeCount..<(date + 1) * nodeCount, with: new)
        if let origins { self.origins.replaceSubrange(date * nodeCount..<(date + 1) * nodeCount, with: origins) }
    }
}

extension PlacedTargets {
    /// A value's targets at key dates, where it has any: of the shortest period that covers the date.
    ///
    /// Days and percents hold for all nodes below that have none of their own; money and counts add up.
    package func plain(_ value: MetricValue, of metric: String, at dates: TargetDates) -> (targets: PlainTargets, findings: [Finding]) {
        let key = TargetKey(metric: metric, measure: value.id)
        let held = timelines[key] ?? [:]
        var result = PlainTargets(dates: dates.keyDates.count, nodeCount: tree.nodeCount)
        var rates = TargetRates(dates)
        var notes = TargetNotes(key: key, tree: tree)
        for (date, day) in dates.keyDates.enumerated() {
            var own = [TargetAmount?](repeating: nil, count: tree.holderCount)
            for (holder, timeline) in held {
                guard let period = timeline.period(on: day) else { continue }
                own[holder] = amount(period, value, on: day, holder: holder, &rates)
            }
            if let set = definition[key] {
                own[0] = amount(TargetPeriod(value: set, days: day...day, currency: nil), value, on: day, holder: 0, &rates)
            }
            if value.unit.isInherited {
                let (amounts, origins) = inherited(own, isDefinitions: definition[key] != nil)
                result.set(amounts, origins: origins, date: date)
            } else {
                let sums = TargetSums(own, tree: tree, places: value.unit == .money ? places : value.scale) {
                    dates.hasFigure(value.id, date, $0)
                }
                notes.add(sums, on: day)
                result.set(sums.amounts, date: date)
            }
        }
        return (result, rates.findings(self, key) + notes.findings)
    }

    private func amount(
        _ period: TargetPeriod, _ value: MetricValue, on day: CivilDate, holder: Int, _ rates: inout TargetRates
    ) -> TargetAmount? {
        guard value.unit == .money else {
            // As the target was set, with at least the value's decimals.
            return TargetAmount(value: period.value.rounded(scale: max(period.value.scale, value.scale)))
        }
        let part = TargetPart(currency: period.currency, amount: ExactRational(period.value))
        return rates.converted([part], on: day, holder: holder).map { TargetAmount($0, places: places) }
    }

    /// A node stands after its parent.
    private func inherited(_ own: [TargetAmount?], isDefinitions: Bool) -> (amounts: [TargetAmount?], origins: [Int]) {
        var amounts: [TargetAmount?] = []
        var origins: [Int] = []
        for node in tree.nodes {
            amounts.append(own[node.id] ?? node.parent.flatMap { amounts[$0] })
            let isOwn = own[node.id] != nil
            origins.append(isOwn ? (node.id == 0 && isDefinitions ? -1 : node.id) : node.parent.map { origins[$0] } ?? -1)
        }
        return (amounts, origins)
    }
}

extension TargetAmount {
    /// Rounded once.
    init(_ exact: ExactRational, places: Int) {
        value = exact.rounded(scale: places)
        roundings = ExactRational(value) == exact ? 0 : 1
    }
}
