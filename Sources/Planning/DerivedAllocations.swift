package import Model

/// Makes allocations from what items say of each other, for extracts that list no allocations of their own.
///
/// Four extra columns of `items` take part, each where it is there:
/// - `settles`: the item that a credit pays in part, by its id or by what that item is `settled_as`;
/// - `nets_with`: credits and debits with the same text undo each other, the oldest first;
/// - `remaining`: what is still open at the extract's date; what isn't was settled, and is paired with the customer's
///   other settled amounts in the order in which they were closed. What has no partner was settled by something that
///   isn't in the extract, and counts as settled from the beginning.
///
/// A credit never settles more of an item than is left of it: the rest stays open, and is told.
package struct DerivedAllocations: Sendable {
    private let columns: Set<String>
    private let hasCleared: Bool

    package static let columnNames: Set<String> = ["settles", "settled_as", "nets_with", "remaining"]

    package init(_ items: LedgerShape.Relation) {
        hasCleared = items.has("cleared_on")
        let fitting = items.fields.filter { field in
            if field.name != "remaining" { return true }
            if case .decimal = field.type { return true }
            return false
        }
        columns = Set(fitting.map(\.name)).intersection(Self.columnNames)
    }

    /// Whether there is anything to derive from.
    package var isPossible: Bool { !columns.isDisjoint(with: ["settles", "nets_with", "remaining"]) }

    package var steps: [PlanStep] {
        [
            .keep("derived_references", references), .keep("derived_items", items), .keep("derived_links", links), .keep("derived_nets", nets),
            .keep("derived_paid", paid), .keep("derived_rests", rests), .keep("derived_outside", outside),
            .keep("raw_allocations", allocations),
        ]
    }

    /// What only the derivation reads.
    package var scratch: [String] { [
        "derived_references", "derived_items", "derived_links", "derived_nets", "derived_paid", "derived_rests", "derived_outside",
    ] }

    private func column(_ name: String, _ type: LedgerType = .text) -> String {
        columns.contains(name) ? name : "CAST(NULL AS \(SQLText.type(type))) AS \(name)"
    }

    private var items: String {
        """
        SELECT item_no, item_id, customer_id, currency, posted_on, amount, ABS(amount) AS size,
          \(hasCleared ? "cleared_on" : "CAST(NULL AS date) AS cleared_on"),
          \(column("settles")), \(column("settled_as")), \(column("nets_with")), \(column("remaining", .money))
        FROM raw_items WHERE amount <> 0 AND (\(taking.joined(separator: " OR ")))
        """
    }

    /// Few items take part in most ledgers: those that say something, and those that others name.
    private var taking: [String] {
        var taking = ["settles", "nets_with", "remaining"].filter(columns.contains).map { "\($0) IS NOT NULL" }
        if columns.contains("settles") {
            taking.append("item_id IN (SELECT name FROM derived_references)")
            if columns.contains("settled_as") { taking.append("settled_as IN (SELECT name FROM derived_references)") }
        }
        return taking
    }

    private var references: String {
        columns.contains("settles")
            ? "SELECT settles AS name FROM raw_items WHERE settles IS NOT NULL GROUP BY settles"
            : "SELECT item_id AS name FROM raw_items WHERE 1 = 0"
    }

    /// Which debit a credit refers to: the item of that id, else the only debit that goes by that name.
    private var links: String {
        """
        SELECT c.item_no AS from_no, MIN(t.item_no) AS to_no
        FROM derived_items c JOIN derived_items t ON t.item_id = c.settles AND t.currency = c.currency
        WHERE c.amount < 0 AND t.amount > 0
        GROUP BY c.item_no
        UNION ALL
        SELECT c.item_no AS from_no, MIN(t.item_no) AS to_no
        FROM derived_items c
        JOIN derived_items t ON t.settled_as = c.settles AND t.currency = c.currency
        LEFT JOIN derived_items i ON i.item_id = c.settles
        WHERE c.amount < 0 AND t.amount > 0 AND i.item_no IS NULL
        GROUP BY c.item_no
        HAVING COUNT(*) = 1
        """
    }

    /// Stretches of a running sum, one side against the other: where they overlap, one pays for the other.
    private var nets: String {
        let sides = """
            SELECT item_no, nets_with, currency, posted_on, amount, size,
              SUM(size) OVER (PARTITION BY nets_with, currency, CASE WHEN amount < 0 THEN 0 ELSE 1 END
                ORDER BY posted_on, item_no ROWS UNBOUNDED PRECEDING) AS upto
            FROM derived_items WHERE nets_with IS NOT NULL
            """
        return """
            SELECT c.item_no AS from_no, d.item_no AS to_no, GREATEST(c.posted_on, d.posted_on) AS allocated_on,
              CAST(LEAST(c.upto, d.upto) - GREATEST(c.upto - c.size, d.upto - d.size) AS decimal(18,4)) AS amount
            FROM (\(sides)) AS c JOIN (\(sides)) AS d ON d.nets_with = c.nets_with AND d.currency = c.currency
            WHERE c.amount < 0 AND d.amount > 0 AND LEAST(c.upto, d.upto) > GREATEST(c.upto - c.size, d.upto - d.size)
            """
    }

    /// What a credit pays of the item that it refers to: the part of it that isn't undone, up to what is left there.
    private var paid: String {
        """
        SELECT from_no, to_no, allocated_on, CAST(wanted AS decimal(18,4)) AS wanted,
          CAST(LEAST(wanted, GREATEST(room - (upto - wanted), 0)) AS decimal(18,4)) AS amount
        FROM (
          SELECT l.from_no, l.to_no, GREATEST(c.posted_on, t.posted_on) AS allocated_on, c.size - COALESCE(n.amount, 0) AS wanted,
            t.size AS room,
            SUM(c.size - COALESCE(n.amount, 0)) OVER (PARTITION BY l.to_no ORDER BY c.posted_on, c.item_no ROWS UNBOUNDED PRECEDING) AS upto
          FROM derived_links l
          JOIN derived_items c ON c.item_no = l.from_no
          JOIN derived_items t ON t.item_no = l.to_no
          LEFT JOIN (SELECT from_no, SUM(amount) AS amount FROM derived_nets GROUP BY from_no) AS n ON n.from_no = l.from_no
        ) AS wishes
        """
    }

    /// What items with a remaining amount had settled otherwise, as stretches of a running sum per customer.
    private var rests: String {
        let settled = """
            SELECT i.item_no, i.customer_id, i.currency, i.posted_on, i.cleared_on, i.amount,
              i.size - ABS(i.remaining) - COALESCE(e.amount, 0) AS size
            FROM derived_items i
            LEFT JOIN (
              SELECT item_no, SUM(amount) AS amount FROM (
                SELECT from_no AS item_no, amount FROM derived_paid UNION ALL SELECT to_no, amount FROM derived_paid
                UNION ALL SELECT from_no, amount FROM derived_nets UNION ALL SELECT to_no, amount FROM derived_nets
              ) AS effects GROUP BY item_no
            ) AS e ON e.item_no = i.item_no
            WHERE i.remaining IS NOT NULL AND i.customer_id IS NOT NULL
            """
        let sides = """
            SELECT item_no, customer_id, currency, posted_on, cleared_on, amount, size,
              SUM(size) OVER (PARTITION BY customer_id, currency, CASE WHEN amount < 0 THEN 0 ELSE 1 END
                ORDER BY COALESCE(cleared_on, DATE '9999-12-31'), posted_on, item_no ROWS UNBOUNDED PRECEDING) AS upto
            FROM (\(settled)) AS settled WHERE size > 0
            """
        return """
            SELECT c.item_no AS from_no, d.item_no AS to_no,
              GREATEST(c.posted_on, d.posted_on, COALESCE(LEAST(COALESCE(c.cleared_on, d.cleared_on),
                COALESCE(d.cleared_on, c.cleared_on)), c.posted_on)) AS allocated_on,
              CAST(LEAST(c.upto, d.upto) - GREATEST(c.upto - c.size, d.upto - d.size) AS decimal(18,4)) AS amount
            FROM (\(sides)) AS c JOIN (\(sides)) AS d ON d.customer_id = c.customer_id AND d.currency = c.currency
            WHERE c.amount < 0 AND d.amount > 0 AND LEAST(c.upto, d.upto) > GREATEST(c.upto - c.size, d.upto - d.size)
            """
    }

    /// What is left to explain of open items' settled parts.
    private var outside: String {
        """
        SELECT i.item_no, i.posted_on AS allocated_on, CAST(i.size - ABS(i.remaining) - COALESCE(e.amount, 0) AS decimal(18,4)) AS amount
        FROM derived_items i
        LEFT JOIN (
          SELECT item_no, SUM(amount) AS amount FROM (
            SELECT from_no AS item_no, amount FROM derived_paid UNION ALL SELECT to_no, amount FROM derived_paid
            UNION ALL SELECT from_no, amount FROM derived_nets UNION ALL SELECT to_no, amount FROM derived_nets
            UNION ALL SELECT from_no, amount FROM derived_rests UNION ALL SELECT to_no, amount FROM derived_rests
          ) AS effects GROUP BY item_no
        ) AS e ON e.item_no = i.item_no
        WHERE i.remaining IS NOT NULL AND i.cleared_on IS NULL
          AND i.size - ABS(i.remaining) - COALESCE(e.amount, 0) <> 0
        """
    }

    /// What stands for an item that the extract doesn't have.
    package static let elsewhere = "(not in the extract)"

    private var allocations: String {
        let none = "CAST(NULL AS date)"
        return """
            SELECT f.item_id AS from_item, t.item_id AS to_item, a.allocated_on, a.amount, a.reversed_on
            FROM (
              SELECT from_no, to_no, allocated_on, amount, \(none) AS reversed_on FROM derived_paid WHERE amount > 0
              UNION ALL
              SELECT l.from_no, l.to_no, c.posted_on, n.amount, n.allocated_on
              FROM derived_nets n JOIN derived_links l ON l.from_no = n.from_no
              JOIN derived_items c ON c.item_no = n.from_no
              WHERE n.allocated_on > c.posted_on
              UNION ALL
              SELECT from_no, to_no, allocated_on, amount, \(none) FROM derived_nets
              UNION ALL
              SELECT from_no, to_no, allocated_on, amount, \(none) FROM derived_rests
            ) AS a
            JOIN derived_items f ON f.item_no = a.from_no
            JOIN derived_items t ON t.item_no = a.to_no
            UNION ALL
            SELECT CASE WHEN i.amount < 0 THEN i.item_id ELSE '\(Self.elsewhere)' END,
              CASE WHEN i.amount < 0 THEN '\(Self.elsewhere)' ELSE i.item_id END, o.allocated_on, o.amount, \(none)
            FROM derived_outside o JOIN derived_items i ON i.item_no = o.item_no
            WHERE o.amount > 0
            """
    }
}

/// Questions whose answers become findings.
extension DerivedAllocations {
    /// Credits that refer to an item that isn't there: those that stay open, and those that count as settled.
    package static let unknown = """
        SELECT COALESCE(SUM(CASE WHEN c.cleared_on IS NULL THEN 1 ELSE 0 END), 0) AS open_items,
          COALESCE(SUM(CASE WHEN c.cleared_on IS NULL THEN 0 ELSE 1 END), 0) AS settled_items
        FROM derived_items c LEFT JOIN derived_links l ON l.from_no = c.item_no
        WHERE c.settles IS NOT NULL AND c.amount < 0 AND l.from_no IS NULL
        """

    /// Credits larger than what was left of the item that they refer to.
    package static let beyond = "SELECT COUNT(*) AS items FROM derived_paid WHERE amount < wanted"

    /// Debits that refer to another item: residuals of short payments stand on their own.
    package static let debits = """
        SELECT COUNT(*) AS items FROM derived_items d
        WHERE d.settles IS NOT NULL AND d.amount > 0 AND d.nets_with IS NULL
        """

    /// Open items that something outside the extract settled in part, and those of which more was settled than remains.
    package static let leftOver = """
        SELECT i.currency, SUM(CASE WHEN o.amount > 0 THEN 1 ELSE 0 END) AS items,
          CAST(SUM(CASE WHEN o.amount > 0 THEN o.amount ELSE 0 END) AS decimal(38,4)) AS amount,
          SUM(CASE WHEN o.amount < 0 THEN 1 ELSE 0 END) AS other_items,
          CAST(SUM(CASE WHEN o.amount < 0 THEN -o.amount ELSE 0 END) AS decimal(38,4)) AS other_amount
        FROM derived_outside o JOIN derived_items i ON i.item_no = o.item_no
        GROUP BY i.currency ORDER BY i.currency
        """
}
