package import Model

/// One row of the ledger's `targets`, with the place that findings about it name.
package struct TargetRow: Sendable, Hashable {
    package var metric: String
    package var value: ExactDecimal
    package var periodStart: CivilDate
    package var periodEnd: CivilDate
    /// A dimension's name; empty for the whole.
    package var level: String
    package var member: String
    /// A value id; empty for what the metric says.
    package var measure: String
    package var currency: String?
    package var place: Place

    package init(
        metric: String, value: ExactDecimal, periodStart: CivilDate, periodEnd: CivilDate, level: String = "",
        member: String = "", measure: String = "", currency: String? = nil, place: Place
    ) {
        self.metric = metric
        self.value = value
        self.periodStart = periodStart
        self.periodEnd = periodEnd
        self.level = level
        self.member = member
        self.measure = measure
        self.currency = currency
        self.place = place
    }
}

/// Where in the report the customers of a member stand, such as those of segment "Retail" in a report by country.
package enum TargetReach: Sendable, Hashable {
    /// The deepest node that holds all of them. `within`: members that they share in other dimensions (all of collector
    /// Amy's customers are in country DE: `["country": "DE"]`), so that a target of DE and one of Amy, both
    /// held by the same node, are not added.
    case node(Int, within: [String: String] = [:])
    /// No customer has the member.
    case unknown
    /// Only customers outside the report's filter have it.
    case excluded
}
