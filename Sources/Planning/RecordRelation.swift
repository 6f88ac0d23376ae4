internal import Model

/// A relation that speaks about items or customers on its own days: disputes, promises, submissions, activities.
///
/// Plugins read it twice: `disputes`, one row per key date and dispute opened by then, in the scope valid at the key date;
/// and `dispute_events`, one row per thing that happened to it, on its day and in the scope valid on that day.
package struct RecordRelation: Sendable, Hashable {
    /// `disputes`.
    package let name: String
    /// `dispute_events`.
    package let events: String
    /// From this day on a record is there.
    package let start: String
    /// What happens to a record, and the column with its day.
    package let happenings: [Happening]

    package struct Happening: Sendable, Hashable {
        package let word: String
        package let column: String
    }

    /// The relation as it was loaded, with its customer, item, currency and what decides its scope.
    package var table: String { "record_\(name)" }
    /// The same with the scopes that it is in.
    package var scopedTable: String { "scoped_\(name)" }

    private init(_ name: String, events: String, start: String, _ happenings: [(String, String)]) {
        self.name = name
        self.events = events
        self.start = start
        self.happenings = happenings.map { Happening(word: $0, column: $1) }
    }

    package static let all = [
        RecordRelation("disputes", events: "dispute_events", start: "opened_on", [("opened", "opened_on"), ("resolved", "resolved_on")]),
        RecordRelation(
            "promises", events: "promise_events", start: "made_on",
            [("made", "made_on"), ("due", "due_on"), ("cancelled", "cancelled_on")]),
        RecordRelation(
            "submissions", events: "submission_events", start: "submitted_on",
            [("submitted", "submitted_on"), ("decided", "decided_on")]),
        RecordRelation("activities", events: "activity_events", start: "done_on", [("done", "done_on")]),
    ]

    /// Those that some statement names.
    package static func named(by sql: [String]) -> [RecordRelation] {
        let words = sql.map(SQLWords.of)
        return all.filter { relation in words.contains { $0.contains(relation.name) || $0.contains(relation.events) } }
    }

    var schema: LedgerRelation? { LedgerRelation.named(name) }
    private func has(_ column: String) -> Bool { schema?.column(column) != nil }
    var hasAmount: Bool { has("amount") }

    /// Finds each record's item and customer. `columns`: all of the relation in the ledger, extra ones too.
    package func found(columns: [String], itemColumns: [String], ledgerCurrency: String?) -> PlanStep {
        let made = ["customer_id", "currency"]
        var parts = columns.filter { !made.contains($0) }.map { "r.\(SQLText.quoted($0))" }
        let customer = has("customer_id") ? (has("item_id") ? "COALESCE(i.customer_id, r.customer_id)" : "r.customer_id") : "i.customer_id"
        parts.append("\(customer) AS customer_id")
        if hasAmount {
            let fallback = ledgerCurrency.map { ", " + SQLText.literal($0) } ?? ""
            parts.append("COALESCE(r.currency, i.currency\(fallback)) AS currency")
        }
        let isByItem = has("item_id")
        parts.append("\(isByItem ? "i.item_no" : "CAST(NULL AS bigint)") AS item_no")
        parts.append("\(isByItem ? "i.item_no IS NOT NULL" : "1 = 0") AS item_found")
        parts.append("\(isByItem ? "COALESCE(i.document_date, i.posted_on, r.\(start))" : "r.\(start)") AS rate_day")
        // A record stands where its item stands, though that has no customer.
        let standing = has("customer_id") && isByItem
            ? "CASE WHEN i.item_no IS NOT NULL THEN COALESCE(i.customer_id, '') ELSE COALESCE(r.customer_id, '') END"
            : "COALESCE(\(customer), '')"
        parts.append("\(standing) AS scope_customer")
        parts += itemColumns.map { isByItem ? "COALESCE(i.\(SQLText.quoted($0)), '') AS \(SQLText.quoted("i_" + $0))" : "'' AS \(SQLText.quoted("i_" + $0))" }
        guard isByItem else { return .keep(table, "SELECT \(parts.joined(separator: ",\n  "))\nFROM ledger_\(name) r") }
        // The few items that records name are found first: joined whole, the items would be the side that is held in memory.
        let needed = ["item_id", "item_no", "customer_id", "currency", "document_date", "posted_on"]
        let carried = (needed + itemColumns.filter { !needed.contains($0) }).map { "i." + SQLText.quoted($0) }
        return .keep(
            table,
            """
            WITH named AS (
              SELECT \(carried.joined(separator: ", "))
              FROM ledger_items i
              WHERE i.item_id IN (SELECT r.item_id FROM ledger_\(name) r WHERE r.item_id IS NOT NULL)
            )
            SELECT \(parts.joined(separator: ",\n  "))
            FROM ledger_\(name) r
            LEFT JOIN named i ON i.item_id = r.item_id
            """)
    }
}
