package import Model

/// The relations that a plugin's facts and details read, already filtered, converted and carrying `scope`.
package struct HostRelations: Sendable {
    package let settlement: Settlement
    package let membership: Membership
    /// Minor units of the report currency.
    package let places: Int
    package let currency: String
    package let rates: ReportDefinition.RateBasis
    package let asOf: CivilDate
    /// The first day of which flows are known; nil where the ledger doesn't say.
    package let flowsFrom: CivilDate?
    /// Whether anything is in another currency than the report's; where nothing is, no rate is looked up.
    package var hasForeign = true
    /// Where lists find the columns of an item that aren't carried along: the items, or what was kept of them.
    package var texts = "ledger_items"
    /// Columns of `items` in the ledger.
    package let itemColumns: [String]
    /// Columns of `customers` in the ledger.
    package let customerColumns: [String]
    /// Columns of disputes, promises, … in the ledger, by relation.
    package var recordColumns: [String: [String]] = [:]
    /// Whether any record's amount has to be converted.
    package var hasForeignRecords = false
    /// Whether flows name the host's number of an item.
    package var flowsNumberItems = false

    package init(
        settlement: Settlement, membership: Membership, places: Int, currency: String, rates: ReportDefinition.RateBasis,
        asOf: CivilDate, flowsFrom: CivilDate?, itemColumns: [String], customerColumns: [String]
    ) {
        self.settlement = settlement
        self.membership = membership
        self.places = places
        self.currency = currency
        self.rates = rates
        self.asOf = asOf
        self.flowsFrom = flowsFrom
        self.itemColumns = itemColumns
        self.customerColumns = customerColumns
    }

    /// What `facts/*.sql` may read. `open_items`: what is open at each key date; `flows`: items on their posting day.
    package var forFacts: [PlanStep] {
        [openItemsAtAllDates, dailyFlows, .define("customers", customers)] + membership.records.flatMap { [records($0), events($0)] }
    }

    /// `item_states` for a metric: before the first key date of those items only for which it asks, though other metrics
    /// ask for more.
    package func itemStates(reaches: [StateReach]) -> PlanStep {
        let all = "SELECT s.item_no, s.currency, s.from_day, s.until_day, s.open AS open_native FROM open_states s"
        guard !reaches.contains(where: \.isOfAll) else { return .define("item_states", all) }
        let ends = ["s.until_day > \(SQLText.literal(settlement.firstKeyDate))"] + reaches.compactMap { $0.condition("s") }
        return .define("item_states", "\(all)\nWHERE \(ends.joined(separator: " OR "))")
    }

    /// `flows` for a fact set: by the date that it wants as the items' day, and where it lets days be folded, `day` is the
    /// last of its span in `fact_days (day, span)`.
    package func flows(for set: FactSet) -> PlanStep { .define("flows", flows(folded: set.trailing != nil, by: set.day)) }
    package var dailyFlows: PlanStep { .define("flows", flows(folded: false, by: .posted_on)) }
    package var openItemsAtAllDates: PlanStep { .define("open_items", openItems(at: nil, extra: [])) }

    /// What `details/*.sql` may read: `open_items` at the key date only, with the item's other columns that it names.
    package func forDetails(sql: String) -> [PlanStep] {
        let words = SQLWords.of(sql)
        let carried = Set(settlement.carried)
        let extra = itemColumns.filter { words.contains($0.lowercased()) && !carried.contains($0) }
        let views = membership.records.filter { words.contains($0.name) }
        return [.define("open_items", openItems(at: asOf, extra: extra))] + views.map { records($0, at: asOf) }
    }

    /// What facts read again after lists.
    package var afterDetails: [PlanStep] { [openItemsAtAllDates] + membership.records.map { records($0) } }

    /// `item_texts`: what the lists show of the items open at the key date beside the columns that are carried.
    package func itemTexts(details: [String]) -> PlanStep {
        let words = details.reduce(into: Set<String>()) { $0.formUnion(SQLWords.of($1)) }
        let carried = Set(settlement.carried)
        let columns = itemColumns.filter { words.contains($0.lowercased()) && !carried.contains($0) }
        let day = SQLText.literal(asOf)
        return .keep(
            "item_texts",
            """
            SELECT i.item_no\(columns.map { ", i." + SQLText.quoted($0) }.joined())
            FROM ledger_items i
            JOIN (SELECT DISTINCT item_no FROM open_states WHERE from_day <= \(day) AND until_day > \(day)) AS o
              ON o.item_no = i.item_no
            """)
    }

    /// Columns of `items` that flows may still read when settlement is done.
    package func flowColumns(sql: [String]) -> Set<String> {
        let words = sql.map(SQLWords.of).filter { $0.contains("flows") }.reduce(into: Set<String>()) { $0.formUnion($1) }
        var kept = Set(itemColumns.filter { words.contains($0.lowercased()) })
        kept.formUnion(["kind", "posted_on", "currency", "amount", membership.key ?? "customer_id"])
        if flowsNumberItems { kept.insert("item_no") }
        // The day of flows by value date, whether or not the SQL names it.
        kept.insert("value_date")
        kept.formUnion(membership.itemColumns)
        if rates == .document_date { kept.insert("document_date") }
        return kept
    }

    /// The names that a plugin's SQL on the ledger may read.
    package static let factNames: Set<String> =
        Set([
            "open_items", "flows", "customers", "periods", "params", "days", "windows", "scope_calendars", "item_states",
            "returned_receipts", "ledger",
        ] + RecordRelation.all.flatMap { [$0.name, $0.events] })

    /// Whether a plugin's view would stand in the place of what the host keeps on the ledger's engine, or may come to keep.
    package static func isTaken(_ name: String) -> Bool {
        factNames.contains(name) || ["detail_rows", "split_scopes", "fact_days", "scopes", "effect_states", "late_partners"].contains(name)
            || ["params_", "ledger_", "raw_", "item_", "open_", "live_", "derived_", "customer_", "balance_", "flow_"].contains(where: name.hasPrefix)
    }

    private func openItems(at day: CivilDate?, extra: [String]) -> String {
        let own = settlement.carried.map { ", s." + SQLText.quoted($0) }.joined()
        let more = extra.map { ", i." + SQLText.quoted($0) }.joined()
        let join = extra.isEmpty ? "" : "JOIN \(texts) i ON i.item_no = s.item_no\n"
        let only = day.map { " AND p.as_of = \(SQLText.literal($0))" } ?? ""
        let rateDay = balanceRateDay(item: "s", asOf: "p.as_of")
        return bothCurrencies("s") { amount, rates, condition in
            """
            SELECT p.as_of, s.scope\(own)\(more), s.open AS open_native, \(amount("s.open")) AS open_amount,
              days_between(COALESCE(s.due_on, s.posted_on), p.as_of) AS days_past_due
            FROM open_states s
            JOIN periods p ON s.from_day <= p.as_of AND s.until_day > p.as_of\(only)
            \(rates("balance_rates", rateDay))\(join)WHERE s.scope IS NOT NULL AND \(condition)
            """
        }
    }

    /// Most items are in the report currency and need no rate: they take a branch of their own, without the join.
    private func bothCurrencies(
        _ item: String,
        _ select: (_ amount: (String) -> String, _ rates: (String, String) -> String, _ condition: String) -> String
    ) -> String {
        let code = SQLText.literal(currency)
        let own = select({ "convert_money(\($0), 1, 1, \(places))" }, { _, _ in "" }, "\(item).currency = \(code)")
        guard hasForeign else { return own }
        let foreign = select(
            { "convert_money(\($0), r.p, r.q, \(places))" },
            { "JOIN \($0) r ON r.currency = \(item).currency AND r.day = \($1)\n" }, "\(item).currency <> \(code)")
        return own + "\nUNION ALL\n" + foreign
    }

    private func balanceRateDay(item: String, asOf: String) -> String {
        rates == .closing ? asOf : "COALESCE(\(item).document_date, \(item).posted_on)"
    }

    private func flowRateDay(item: String) -> String {
        rates == .closing ? "\(item).posted_on" : "COALESCE(\(item).document_date, \(item).posted_on)"
    }

    private func flows(folded: Bool, by flowDay: FactSet.FlowDay) -> String {
        // Columns given up after settlement read NULL here: no flow SQL names them.
        let own = itemColumns.filter { !["amount", "posted_on", "item_no"].contains($0) } + (flowsNumberItems ? ["item_no"] : [])
        let isPosting = flowDay == .posted_on
        let day = isPosting ? "i.posted_on" : "COALESCE(i.value_date, i.posted_on)"
        var fold = folded ? "JOIN fact_days d ON d.day = \(day)\n" : ""
        let shown = folded ? "d.span" : day
        var known = shown
        if !isPosting {
            known = folded ? "CASE WHEN i.posted_on <= \(day) THEN d.span ELSE k.span END" : "GREATEST(i.posted_on, \(day))"
            if folded { fold += "LEFT JOIN fact_days k ON k.day = i.posted_on\n" }
        }
        let ends = isPosting ? "" : " AND \(day) <= \(SQLText.literal(asOf))"
        return bothCurrencies("i") { amount, rates, condition in
            """
            SELECT \(shown) AS day, m.scope, \(known) AS known_on,
              \(own.map { "i." + SQLText.quoted($0) }.joined(separator: ", ")),
              i.posted_on, i.amount AS native_amount, \(amount("i.amount")) AS amount
            FROM ledger_items i
            JOIN item_scopes m ON \(membership.condition(item: "i", scopes: "m", day: day))
            \(fold)\(rates("flow_rates", flowRateDay(item: "i")))\
            WHERE \(flowDays)\(ends) AND \(condition)
            """
        }
    }

    private var flowDays: String {
        "i.posted_on <= \(SQLText.literal(asOf))" + (flowsFrom.map { " AND i.posted_on >= \(SQLText.literal($0))" } ?? "")
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
              FROM open_states WHERE scope IS NOT NULL GROUP BY currency
            ) AS s JOIN periods p ON s.from_day <= p.as_of AND s.until_day > p.as_of
            GROUP BY s.currency, p.as_of ORDER BY s.currency, p.as_of
            """
            : """
            SELECT currency, COALESCE(document_date, posted_on) AS day, MIN(posted_on) AS first_day, COUNT(*) AS items
            FROM open_states WHERE scope IS NOT NULL AND until_day > (SELECT MIN(as_of) FROM periods)
            GROUP BY currency, COALESCE(document_date, posted_on) ORDER BY currency, 2
            """
    }

    /// Currencies with the days on which a flow needs a rate. `sql`: what reads the flows; kinds that it doesn't name
    /// when it names any need none.
    package func flowRateNeeds(sql: [String]) -> String {
        let kinds = LedgerRelation.items.column("kind")?.choices ?? []
        let words = sql.map(SQLWords.of).filter { $0.contains("flows") }
        let named = words.contains { $0.isDisjoint(with: kinds) } ? [] : kinds.filter { kind in words.contains { $0.contains(kind) } }
        let only = named.isEmpty ? "" : " AND i.kind IN (\(named.map(SQLText.literal).joined(separator: ", ")))"
        let day = flowRateDay(item: "i")
        let filtered =
            membership.filters.isEmpty
            ? "" : "JOIN item_scopes m ON \(membership.condition(item: "i", scopes: "m", day: "i.posted_on"))\n"
        return """
            SELECT i.currency, \(day) AS day, MIN(i.posted_on) AS first_day, COUNT(*) AS items
            FROM ledger_items i
            \(filtered)WHERE \(flowDays)\(only)
            GROUP BY i.currency, \(day) ORDER BY i.currency, 2
            """
    }
}
