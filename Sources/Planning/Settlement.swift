package import Model

/// What is open when: from items, allocations and clearing to stretches of days with a constant open amount.
///
/// Open at D = amount + allocations out − allocations in, 0 once `cleared_on <= D`. An allocation counts from the latest
/// of its day and both items' postings until it is reversed. `open_states` has a row per stretch `[from_day, until_day)`
/// that may touch a key date and whose open amount is not zero.
package struct Settlement: Sendable {
    package let firstKeyDate: CivilDate
    package let lastKeyDate: CivilDate
    /// States that are asked for before the first key date.
    package let reaches: [StateReach]
    /// Whether all items are looked at. Else those that were settled by the first key date are left out before anything is
    /// joined, but for what the reaches ask.
    package let isWhole: Bool
    /// Columns of `items` that facts read, beside those that settlement itself needs.
    package let columns: [String]
    package let membership: Membership
    package let hasAllocations: Bool

    package init(
        firstKeyDate: CivilDate, lastKeyDate: CivilDate, reaches: [StateReach] = [], isWhole: Bool, columns: [String],
        membership: Membership, hasAllocations: Bool
    ) {
        self.firstKeyDate = firstKeyDate
        self.lastKeyDate = lastKeyDate
        self.reaches = reaches
        self.isWhole = isWhole
        self.columns = columns
        self.membership = membership
        self.hasAllocations = hasAllocations
    }

    /// The oldest day of which anything is asked: the oldest key date, or some days before it.
    private var firstDay: CivilDate { firstKeyDate - (reaches.map(\.days).max() ?? 0) }

    /// Whether some items are looked at though they were settled by the first key date, others not.
    private var isPartial: Bool { !isWhole && !reaches.isEmpty }

    package var steps: [PlanStep] {
        // Where all items are live, another copy of them would be of no use.
        var steps: [PlanStep] = [isWhole ? .define("live_items", liveItems) : .keep("live_items", liveItems)]
        if hasAllocations {
            steps.append(.keep("live_allocations", liveAllocations))
            if isPartial { steps.append(.keep("late_partners", latePartners)) }
            steps += [.keep("item_changes", itemChanges), .define("effect_states", effectStates)]
        }
        return steps + [.keep("open_states", itemStates)]
    }

    /// What only settlement reads, to be dropped when its checks are done.
    package var scratch: [String] {
        guard hasAllocations else { return ["live_items"] }
        return ["live_items", "live_allocations"] + (isPartial ? ["late_partners"] : []) + ["effect_states", "item_changes"]
    }

    /// The columns of `open_states` that come from the item itself.
    package var carried: [String] {
        let own = ["item_no", "customer_id", "kind", "currency", "posted_on"]
        return own + columns.filter { !own.contains($0) }
    }

    /// Credit receipts allocated to debit receipts: payments that were returned, reversed or refunded.
    package var returnedReceipts: PlanStep {
        let name = "returned_receipts"
        guard hasAllocations else {
            return .define(
                name,
                "SELECT item_no, posted_on AS from_day, posted_on AS until_day, open AS native_amount FROM open_states WHERE 1 = 0")
        }
        return .keep(
            name,
            """
            SELECT a.from_no AS item_no, a.effective AS from_day, COALESCE(a.reversed_on, DATE '9999-12-31') AS until_day,
              a.amount AS native_amount
            FROM live_allocations a
            JOIN live_items f ON f.item_no = a.from_no
            JOIN live_items t ON t.item_no = a.to_no
            WHERE f.kind = 'receipt' AND f.amount < 0 AND t.kind = 'receipt' AND t.amount > 0\(isWhole ? "" : "\n" + returnedBefore)
            """)
    }

    // Debit receipts that were settled before what is looked at.
    private var returnedBefore: String {
        """
        UNION ALL
        SELECT a.from_no, GREATEST(a.effective, t.posted_on), COALESCE(a.reversed_on, DATE '9999-12-31'), a.amount
        FROM live_allocations a
        JOIN live_items f ON f.item_no = a.from_no
        JOIN ledger_items t ON t.item_id = a.other_item
        WHERE a.to_no IS NULL AND f.kind = 'receipt' AND f.amount < 0 AND t.kind = 'receipt' AND t.amount > 0
          AND (a.reversed_on IS NULL OR a.reversed_on > t.posted_on)
        """
    }

    private var liveItems: String {
        let needed = carried + ["item_id", "amount", "cleared_on"].filter { !carried.contains($0) }
        let all = needed + (membership.itemColumns + [membership.key].compactMap(\.self)).filter { !needed.contains($0) }
        let select = "SELECT \(all.map { "i." + SQLText.quoted($0) }.joined(separator: ", "))\nFROM ledger_items i"
        guard !isWhole else { return select }
        // The longest reach of all items costs nothing more than its day.
        let settledBy = firstKeyDate - (reaches.filter(\.isOfAll).map(\.days).max() ?? 0)
        let open = select + "\nWHERE i.cleared_on IS NULL OR i.cleared_on > \(SQLText.literal(settledBy))"
        let further = reaches.filter { !$0.isOfAll && firstKeyDate - $0.days < settledBy }
        guard !further.isEmpty else { return open }
        let asked = further.map { "i.cleared_on > \(SQLText.literal(firstKeyDate - $0.days)) AND \($0.condition("i") ?? "1 = 1")" }
        return open + "\nUNION ALL\n" + select
            + "\nWHERE i.cleared_on <= \(SQLText.literal(settledBy)) AND (\(asked.joined(separator: " OR ")))"
    }

    // Partners that aren't live were settled by the first key date, but perhaps posted only after the allocation's day.
    private var latePartners: String {
        """
        SELECT i.item_id, MAX(i.posted_on) AS posted_on
        FROM live_allocations a
        JOIN ledger_items i ON i.item_id = a.other_item
        WHERE i.cleared_on <= \(SQLText.literal(firstKeyDate)) AND i.posted_on > \(SQLText.literal(firstDay))
          AND i.posted_on > a.effective
        GROUP BY i.item_id
        """
    }

    // A partner that was settled by the oldest key date was also posted by then, so its posting day cannot move the
    // effect past any key date; that is why joining to the live items alone is enough. Before it, see `latePartners`.
    private var liveAllocations: String {
        """
        SELECT f.item_no AS from_no, t.item_no AS to_no,
          GREATEST(a.allocated_on, f.posted_on, t.posted_on) AS effective, a.reversed_on, a.amount,
          f.currency AS from_currency, t.currency AS to_currency, f.amount AS from_amount, t.amount AS to_amount,
          CASE WHEN f.item_no IS NULL THEN a.from_item WHEN t.item_no IS NULL THEN a.to_item END AS other_item
        FROM ledger_allocations a
        LEFT JOIN live_items f ON f.item_id = a.from_item
        LEFT JOIN live_items t ON t.item_id = a.to_item
        WHERE (f.item_no IS NOT NULL OR t.item_no IS NOT NULL)
          AND (a.reversed_on IS NULL OR a.reversed_on > GREATEST(a.allocated_on, f.posted_on, t.posted_on))
        """
    }

    // How far an item's open amount has moved from its amount, from each day on which it moves. Of several effects on one
    // day the last stands for all: the others hold for no day, and each function here sees the rows in one order.
    private var itemChanges: String {
        let clamp = SQLText.literal(firstDay)
        let effective = isPartial ? "GREATEST(a.effective, COALESCE(l.posted_on, a.effective))" : "a.effective"
        let from = "live_allocations a" + (isPartial ? " LEFT JOIN late_partners l ON l.item_id = a.other_item" : "")
        func effect(_ item: String, _ day: String, _ delta: String, _ extra: String = "") -> String {
            "SELECT a.\(item) AS item_no, \(isWhole ? day : "GREATEST(\(day), \(clamp))") AS day, \(delta) AS delta "
                + "FROM \(from) WHERE a.\(item) IS NOT NULL\(extra)"
        }
        let lasts = isPartial ? " AND (a.reversed_on IS NULL OR a.reversed_on > \(effective))" : ""
        let reversed = " AND a.reversed_on IS NOT NULL" + lasts
        let order = "PARTITION BY item_no ORDER BY day"
        let rows = "OVER (\(order) ROWS UNBOUNDED PRECEDING)"
        return """
            SELECT item_no, from_day, until_day, CAST(change AS decimal(18,4)) AS change, from_day = first_day AS is_first
            FROM (
              SELECT item_no, day AS from_day, LEAD(day) OVER (\(order)) AS until_day, SUM(delta) \(rows) AS change,
                MIN(day) \(rows) AS first_day
              FROM (
                \(effect("to_no", effective, "-a.amount", lasts))
                UNION ALL \(effect("to_no", "a.reversed_on", "a.amount", reversed))
                UNION ALL \(effect("from_no", effective, "a.amount", lasts))
                UNION ALL \(effect("from_no", "a.reversed_on", "-a.amount", reversed))
              ) AS effects
            ) AS moved
            WHERE until_day IS NULL OR until_day > from_day
            """
    }

    // From no day on: from its posting, by nothing.
    private var effectStates: String {
        """
        SELECT item_no, from_day, until_day, change FROM item_changes
        UNION ALL
        SELECT item_no, CAST(NULL AS date), from_day, CAST(0 AS decimal(18,4)) FROM item_changes WHERE is_first
        """
    }

    private var itemStates: String {
        let own = carried.map { "i." + SQLText.quoted($0) }.joined(separator: ", ")
        let far = "DATE '9999-12-31'"
        // A customer who moved gives one stretch per version of the master.
        let start = hasAllocations ? "COALESCE(s.from_day, i.posted_on)" : "i.posted_on"
        let from = membership.hasVersions ? "GREATEST(\(start), COALESCE(m.from_day, \(start)))" : start
        let ends = (hasAllocations ? ["s.until_day"] : []) + ["i.cleared_on"] + (membership.hasVersions ? ["m.until_day"] : [])
        let known = ends.map { "COALESCE(\($0), \(far))" }.joined(separator: ", ")
        let until = ends.count > 1 ? "LEAST(\(known))" : known
        let open = hasAllocations ? "CAST(i.amount + COALESCE(s.change, 0) AS decimal(18,4))" : "i.amount"
        return """
            SELECT \(own), \(open) AS open, m.scope, \(from) AS from_day, \(until) AS until_day
            FROM live_items i
            \(hasAllocations ? "LEFT JOIN effect_states s ON s.item_no = i.item_no\n" : "")\
            LEFT JOIN item_scopes m ON \(membership.condition(item: "i", scopes: "m", day: nil))
            WHERE \(open) <> 0 AND \(from) <= \(SQLText.literal(lastKeyDate))
              AND \(until) > \(SQLText.literal(firstDay)) AND \(from) < \(until)
            """
    }
}
