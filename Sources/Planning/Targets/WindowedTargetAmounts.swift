package import Model

/// What the targets of a measure come to at a node, for a window and key date.
package struct WindowedTarget: Sendable, Hashable {
    /// Position in the key dates.
    package var date: Int
    package var node: Int
    package var measure: String
    package var window: ReportWindow
    package var isPrevious: Bool
    package var amount: ExactDecimal
    /// A sum that lacks a child with figures.
    package var isPartial: Bool

    package init(date: Int, node: Int, measure: String, window: ReportWindow, isPrevious: Bool, amount: ExactDecimal, isPartial: Bool) {
        self.date = date
        self.node = node
        self.measure = measure
        self.window = window
        self.isPrevious = isPrevious
        self.amount = amount
        self.isPartial = isPartial
    }
}

extension PlacedTargets {
    /// The targets of the metric's windowed measure, only where there are any.
    ///
    /// `spans` are those of each calendar, `calendars` the calendar of each node (none given: all the first).
    /// `businessDays` counts those of a range, both ends included. What the report definition sets for the measure is the
    /// whole's target of every calendar month.
    package func windowed(
        _ manifest: MetricManifest, spans: [[TargetSpan]], calendars: [Int] = [], at dates: TargetDates,
        businessDays: (_ node: Int, _ days: ClosedRange<CivilDate>) -> Int
    ) -> (targets: [WindowedTarget], findings: [Finding]) {
        guard let measure = manifest.targets?.measure else { return ([], []) }
        let key = TargetKey(metric: manifest.id, measure: measure)
        var held = timelines[key] ?? [:]
        if let set = definition[key] { held[0] = months(of: set, over: spans.joined().map(\.days)) }
        if held.isEmpty { return ([], []) }

        let unit = manifest.value(measure)?.unit ?? .money
        let decimals = unit == .money ? places : manifest.value(measure)?.scale ?? 0
        var totals = WindowTotals(timelines: held, tree: tree, spans: spans, calendars: calendars, decimals: decimals)
        totals.count(businessDays)

        var rates = TargetRates(dates)
        var notes = TargetNotes(key: key, tree: tree)
        var result: [WindowedTarget] = []
        for window in totals.windows {
            let day = dates.keyDates[window.date]
            var own = [TargetAmount?](repeating: nil, count: tree.holderCount)
            for holder in held.keys { own[holder] = totals.amount(holder, window, on: day, &rates) }
            let sums = TargetSums(own, tree: tree, places: decimals) { dates.hasFigure(measure, window.date, $0) }
            if !window.isPrevious { notes.add(sums, on: day, window: window.window) }
            for (node, amount) in sums.amounts.enumerated() {
                guard let amount else { continue }
                result.append(
                    WindowedTarget(
                        date: window.date, node: node, measure: measure, window: window.window, isPrevious: window.isPrevious,
                        amount: amount.value, isPartial: amount.isPartial))
            }
        }
        return (result, rates.findings(self, key) + notes.findings)
    }

    /// One period per calendar month that the spans touch.
    private func months(of value: ExactDecimal, over spans: [ClosedRange<CivilDate>]) -> TargetTimeline {
        guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max() else {
            return TargetTimeline([])
        }
        var periods: [TargetPeriod] = []
        var start = first.monthStart
        while start <= last {
            periods.append(TargetPeriod(value: value, days: start...start.monthEnd, currency: nil))
            start = start.monthEnd + 1
        }
        return TargetTimeline(periods)
    }
}
