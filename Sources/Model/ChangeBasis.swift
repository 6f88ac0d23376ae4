/// What a figure is compared with to show its change.
package enum ChangeBasis: Sendable, Hashable {
    /// The trend point before.
    case trendPoint
    /// The period before, at the same business day; `kpi.sql` gives it as `<value>_previous`.
    case period(ReportWindow)
    /// As the choice parameter says: one of the to-date periods, or else the trend point before.
    case parameter(String)
}

extension ChangeBasis {
    /// The period that a figure is compared with, given the metric's parameters; nil: the trend point before.
    package func period(_ parameters: [String: ParameterValue]) -> ReportWindow? {
        switch self {
        case .trendPoint: return nil
        case .period(let window): return window
        case .parameter(let name):
            guard case .text(let word) = parameters[name], let window = ReportWindow(rawValue: word), window != .last_30_days
            else { return nil }
            return window
        }
    }
}

/// A stretch of days that ends with or around a key date.
package enum ReportWindow: String, Sendable, CaseIterable { case last_30_days, week, month, quarter, year }
