internal import Model
internal import Planning

/// What a report needs of a ledger.
struct LoadNeeds {
    var relations: Set<String>
    private var words: Set<String>

    private static let always: Set<String> = [
        "item_id", "customer_id", "kind", "posted_on", "currency", "amount", "due_on", "cleared_on", "document_no", "reference",
    ]

    /// What settlement reads; metrics don't read allocations.
    private static let ofAllocations: Set<String> = ["from_item", "to_item", "allocated_on", "amount", "reversed_on"]

    init(report: ReportDefinition, plugins: [MetricPlugin]) {
        relations = ["items", "allocations", "customers", "fx_rates", "targets", "holidays"]
        for plugin in plugins { relations.formUnion(plugin.manifest.needs.keys) }
        let named = plugins.flatMap(\.onLedger)
        relations.formUnion(RecordRelation.named(by: named).map(\.name))
        for plugin in plugins { for set in plugin.manifest.facts { relations.formUnion(Set(set.historyOf ?? []).intersection(FactSet.historyRecords)) } }
        words = Set(report.groupBy.map(\.name) + report.filter.map(\.dimension.name))
        for plugin in plugins {
            for file in Array(plugin.facts.values) + Array(plugin.details.values) { words.formUnion(SQLWords.of(file.text)) }
            for columns in plugin.manifest.needs.values { words.formUnion(columns) }
        }
        if report.rates == .document_date { words.insert("document_date") }
        if plugins.contains(where: { $0.manifest.facts.contains { $0.day == .value_date } }) { words.insert("value_date") }
    }

    /// The sources to load, in the definition's order.
    func sources(of ledger: LedgerDefinition) -> [SourceDefinition] {
        ledger.sources.filter { LedgerRelation.named($0.relation) != nil && relations.contains($0.relation) }
    }

    /// nil for all: only items and allocations are so many that it matters.
    func columns(of relation: String) -> Set<String>? {
        switch relation {
        case "items": Self.always.union(DerivedAllocations.columnNames).union(words)
        case "allocations": Self.ofAllocations
        default: nil
        }
    }

    /// Whether the report, a metric or an allocation made from items asks for a column of items.
    func names(_ column: String) -> Bool { words.contains(column) || DerivedAllocations.columnNames.contains(column) }
}
