package import Model

/// The targets of a report where they belong, ready to be asked for key dates and windows.
package struct PlacedTargets: Sendable {
    let tree: TargetTree
    /// By holder: a node, or a member below one.
    let timelines: [TargetKey: [Int: TargetTimeline]]
    /// What the report definition sets for the whole, in the report currency.
    let definition: [TargetKey: ExactDecimal]
    let reportCurrency: String
    let ledgerCurrency: String?
    let places: Int

    /// The values of a metric that have a target anywhere, other than as totals of periods.
    package func plainValues(of manifest: MetricManifest) -> [MetricValue] {
        manifest.values.filter { value in
            let key = TargetKey(metric: manifest.id, measure: value.id)
            return value.id != manifest.targets?.measure && (timelines[key] != nil || definition[key] != nil)
        }
    }
}

/// What a target is of.
struct TargetKey: Sendable, Hashable {
    var metric: String
    var measure: String

    var words: String { "\(metric).\(measure)" }
}
