internal import Model

/// How far back before the first key date a metric asks for the states of items, and of which.
package struct StateReach: Sendable, Hashable {
    /// Days before the first key date.
    package let days: Int
    /// Kinds of items; without any, and without records, all items are asked for.
    private let kinds: [String]
    /// Relations whose rows name the items.
    package let records: [RecordRelation]

    /// `names`: what `history_of` lists; nil for all items.
    package init(days: Int, of names: [String]?) {
        self.days = days
        kinds = FactSet.historyKinds.filter { names?.contains($0) ?? false }
        records = RecordRelation.all.filter { names?.contains($0.name) ?? false }
    }

    package var isOfAll: Bool { kinds.isEmpty && records.isEmpty }

    /// Whether an item is one of these. `item`: what carries `kind` and `item_no`; nil where all are.
    func condition(_ item: String) -> String? {
        guard !isOfAll else { return nil }
        var parts = kinds.isEmpty ? [] : ["\(item).kind IN (\(kinds.map(SQLText.literal).joined(separator: ", ")))"]
        parts += records.map { "\(item).item_no IN (SELECT r.item_no FROM \($0.table) r WHERE r.item_no IS NOT NULL)" }
        return parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " OR ")))"
    }
}
