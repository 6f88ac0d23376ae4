package import Model

/// Which scope each customer (and each combination of the items' own dimensions) belongs to.
///
/// `item_members` has one row per customer, combination and stretch of days `[from_day, until_day)` in which the
/// customer master is the same, with the members of the report's dimensions as `d_0`, `d_1`, … Rows that the filter
/// leaves out are missing. Swift numbers the distinct members as scopes; `item_scopes` then carries `scope`. Where customers
/// move into and out of a filter, the stretches outside it are there too, without a scope: what is open then still is.
package struct Membership: Sendable {
    /// The report's, then those that only decide a calendar.
    package let dimensions: [Dimension]
    /// How many of the dimensions the report groups by.
    package let shown: Int
    package let filters: [(dimension: Dimension, members: [String])]
    /// Whether the customer master has rows with `valid_from`.
    package let hasVersions: Bool
    /// What also belongs to scopes, beside items.
    package let records: [RecordRelation]
    /// A column of the items with the number of their customer, which `item_customers` has with the id; nil: there is none.
    package let key: String?

    /// `hidden`: dimensions beyond the report's own.
    package init(
        dimensions: [Dimension], hidden: [Dimension] = [], filters: [(dimension: Dimension, members: [String])],
        hasVersions: Bool, records: [RecordRelation] = [], key: String? = nil
    ) {
        self.key = key
        self.dimensions = dimensions + hidden
        self.shown = dimensions.count
        self.filters = filters
        self.hasVersions = hasVersions
        self.records = records
    }

    /// Columns of `items` by which members differ within a customer.
    package var itemColumns: [String] {
        var seen: Set<String> = []
        return (dimensions + filters.map(\.dimension)).filter { $0.origin == .items }.map(\.name)
            .filter { seen.insert($0).inserted }
    }

    package var steps: [PlanStep] {
        let own = itemColumns.map { ", COALESCE(i.\(SQLText.quoted($0)), '') AS \(SQLText.quoted("i_" + $0))" }
        let grouped = itemColumns.map { ", COALESCE(i.\(SQLText.quoted($0)), '')" }
        return [
            .keep("item_combinations", combinations(own, grouped)),
            .define("customer_versions", customerVersions),
            .keep("item_members", members),
        ]
    }

    /// Records may name customers without items, so they bring combinations of their own.
    private func combinations(_ own: [String], _ grouped: [String]) -> String {
        let ofItems = self.ofItems(own.joined(), grouped.joined())
        guard !records.isEmpty else { return ofItems }
        let columns = itemColumns.map { ", " + SQLText.quoted("i_" + $0) }.joined()
        let ofRecords = records.map {
            "SELECT DISTINCT scope_customer AS customer_id\(columns), 0 AS items FROM \($0.table)"
        }
        return """
            SELECT customer_id\(columns), CAST(SUM(items) AS bigint) AS items
            FROM (
            \(([ofItems] + ofRecords).joined(separator: "\nUNION ALL\n"))
            ) AS combinations
            GROUP BY customer_id\(columns)
            """
    }

    private func ofItems(_ own: String, _ grouped: String) -> String {
        guard let key else {
            return """
                SELECT COALESCE(i.customer_id, '') AS customer_id\(own), COUNT(*) AS items
                FROM ledger_items i
                GROUP BY COALESCE(i.customer_id, '')\(grouped)
                """
        }
        let columns = itemColumns.map { ", g." + SQLText.quoted("i_" + $0) }.joined()
        return """
            SELECT k.customer_id\(columns), g.items
            FROM (SELECT i.\(key)\(own), COUNT(*) AS items FROM ledger_items i GROUP BY i.\(key)\(grouped)) AS g
            JOIN item_customers k ON k.\(key) = g.\(key)
            """
    }

    /// The first version of a customer also holds for all days before it.
    private var customerVersions: String {
        guard hasVersions else {
            return "SELECT c.*, DATE '0001-01-01' AS from_day, DATE '9999-12-31' AS until_day FROM ledger_customers c"
        }
        return """
            SELECT c.*,
              CASE WHEN ROW_NUMBER() OVER (PARTITION BY c.customer_id ORDER BY c.valid_from NULLS FIRST) = 1
                THEN DATE '0001-01-01' ELSE c.valid_from END AS from_day,
              COALESCE(LEAD(c.valid_from) OVER (PARTITION BY c.customer_id ORDER BY c.valid_from NULLS FIRST),
                DATE '9999-12-31') AS until_day
            FROM ledger_customers c
            """
    }

    private func member(_ dimension: Dimension) -> String {
        let column =
            dimension.origin == .items
            ? "m.\(SQLText.quoted("i_" + dimension.name))" : "c.\(SQLText.quoted(dimension.name))"
        return "COALESCE(NULLIF(CAST(\(column) AS varchar(4000)), ''), \(SQLText.literal(Dimension.missingMember)))"
    }

    private var keepsOutside: Bool { hasVersions && !filters.isEmpty }

    private var members: String {
        let own = itemColumns.map { ", m.\(SQLText.quoted("i_" + $0))" }.joined()
        let named = dimensions.enumerated().map { ", \(member($1)) AS d_\($0)" }.joined()
        let conditions = filters.map { filter in
            "\(member(filter.dimension)) IN (\(filter.members.map(SQLText.literal).joined(separator: ", ")))"
        }
        let isInside = conditions.joined(separator: " AND ")
        let inside = keepsOutside ? ", CASE WHEN \(isInside) THEN 1 ELSE 0 END AS is_inside" : ""
        return """
            SELECT m.customer_id\(own), m.items\(inside),
              COALESCE(c.from_day, DATE '0001-01-01') AS from_day,
              COALESCE(c.until_day, DATE '9999-12-31') AS until_day\(named)
            FROM item_combinations m
            LEFT JOIN customer_versions c ON c.customer_id = m.customer_id
            \(conditions.isEmpty || keepsOutside ? "" : "WHERE " + isInside)
            """
    }

    /// How many items have no member in a filtered dimension, where the filter doesn't ask for those; nil without one.
    package var unreachedQuery: String? {
        let strict = filters.filter { !$0.members.contains(Dimension.missingMember) }
        guard !strict.isEmpty else { return nil }
        let missing = strict.map { "\(member($0.dimension)) = \(SQLText.literal(Dimension.missingMember))" }
        return """
            SELECT COALESCE(SUM(m.items), 0) AS items
            FROM item_combinations m LEFT JOIN customer_versions c ON c.customer_id = m.customer_id
            WHERE \(missing.joined(separator: " OR "))
            """
    }

    /// The members of each scope, to be numbered.
    package var scopesQuery: String {
        let columns = dimensions.indices.map { "d_\($0)" }
        let only = keepsOutside ? " WHERE is_inside = 1" : ""
        return columns.isEmpty
            ? "SELECT COUNT(*) AS members FROM item_members\(only)"
            : "SELECT \(columns.joined(separator: ", ")) FROM item_members\(only) GROUP BY \(columns.joined(separator: ", "))"
    }

    /// After `scopes (scope, d_0, …)` is there.
    package var numbered: [PlanStep] { [scopesOfItems] + records.map(scoped) }

    private var scopesOfItems: PlanStep {
        let own = itemColumns.map { ", m.\(SQLText.quoted("i_" + $0))" }.joined()
        let same = (dimensions.indices.map { "s.d_\($0) = m.d_\($0)" } + (keepsOutside ? ["m.is_inside = 1"] : []))
            .joined(separator: " AND ")
        // A customer of records alone has no number.
        let number = key.map { (column: ", k.\($0)", join: "\nLEFT JOIN item_customers k ON k.customer_id = m.customer_id") }
        return .keep(
            "item_scopes",
            """
            SELECT m.customer_id\(number?.column ?? "")\(own), m.from_day, m.until_day, s.scope
            FROM item_members m \(keepsOutside ? "LEFT " : "")JOIN scopes s ON \(same.isEmpty ? "1 = 1" : same)\(number?.join ?? "")
            """)
    }

    /// A record's scopes, each with the stretch of days in which it is in it: found once, not at every key date.
    private func scoped(_ relation: RecordRelation) -> PlanStep {
        let own = itemColumns.map { SQLText.quoted("i_" + $0) }.map { " AND m.\($0) = r.\($0)" }.joined()
        return .keep(
            relation.scopedTable,
            """
            SELECT r.*, m.scope, m.from_day AS scope_from, m.until_day AS scope_until
            FROM \(relation.table) r JOIN item_scopes m ON m.customer_id = r.scope_customer\(own)\(keepsOutside ? " AND m.scope IS NOT NULL" : "")
            """)
    }

    /// Whether a row of a record's scopes holds on a day; nil where each always does.
    func condition(record: String, day: String) -> String? {
        hasVersions ? "\(record).scope_from <= \(day) AND \(record).scope_until > \(day)" : nil
    }

    /// The join condition that finds an item's scope; `day` is the day whose customer master counts.
    func condition(item: String, scopes: String, day: String?) -> String {
        var parts = [key.map { "\(scopes).\($0) = \(item).\($0)" } ?? "\(scopes).customer_id = COALESCE(\(item).customer_id, '')"]
        parts += itemColumns.map {
            "\(scopes).\(SQLText.quoted("i_" + $0)) = COALESCE(\(item).\(SQLText.quoted($0)), '')"
        }
        if hasVersions, let day {
            parts += ["\(scopes).from_day <= \(day)", "\(scopes).until_day > \(day)"]
            if keepsOutside { parts.append("\(scopes).scope IS NOT NULL") }
        }
        return parts.joined(separator: " AND ")
    }
}
