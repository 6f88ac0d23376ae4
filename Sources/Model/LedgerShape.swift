/// What a loaded ledger holds, as far as planning needs to know it.
package struct LedgerShape: Sendable, Hashable {
    package struct Relation: Sendable, Hashable {
        package var fields: [ColumnField]
        package var rows: Int
        /// The engine's tables that hold it.
        package var tables: [String]
        /// Made from other relations, and so perhaps not all there is.
        package var isDerived = false
        package init(fields: [ColumnField], rows: Int, tables: [String] = []) {
            self.fields = fields
            self.rows = rows
            self.tables = tables
        }
        package func has(_ column: String) -> Bool { fields.contains { $0.name == column } }
    }

    /// By relation name; a relation without a source is absent.
    package var relations: [String: Relation]
    package var firstPosting: CivilDate?
    package var lastPosting: CivilDate?

    package init(relations: [String: Relation], firstPosting: CivilDate?, lastPosting: CivilDate?) {
        self.relations = relations
        self.firstPosting = firstPosting
        self.lastPosting = lastPosting
    }
}
