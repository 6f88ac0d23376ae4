package import Model

/// The relations that a plugin's facts and details read, already filtered, converted and carrying `scope`.
package struct HostRelations: Sendable {
    package let settlement: Settlement
    package let membership: Membership
    /// Minor units of the report currency.
    package let places: Int
    package let rates: ReportDefinition.RateBasis
    package let asOf: CivilDate
    /// Columns of `items` in the ledger.
    package let itemColumns: [String]
    /// Columns of `customers` in the ledger.
    package let customerColumns: [String]

    package init(
        settlement: Settlement, membership: Membership, places: Int, rates: ReportDefinition.RateBasis,
        asOf: CivilDate, itemColumns: [String], customerColumns: [String]
    ) {
        self.settlement = settlement
        self.membership = membership
        self.places = places
        self.rates = rates
        self.asOf = asOf
        self.itemColumns = itemColumns
        self.customerColumns = customerColumns
    }

    /// What `facts/*.sql` may read. `open_items`: what is open at each key date; `flows`: items on their posting day.
    package var forFacts: [PlanStep] {
        [
            .define("open_items", openItems(at: nil, extra: [])), .define("flows", flows),
            .define("customers", customers),
        ]
    }

    /// What `details/*.sql` may read: `open_items` at the key date only, with the item's other columns that it names.
    package func forDetails(sql: String) -> [PlanStep] {
        let words = SQLText.words(sql)
        let carried = Set(settlement.carried)
        let extra = itemColumns.filter { words.contains($0.lowercased()) && !carried.contains($0) }
        return [.define("open_items", openItems(at: asOf, extra: extra)), .define("customers", customers)]
    }

    /// The names that a plugin's SQL on the ledger may read.
    package static let factNames: Set<String> = ["open_items", "flows", "customers", "periods", "params"]

    private func openItems(at day: CivilDate?, extra: [String]) -> String {
        let own = settlement.carried.map { ", s." + SQLText.quoted($0) }.joined()
        let more = extra.map { ", i." + SQLText.quoted($0) }.joined()
        let join = extra.isEmpty ? "" : "JOIN ledger_items i ON i.item_no = s.item_no\n"
        let only = day.map { " AND p.as_of = \(SQLText.literal($0))" } ?? ""
        return """
            SELECT p.as_of, s.scope\(own)\(more), s.open AS open_native,
              convert_money(s.open, r.p, r.q, \(places)) AS open_amount,
              days_between(COALESCE(s.due_on, s.posted_on), p.as_of) AS days_past_due
            FROM item_states s
            JOIN periods p ON s.from_day <= p.as_of AND s.until_day > p.as_of\(only)
            JOIN balance_rates r ON r.currency = s.currency AND r.day = \(balanceRateDay(item: "s", asOf: "p.as_of"))
            \(join)WHERE s.scope IS NOT NULL
            """
    }

    private func balanceRateDay(item: String, asOf: String) -> String {
        rates == .closing ? asOf : "COALESCE(\(item).document_date, \(item).posted_on)"
    }

    private func flowRateDay(item: String) -> String {
        rates == .closing ? "\(item).posted_on" : "COALESCE(\(item).document_date, \(item).posted_on)"
    }

    private var flows: String {
        let own = itemColumns.filter { !["amount", "posted_on"].contains($0) }
        return """
            SELECT i.posted_on AS day, m.scope, \(own.map { "i." + SQLText.quoted($0) }.joined(separator: ", ")),
              i.posted_on, i.amount AS native_amount, convert_money(i.amount, r.p, r.q, \(places)) AS amount
            FROM ledger_items i
            JOIN item_scopes m ON \(membership.condition(item: "i", scopes: "m", day: "i.posted_on"))
            JOIN flow_rates r ON r.currency = i.currency AND r.day = \(flowRateDay(item: "i"))
            WHERE i.posted_on <= \(SQLText.literal(asOf))
            """
    }

    private var customers: String {
        let columns = customerColumns.map { "c." + SQLText.quoted($0) }.joined(separator: ", ")
        let day = SQLText.literal(asOf)
        return "SELECT \(columns) FROM customer_versions c WHERE c.from_day <= \(day) AND c.until_day > \(day)"
    }

    // MARK: Which rates are needed

    /// Currencies with the days on which a balance needs a rate: the key date, or the documents' dates.
    package var balanceRateNeeds: String {
        rates == .closing
            ? """
            SELECT s.currency, p.as_of AS day, MIN(p.as_of) AS first_day, SUM(s.items) AS items
            FROM (
              SELECT currency, MIN(from_day) AS from_day, MAX(until_day) AS until_day, COUNT(*) AS items
              FROM item_states WHERE scope IS NOT NULL GROUP BY currency
            ) AS s JOIN periods p ON s.from_day <= p.as_of AND s.until_day > p.as_of
            GROUP BY s.currency, p.as_of ORDER BY s.currency, p.as_of
            """
            : """
            SELECT currency, COALESCE(document_date, posted_on) AS day, MIN(posted_on) AS first_day, COUNT(*) AS items
            FROM item_states WHERE scope IS NOT NULL
            GROUP BY currency, COALESCE(document_date, posted_on) ORDER BY currency, 2
            """
    }

    /// How many items, each counted once, need a rate of a currency on days that have none.
    package func itemsWithoutRate(of currency: String, balanceDays: [CivilDate], flowDays: [CivilDate]) -> String {
        func isOn(_ day: String, _ days: [CivilDate]) -> String {
            days.isEmpty ? "1 = 0" : "\(day) IN (\(days.map(SQLText.literal).joined(separator: ", ")))"
        }
        let code = SQLText.literal(currency)
        let periods = rates == .closing ? "JOIN periods p ON s.from_day <= p.as_of AND s.until_day > p.as_of\n" : ""
        return """
            SELECT COUNT(*) AS items FROM (
              SELECT s.item_no FROM item_states s
              \(periods)WHERE s.scope IS NOT NULL AND s.currency = \(code)
                AND \(isOn(balanceRateDay(item: "s", asOf: "p.as_of"), balanceDays))
              UNION
              SELECT i.item_no FROM ledger_items i
              \(flowFilter)WHERE i.currency = \(code) AND i.posted_on <= \(SQLText.literal(asOf))
                AND \(isOn(flowRateDay(item: "i"), flowDays))
            ) AS items_without_rate
            """
    }

    private var flowFilter: String {
        membership.filters.isEmpty
            ? "" : "JOIN item_scopes m ON \(membership.condition(item: "i", scopes: "m", day: "i.posted_on"))\n"
    }

    /// Currencies with the days on which a flow needs a rate.
    package var flowRateNeeds: String {
        let day = flowRateDay(item: "i")
        return """
            SELECT i.currency, \(day) AS day, MIN(i.posted_on) AS first_day, COUNT(*) AS items
            FROM ledger_items i
            \(flowFilter)WHERE i.posted_on <= \(SQLText.literal(asOf))
            GROUP BY i.currency, \(day) ORDER BY i.currency, 2
            """
    }
}
