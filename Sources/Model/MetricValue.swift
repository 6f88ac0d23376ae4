package enum ValueUnit: String, Sendable, CaseIterable { case days, money, percent, count }

package struct MetricValue: Sendable, Hashable {
    package enum Direction: String, Sendable, CaseIterable { case lower, higher, none }
    package var id: String
    package var title: String
    package var unit: ValueUnit
    /// Decimals shown; money takes the report currency's.
    package var scale: Int
    package var better: Direction
    package var isHeadline: Bool
    /// A difference of two other values, taken exactly before rounding.
    package var difference: [String]?
    /// Taken by the host from a histogram instead of `kpi.sql`.
    package var statistic: HistogramStatistic?
    package var change: ChangeBasis = .trendPoint
    /// Whose figure is compared with whose for the status; nil: the value's own with its target.
    package var standing: Standing?

    package init(
        id: String, title: String, unit: ValueUnit, scale: Int, better: Direction = .none, isHeadline: Bool = false,
        difference: [String]? = nil
    ) {
        self.id = id
        self.title = title
        self.unit = unit
        self.scale = scale
        self.better = better
        self.isHeadline = isHeadline
        self.difference = difference
    }
}

/// A status that compares one value with another: projected cash with the target.
package struct Standing: Sendable, Hashable {
    package var of: String
    package var against: String
    package init(of: String, against: String) {
        self.of = of
        self.against = against
    }
}
