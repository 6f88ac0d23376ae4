/// What a fact set comes to at one node and the key date, for those who ask where a figure is from.
package struct FactRows: Sendable, Hashable {
    /// Rows shown of a set at most.
    package static let limit = 60

    package var name: String
    /// The plugin's file, such as `facts/aging.sql`.
    package var path: String
    /// A balance: its keys and measures. A flow: `month` and measures, newest month first.
    package var rows: ResultRows
    /// Keys that the rows are summed over.
    package var summedOver: [String]
    /// How many rows there are, where `rows` holds the first of them.
    package var total: Int

    package init(name: String, path: String, rows: ResultRows, summedOver: [String], total: Int) {
        self.name = name
        self.path = path
        self.rows = rows
        self.summedOver = summedOver
        self.total = total
    }
}
