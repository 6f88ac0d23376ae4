internal import Model

/// How far a headline has moved, and since when: from the trend point before, or from the period before at the same business day.
struct ChangeFigure {
    let metric: MetricResult
    let value: MetricValue
    let keyDates: [CivilDate]

    private var period: ReportWindow? { value.change.period(metric.parameters) }

    /// The figure that the current one is compared with; nil where there is none.
    func before(node: Int) -> ExactDecimal? {
        if period != nil { return metric.grid.current(value.id, node: node)?.previous }
        let history = metric.grid.history(value.id, node: node)
        return history.count > 1 ? history[history.count - 2] : nil
    }

    var isShown: Bool { period != nil || keyDates.count > 1 }

    /// What it is compared with: `2026-11-13`, or `the previous month at the same business day`.
    var since: String {
        guard let period else { return keyDates.count > 1 ? keyDates[keyDates.count - 2].description : "" }
        return "previous \(period == .year ? "fiscal year" : period.rawValue), same business day"
    }

    /// Why there is no change to show.
    var missing: String { period == nil ? "no figure at the point before" : "no figure for \(since)" }

    /// The difference, now less before; nil where one of them is unavailable.
    func difference(node: Int) -> ExactDecimal? {
        guard let now = metric.grid.current(value.id, node: node)?.value, let before = before(node: node) else { return nil }
        return now - before
    }
}
