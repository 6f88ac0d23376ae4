internal import Model

/// The relations in which plugins read disputes, promises, submissions and activities.
extension HostRelations {
    /// One row per key date and record that is there by then; `day`: at that key date only.
    func records(_ relation: RecordRelation, at day: CivilDate? = nil) -> PlanStep {
        let only = day.map { " AND p.as_of = \(SQLText.literal($0))" } ?? ""
        let rates = rateJoin(relation, record: "r", day: rateDay("r", otherwise: "p.as_of"))
        let held = membership.condition(record: "r", day: "p.as_of").map { " AND " + $0 } ?? ""
        return .define(
            relation.name,
            """
            SELECT p.as_of, r.scope, \(columns(relation, "r"))
            FROM \(relation.scopedTable) r
            JOIN periods p ON r.\(relation.start) <= p.as_of\(only)\(held)
            \(rates)
            """)
    }

    /// One row per thing that happened to a record by the key date, on its day.
    func events(_ relation: RecordRelation) -> PlanStep {
        let parts = relation.happenings.map { (happening) -> String in
            let held = membership.condition(record: "r", day: "r.\(happening.column)").map { " AND " + $0 } ?? ""
            return "SELECT r.\(happening.column) AS day, \(SQLText.literal(happening.word)) AS event, r.* FROM \(relation.scopedTable) r "
                + "WHERE r.\(happening.column) <= \(SQLText.literal(asOf))\(held)"
        }
        return .define(
            relation.events,
            """
            SELECT e.day, e.event, e.scope, \(columns(relation, "e"))
            FROM (
            \(parts.joined(separator: "\nUNION ALL\n"))
            ) AS e
            \(rateJoin(relation, record: "e", day: rateDay("e", otherwise: "e.day")))
            """)
    }

    private func rateDay(_ record: String, otherwise day: String) -> String { rates == .closing ? day : "\(record).rate_day" }

    private func columns(_ relation: RecordRelation, _ record: String) -> String {
        var columns = (recordColumns[relation.name] ?? []).filter { !["customer_id", "currency", "amount"].contains($0) }
        columns += ["customer_id", "item_no", "item_found"]
        var parts = columns.map { "\(record).\(SQLText.quoted($0))" }
        if relation.hasAmount {
            let own = "convert_money(\(record).amount, 1, 1, \(places))"
            parts += ["\(record).currency", "\(record).amount AS native_amount"]
            parts.append(
                hasForeignRecords
                    ? "CASE WHEN \(record).currency = \(SQLText.literal(currency)) THEN \(own) "
                        + "ELSE convert_money(\(record).amount, f.p, f.q, \(places)) END AS amount" : "\(own) AS amount")
        }
        return parts.joined(separator: ", ")
    }

    private func rateJoin(_ relation: RecordRelation, record: String, day: String) -> String {
        relation.hasAmount && hasForeignRecords ? "LEFT JOIN record_rates f ON f.currency = \(record).currency AND f.day = \(day)" : ""
    }

    /// Currencies with the days on which records need a rate: only those whose amounts some statement reads.
    package func recordRateNeeds(sql: [String]) -> String? {
        let words = sql.map(SQLWords.of).filter { $0.contains("amount") }
        var parts: [String] = []
        for relation in membership.records where relation.hasAmount {
            if words.contains(where: { $0.contains(relation.name) }) {
                parts.append(
                    """
                    SELECT r.currency, \(rateDay("r", otherwise: "p.as_of")) AS day, r.\(relation.start) AS first_day
                    FROM \(relation.table) r JOIN periods p ON r.\(relation.start) <= p.as_of
                    WHERE r.amount IS NOT NULL
                    """)
            }
            guard words.contains(where: { $0.contains(relation.events) }) else { continue }
            parts += relation.happenings.map {
                """
                SELECT r.currency, \(rateDay("r", otherwise: "r.\($0.column)")) AS day, r.\($0.column) AS first_day
                FROM \(relation.table) r
                WHERE r.amount IS NOT NULL AND r.\($0.column) <= \(SQLText.literal(asOf))
                """
            }
        }
        guard !parts.isEmpty else { return nil }
        return """
            SELECT currency, day, MIN(first_day) AS first_day, COUNT(*) AS items
            FROM (
            \(parts.joined(separator: "\nUNION ALL\n"))
            ) AS needs
            WHERE currency <> \(SQLText.literal(currency))
            GROUP BY currency, day ORDER BY currency, day
            """
    }

    /// How many records have an amount and no currency from anywhere.
    package static func withoutCurrency(_ relation: RecordRelation) -> String? {
        relation.hasAmount
            ? "SELECT COUNT(*) AS records FROM \(relation.table) WHERE amount IS NOT NULL AND currency IS NULL" : nil
    }

    /// Records that name an item which the ledger doesn't have, with one of them.
    package static func unknownItems(_ relation: RecordRelation) -> String? {
        guard let schema = relation.schema, schema.column("item_id") != nil, let id = schema.columns.first?.name else { return nil }
        return "SELECT COUNT(*) AS records, MIN(\(id)) AS example, MIN(item_id) AS item FROM \(relation.table) "
            + "WHERE item_id IS NOT NULL AND NOT item_found"
    }
}
