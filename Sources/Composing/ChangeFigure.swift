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

    /// The trend point that it is compared with; nil where that is a period.
    var day: CivilDate? { period == nil && keyDates.count > 1 ? keyDates[keyDates.count - 2] : nil }

    /// What it is compared with: `13 Nov 2026`, or `previous month, same business day`.
    func since(_ words: Words) -> String {
        switch period {
        case nil, .last_30_days: day.map(words.figures.day) ?? ""
        case .week: words[.previousWeek]
        case .month: words[.previousMonth]
        case .quarter: words[.previousQuarter]
        case .year: words[.previousYear]
        }
    }

    /// Why there is no change to show.
    func missing(_ words: Words) -> String {
        period == nil ? words[.noFigureBefore] : words(.noFigureFor, ["since": .text(since(words))])
    }

    /// The difference, now less before; nil where one of them is unavailable.
    func difference(node: Int) -> ExactDecimal? {
        guard let now = metric.grid.current(value.id, node: node)?.value, let before = before(node: node) else { return nil }
        return now - before
    }
}
