package import Model

/// Questions to the ledger and what is open at the key date, whose answers are checks of the data.
///
/// Built from what settlement has already: the items of each customer, and what is open. The items themselves are read again
/// only for those posted too late, where there are any.
package struct LedgerQuality: Sendable {
    package let asOf: CivilDate
    package let extractedOn: CivilDate?
    package let lastPosting: CivilDate?
    package let hasCustomers: Bool
    package let hasCollectors: Bool
    /// Columns of `items` that the extract has.
    package let columns: Set<String>
    /// Whether all items are looked at for duplicates; else those open at the key date with the same open amount.
    package let isWhole: Bool

    package init(
        asOf: CivilDate, extractedOn: CivilDate?, lastPosting: CivilDate?, hasCustomers: Bool, hasCollectors: Bool, columns: Set<String>, isWhole: Bool
    ) {
        self.asOf = asOf
        self.extractedOn = extractedOn
        self.lastPosting = lastPosting
        self.hasCustomers = hasCustomers
        self.hasCollectors = hasCollectors
        self.columns = columns
        self.isWhole = isWhole
    }

    private var day: String { SQLText.literal(asOf) }
    private var isOpen: String { "o.from_day <= \(day) AND o.until_day > \(day)" }
    private static let isUndated = "o.scope IS NOT NULL AND o.due_on IS NULL AND NOT (o.kind = 'receipt' AND o.open < 0)"
    private static let table = "customer_quality"

    /// `customer_quality`: by customer and currency, how many items there are, and how many of what is wrong.
    package var steps: [PlanStep] { [.keep(Self.table, byCustomer)] }
    /// What only these questions read.
    package static let scratch = [table]

    private var byCustomer: String {
        let master =
            hasCustomers
            ? """
            LEFT JOIN (
              SELECT customer_id, MAX(\(hasCollectors ? "NULLIF(collector, '')" : "customer_id")) AS collector
              FROM customer_versions WHERE from_day <= \(day) AND until_day > \(day) GROUP BY customer_id
            ) AS m ON m.customer_id = a.customer_id
            """ : ""
        let isKnown = hasCustomers ? "CASE WHEN a.customer_id IS NULL OR m.customer_id IS NOT NULL THEN 1 ELSE 0 END" : "1"
        let hasCollector = hasCustomers ? "CASE WHEN m.customer_id IS NULL OR m.collector IS NOT NULL THEN 1 ELSE 0 END" : "1"
        return """
            SELECT a.customer_id, a.currency, \(isKnown) AS is_known, \(hasCollector) AS has_collector,
              a.items, a.late, a.late_amount, a.future, a.future_amount, a.open_items, a.open_amount, a.undated, a.undated_amount
            FROM (
              SELECT customer_id, currency, SUM(items) AS items, SUM(late) AS late, SUM(late_amount) AS late_amount,
                SUM(future) AS future, SUM(future_amount) AS future_amount, SUM(open_items) AS open_items,
                SUM(open_amount) AS open_amount, SUM(undated) AS undated, SUM(undated_amount) AS undated_amount
              FROM (
                SELECT NULLIF(c.customer_id, '') AS customer_id, '' AS currency, c.items, 0 AS late, 0 AS late_amount,
                  0 AS future, 0 AS future_amount, 0 AS open_items, 0 AS open_amount, 0 AS undated, 0 AS undated_amount
                FROM item_combinations c
                UNION ALL
                SELECT o.customer_id, o.currency, 0, 0, 0, 0, 0, COUNT(*), SUM(o.open),
                  SUM(CASE WHEN \(Self.isUndated) THEN 1 ELSE 0 END), SUM(CASE WHEN \(Self.isUndated) THEN o.open ELSE 0 END)
                FROM open_states o WHERE \(isOpen) GROUP BY o.customer_id, o.currency
                \(tooLate)
              ) AS all_sides
              GROUP BY customer_id, currency
            ) AS a
            \(master)
            """
    }

    /// Items posted after the extract or the key date, where the newest posting says that there are any.
    private var tooLate: String {
        guard let lastPosting, lastPosting > min(extractedOn ?? asOf, asOf) else { return "" }
        let late = extractedOn.map { "i.posted_on > \(SQLText.literal($0))" } ?? "1 = 0"
        let future = "i.posted_on > \(day)"
        func sum(_ condition: String, _ what: String) -> String { "SUM(CASE WHEN \(condition) THEN \(what) ELSE 0 END)" }
        return """
            UNION ALL
            SELECT i.customer_id, i.currency, 0, \(sum(late, "1")), \(sum(late, "i.amount")), \(sum(future, "1")),
              \(sum(future, "i.amount")), 0, 0, 0, 0
            FROM ledger_items i WHERE i.posted_on > \(SQLText.literal(min(extractedOn ?? asOf, asOf)))
            GROUP BY i.customer_id, i.currency
            """
    }

    /// A row per currency: what is wrong, counted and added up; then, the same in each, how many customers have items and no
    /// master, and how many open items and no collector.
    package var byCurrency: String {
        """
        SELECT currency, \(counted("late", "late_amount")), \(counted("future", "future_amount")),
          \(counted("undated", "undated_amount")),
          \(counted("CASE WHEN is_known = 0 THEN items ELSE 0 END", "CASE WHEN is_known = 0 THEN open_amount ELSE 0 END")),
          CAST(SUM(CASE WHEN has_collector = 0 THEN open_amount ELSE 0 END) AS decimal(38,4)),
          (SELECT COUNT(DISTINCT CASE WHEN is_known = 0 AND items > 0 THEN customer_id END) FROM \(Self.table)),
          (SELECT COUNT(DISTINCT CASE WHEN has_collector = 0 AND open_items > 0 THEN customer_id END) FROM \(Self.table))
        FROM \(Self.table) GROUP BY currency ORDER BY currency
        """
    }

    private func counted(_ count: String, _ amount: String) -> String {
        "CAST(SUM(\(count)) AS bigint), CAST(SUM(\(amount)) AS decimal(38,4))"
    }

    /// The first few that a check found: the check's id and the item or customer.
    package func samples(of checks: [DataCheck]) -> String? {
        let parts = checks.compactMap { check -> String? in
            guard let select = sample(of: check) else { return nil }
            return "SELECT * FROM (SELECT \(SQLText.literal(check.id)) AS check_id, \(select) LIMIT 3) AS \(SQLText.quoted(check.id))"
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\nUNION ALL\n")
    }

    private func sample(of check: DataCheck) -> String? {
        switch check {
        case .futurePosting: extractedOn.map { items("posted_on > \(SQLText.literal($0))") }
        case .postedAfterKeyDate: items("posted_on > \(day)")
        case .noDueDate: items("item_no IN (SELECT o.item_no FROM open_states o WHERE \(isOpen) AND \(Self.isUndated))")
        case .noCustomerMaster: "customer_id AS name FROM \(Self.table) WHERE is_known = 0 AND items > 0 GROUP BY customer_id ORDER BY customer_id"
        case .noCollector:
            "customer_id AS name FROM \(Self.table) WHERE has_collector = 0 AND open_items > 0 GROUP BY customer_id ORDER BY customer_id"
        default: nil
        }
    }

    private func items(_ condition: String) -> String { "item_id AS name FROM ledger_items WHERE \(condition) ORDER BY item_id" }

    // MARK: Duplicates

    /// The largest groups of items that look like one posted twice, with the totals of their currency; nil where the
    /// extract names no documents.
    package var duplicates: String? {
        let names = ["document_no", "reference"].filter(columns.contains).map { "NULLIF(i.\($0), '')" }
        guard let first = names.first else { return nil }
        let number = names.count > 1 ? "COALESCE(\(names.joined(separator: ", ")))" : first
        // In a large ledger what is settled has had its day, and what repeats no open amount is no double.
        let open =
            isWhole
            ? ""
            : """
            JOIN (
                  SELECT DISTINCT o.item_no FROM open_states o
                  JOIN (
                    SELECT customer_id, currency, open FROM open_states o WHERE \(isOpen)
                    GROUP BY customer_id, currency, open HAVING COUNT(*) > 1
                  ) AS repeated ON repeated.customer_id = o.customer_id AND repeated.currency = o.currency AND repeated.open = o.open
                  WHERE \(isOpen)
                ) AS alike_open ON alike_open.item_no = i.item_no

            """
        return """
            SELECT currency, total_items, total_amount, customer_id, document, items, amount
            FROM (
              SELECT currency, customer_id, document, items, amount,
                CAST(SUM(items - 1) OVER (PARTITION BY currency) AS bigint) AS total_items,
                CAST(SUM((items - 1) * amount) OVER (PARTITION BY currency) AS decimal(38,4)) AS total_amount,
                ROW_NUMBER() OVER (PARTITION BY currency ORDER BY ABS(amount) DESC, customer_id, document) AS position
              FROM (
                SELECT i.currency, i.customer_id, \(number) AS document, i.amount, COUNT(*) AS items
                FROM ledger_items i
                \(open)WHERE i.customer_id IS NOT NULL AND \(number) IS NOT NULL
                GROUP BY i.currency, i.customer_id, i.kind, \(number), i.amount, CASE WHEN i.kind = 'receipt' THEN i.posted_on END
                HAVING COUNT(*) > 1 AND NOT (MIN(i.posted_on) = MAX(i.posted_on)
                  AND COALESCE(MIN(i.due_on) < MAX(i.due_on), 1 = 0))
              ) AS alike
            ) AS ranked
            WHERE position <= 3 ORDER BY currency, position
            """
    }

    // MARK: The ERP's balance

    /// What is open at the end of a day by currency, of the items with these numbers.
    package static func balance(on day: CivilDate, items: ClosedRange<Int>) -> String {
        let at = SQLText.literal(day)
        return """
            SELECT currency, CAST(SUM(open) AS decimal(38,4)) AS open_amount FROM open_states
            WHERE from_day <= \(at) AND until_day > \(at) AND item_no BETWEEN \(items.lowerBound) AND \(items.upperBound)
            GROUP BY currency ORDER BY currency
            """
    }
}
