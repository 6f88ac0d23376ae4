/// A table of the pack: over the values by node, over a query on the rolled-up facts, or over a details query.
package struct MetricTable: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        case values([String])
        /// `tables/<name>.sql` over the rolled-up fact sets: as_of, node, position, keys and figures, one row per line.
        case query
        /// `details/<name>.sql` on the ledger, at the current key date.
        case details
    }
    package struct Column: Sendable, Hashable {
        package var name: String
        package var title: String
        /// nil: text, date or whole number as the engine gives it.
        package var unit: ValueUnit?
        package init(name: String, title: String, unit: ValueUnit? = nil) {
            self.name = name
            self.title = title
            self.unit = unit
        }
    }

    package var name: String
    package var title: String
    package var source: Source
    package var columns: [Column]
    /// For details: columns to order by, `-` before one for falling order, such as `[-amount, item_id]`.
    package var order: [String]
    /// For details: most rows kept; the pack says how many there are in all.
    package var limit: Int?

    package init(
        name: String, title: String, source: Source, columns: [Column], order: [String] = [], limit: Int? = nil
    ) {
        self.name = name
        self.title = title
        self.source = source
        self.columns = columns
        self.order = order
        self.limit = limit
    }
}
