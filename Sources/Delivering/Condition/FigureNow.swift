package import Model

/// A figure at the key date, as a condition and its reader want to know it.
package struct FigureNow: Sendable, Hashable {
    /// `Overdue share`.
    package var title: String
    package var unit: ValueUnit
    package var currency: String
    /// nil where it is unavailable, and then `reason` says why.
    package var value: ExactDecimal?
    package var reason: String?
    /// What the change is counted from.
    package var before: ExactDecimal?
    package var status: TargetStatus?

    package init(
        title: String, unit: ValueUnit, currency: String, value: ExactDecimal?, reason: String? = nil, before: ExactDecimal? = nil,
        status: TargetStatus? = nil
    ) {
        self.title = title
        self.unit = unit
        self.currency = currency
        self.value = value
        self.reason = reason
        self.before = before
        self.status = status
    }
}
