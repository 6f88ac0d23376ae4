internal import Model

/// Questions to the settled ledger whose answers become findings.
extension Settlement {
    /// Allocations between items of different currencies; these can't be tolerated.
    package static let mixedCurrencies = """
        SELECT from_currency, to_currency, COUNT(*) AS allocations FROM live_allocations
        WHERE from_currency <> to_currency GROUP BY from_currency, to_currency ORDER BY from_currency, to_currency
        """

    /// Allocations to items that the extract doesn't have.
    package static let danglingAllocations = """
        SELECT COUNT(*) AS allocations FROM live_allocations a
        LEFT JOIN ledger_items i ON i.item_id = a.other_item
        WHERE a.other_item IS NOT NULL AND i.item_id IS NULL
        """

    /// Allocations from a debit, or to a credit.
    package static let wrongSigns =
        "SELECT COUNT(*) AS allocations FROM live_allocations WHERE from_amount > 0 OR to_amount < 0"

    /// Items allocated past zero on some day.
    package static let pastZero = """
        SELECT COUNT(*) AS items FROM (
          SELECT e.item_no FROM effect_states e JOIN live_items i ON i.item_no = e.item_no
          WHERE (i.amount > 0 AND i.amount + e.change < 0) OR (i.amount < 0 AND i.amount + e.change > 0)
          GROUP BY e.item_no
        ) AS past_zero
        """

    /// Items with allocations that don't add up to zero on the day they were cleared.
    package static let clearedOtherwise = """
        SELECT COUNT(*) AS items FROM effect_states e JOIN live_items i ON i.item_no = e.item_no
        WHERE i.cleared_on IS NOT NULL AND i.amount + e.change <> 0 AND COALESCE(e.from_day, i.posted_on) <= i.cleared_on
          AND (e.until_day IS NULL OR e.until_day > i.cleared_on)
        """

    /// Open amounts per currency at the key date, against all amounts posted by it.
    package var tieOut: String {
        let day = SQLText.literal(lastKeyDate)
        return """
            SELECT currency, CAST(SUM(open_amount) AS decimal(38,4)) AS open_amount,
              CAST(SUM(posted_amount) AS decimal(38,4)) AS posted_amount
            FROM (
              SELECT currency, open AS open_amount, CAST(0 AS decimal(18,4)) AS posted_amount FROM open_states
              WHERE from_day <= \(day) AND until_day > \(day)
              UNION ALL
              SELECT currency, CAST(0 AS decimal(18,4)), amount FROM ledger_items WHERE posted_on <= \(day)
            ) AS both_sides
            GROUP BY currency ORDER BY currency
            """
    }

    /// The customers with the largest difference in one currency.
    package func tieOutCustomers(currency: String) -> String {
        let day = SQLText.literal(lastKeyDate)
        let code = SQLText.literal(currency)
        return """
            SELECT customer_id, SUM(amount) AS difference FROM (
              SELECT customer_id, open AS amount FROM open_states
              WHERE from_day <= \(day) AND until_day > \(day) AND currency = \(code)
              UNION ALL
              SELECT customer_id, -amount FROM ledger_items WHERE posted_on <= \(day) AND currency = \(code)
            ) AS both_sides
            GROUP BY customer_id HAVING SUM(amount) <> 0
            ORDER BY ABS(SUM(amount)) DESC, customer_id LIMIT 3
            """
    }
}
