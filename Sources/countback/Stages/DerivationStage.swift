internal import Model
internal import Planning

/// Allocations of a ledger that has none of its own, made from its items, with what couldn't be made.
struct DerivationStage {
    let session: any EngineSession
    let items: LedgerShape.Relation
    let place: Place?

    struct Outcome {
        var relation: LedgerShape.Relation
        var findings: [Finding]
    }

    /// nil where the items say nothing of each other.
    func run() throws -> Outcome? {
        let derived = DerivedAllocations(items)
        guard derived.isPossible else { return nil }
        for step in derived.steps { try session.perform(step, for: StatementPurpose("derived allocations")) }
        let count = try number("SELECT COUNT(*) AS allocations FROM raw_allocations")
        let findings = try self.findings(count)
        for table in derived.scratch { try session.drop(table) }
        guard count > 0 else {
            try session.drop("raw_allocations")
            return findings.isEmpty ? nil : Outcome(relation: LedgerShape.Relation(fields: [], rows: 0), findings: findings)
        }
        let fields = [
            ColumnField("from_item", .text), ColumnField("to_item", .text), ColumnField("allocated_on", .date),
            ColumnField("amount", .decimal(precision: 18, scale: 4)), ColumnField("reversed_on", .date),
        ]
        var relation = LedgerShape.Relation(fields: fields, rows: count, tables: ["raw_allocations"])
        relation.isDerived = true
        return Outcome(relation: relation, findings: findings)
    }

    private func number(_ sql: String) throws -> Int {
        try session.rows(sql, for: StatementPurpose("derived allocations")).rows.first?.first?.wholeNumber ?? 0
    }

    private func findings(_ count: Int) throws -> [Finding] {
        var findings: [Finding] = []
        if count > 0 {
            findings.append(
                Finding(
                    "derived-allocations", .info, "\(count.counted("allocation was", "allocations were")) made from what the items say of each other",
                    place: place, count: count))
        }
        let unknown = try session.rows(DerivedAllocations.unknown, for: StatementPurpose("derived allocations")).rows.first
        if let open = unknown?[0].wholeNumber, open > 0 {
            findings.append(
                Finding(
                    "unknown-reference", .warning,
                    "\(open.counted("credit refers", "credits refer")) to an item that is not in the extract, or to several of one name; "
                        + "\(open == 1 ? "it stays" : "they stay") open",
                    place: place, remedy: "Extract the items that are referred to, cleared ones too.", count: open))
        }
        if let settled = unknown?[1].wholeNumber, settled > 0 {
            findings.append(
                Finding(
                    "settled-elsewhere", .info,
                    "\(settled.counted("settled credit refers", "settled credits refer")) to an item that is not in the extract", place: place,
                    count: settled))
        }
        let beyond = try number(DerivedAllocations.beyond)
        if beyond > 0 {
            findings.append(
                Finding(
                    "beyond-reference", .warning,
                    "\(beyond.counted("credit is", "credits are")) larger than what was left of the item referred to; the rest stays open",
                    place: place, remedy: "Look for payments that refer to the wrong item.", count: beyond))
        }
        let debits = try number(DerivedAllocations.debits)
        if debits > 0 {
            findings.append(
                Finding(
                    "debit-reference", .info,
                    "\(debits.counted("debit refers", "debits refer")) to another item, as residuals of short payments do; "
                        + "\(debits == 1 ? "it stands" : "they stand") alone",
                    place: place, count: debits))
        }
        return try findings + leftOver()
    }

    private func leftOver() throws -> [Finding] {
        let rows = try session.rows(DerivedAllocations.leftOver, for: StatementPurpose("derived allocations")).rows
        return rows.flatMap { row -> [Finding] in
            let currency = row[0].words
            let places = CurrencyCode.minorUnits(currency)
            var findings: [Finding] = []
            if let count = row[1].wholeNumber, count > 0, let amount = row[2].number {
                findings.append(
                    Finding(
                        "settled-outside", .warning,
                        "\(currency): \(count.counted("open item was", "open items were")) settled in part by what is not in the extract, "
                            + "\(amount.shown(places)) in all; open is what the extract says remains",
                        place: place, remedy: "Extract payments and credits too, closed ones as well.", count: count))
            }
            if let count = row[3].wholeNumber, count > 0, let amount = row[4].number {
                findings.append(
                    Finding(
                        "remaining-differs", .warning,
                        "\(currency): \(count.counted("item has", "items have")) more settled than the extract says, "
                            + "\(amount.shown(places)) in all",
                        place: place, remedy: "Look for payments that refer to the wrong item, or an extract of another day.", count: count))
            }
            return findings
        }
    }
}
