package import Model

/// The ledger under the names that settlement reads: `ledger_items` has every column of the design, NULL where the
/// extract has none, over `raw_items` as it was loaded.
package enum LedgerViews {
    package static func steps(_ shape: LedgerShape, records: [RecordRelation] = []) -> [PlanStep] {
        let readWithout = Set(records.map(\.name)).union(["allocations", "customers"])
        return LedgerRelation.all.compactMap { relation in
            guard let loaded = shape.relations[relation.name] else {
                return readWithout.contains(relation.name) ? empty(relation) : nil
            }
            var columns = relation.columns.map { column in
                loaded.has(column.name)
                    ? SQLText.quoted(column.name)
                    : "CAST(NULL AS \(SQLText.type(column.type))) AS \(SQLText.quoted(column.name))"
            }
            let known = Set(relation.columns.map(\.name))
            columns += loaded.fields.map(\.name).filter { !known.contains($0) }.map(SQLText.quoted)
            return .define(
                "ledger_\(relation.name)", "SELECT \(columns.joined(separator: ", ")) FROM raw_\(relation.name)")
        }
    }

    /// Settlement, membership and plugins read these even where the ledger has none.
    private static func empty(_ relation: LedgerRelation) -> PlanStep {
        let columns = relation.columns.map { "CAST(NULL AS \(SQLText.type($0.type))) AS \(SQLText.quoted($0.name))" }
        return .define(
            "ledger_\(relation.name)",
            "SELECT * FROM (SELECT \(columns.joined(separator: ", "))) AS nothing WHERE 1 = 0")
    }
}
