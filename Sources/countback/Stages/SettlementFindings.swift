internal import Model
internal import Planning

/// What the settled ledger says about itself: allocations that don't fit, and whether it ties out.
struct SettlementFindings {
    let session: any EngineSession
    let settlement: Settlement
    let shape: LedgerShape
    let asOf: CivilDate
    /// Where the ledger's items are declared.
    let place: Place?

    func all() throws -> [Finding] {
        var findings: [Finding] = []
        if settlement.hasAllocations {
            try refuseMixedCurrencies()
            // What was made from items lacks the payments that cleared them, and names what is not in the extract as such.
            let isDerived = shape.relations["allocations"]?.isDerived ?? false
            findings += try [
                isDerived ? nil : counted(
                    "dangling-allocation", Settlement.danglingAllocations,
                    ("allocation names an item that is", "allocations name items that are"), "not in the extract", "Extract items and allocations for the same range."),
                counted(
                    "allocation-sign", Settlement.wrongSigns, ("allocation runs", "allocations run"), "from a debit or to a credit",
                    "from_item is the credit (amount below zero), to_item the debit: check the mapping."),
                counted(
                    "allocated-past-zero", Settlement.pastZero, ("item is", "items are"), "allocated past zero",
                    "Look for allocations that are in the extract twice."),
                isDerived ? nil : counted(
                    "cleared-otherwise", Settlement.clearedOtherwise,
                    ("item has a clearing date on which its", "items have a clearing date on which their"),
                    "allocations don't add up to zero; the clearing date was taken",
                    "Check for allocations that are missing from the extract."),
            ].compactMap { $0 }
        }
        let receipts = try self.receipts()
        if let finding = signsReversed(receipts) { findings.append(finding) }
        return try findings + tieOut(hasReceipts: receipts.all > 0)
    }

    /// Receipts in all, and those that are debits.
    private func receipts() throws -> (all: Int, debits: Int) {
        let row = try session.rows(
            "SELECT COUNT(*) AS receipts, COALESCE(SUM(CASE WHEN amount > 0 THEN 1 ELSE 0 END), 0) AS debits "
                + "FROM ledger_items WHERE kind = 'receipt'", for: StatementPurpose("tie-out")
        ).rows.first
        return (row?[0].wholeNumber ?? 0, row?[1].wholeNumber ?? 0)
    }

    /// A few debit receipts may be most of what a small ledger has: returned payments.
    private func signsReversed(_ receipts: (all: Int, debits: Int)) -> Finding? {
        let isMost = receipts.all >= 5 ? receipts.debits * 2 > receipts.all : receipts.all >= 3 && receipts.debits == receipts.all
        guard isMost else { return nil }
        return Finding(
            "signs-reversed", .error,
            "\(receipts.debits) of \(receipts.all) receipts have an amount above zero: the signs look reversed",
            place: place,
            remedy: "Amounts are signed, debit + and credit −: map the amount with its debit/credit indicator, or with "
                + "`{ sql: … }`. If these are returned payments, set `severities: { signs-reversed: warning }` in the report.",
            count: receipts.debits)
    }

    private func counted(
        _ id: String, _ sql: String, _ subject: (one: String, many: String), _ rest: String, _ remedy: String
    ) throws -> Finding? {
        let rows = try session.rows(sql, for: StatementPurpose(id)).rows
        guard let count = rows.first?.first?.wholeNumber, count > 0 else { return nil }
        return Finding(id, .warning, "\(count.counted(subject.one, subject.many)) \(rest)", remedy: remedy, count: count)
    }

    private func refuseMixedCurrencies() throws {
        let rows = try session.rows(Settlement.mixedCurrencies, for: StatementPurpose("mixed currencies")).rows
        guard !rows.isEmpty else { return }
        let pairs = rows.map { "\($0[0].words) to \($0[1].words) (\($0[2].wholeNumber ?? 0))" }
        throw Refusal(
            .badData,
            Finding(
                "mixed-currencies", .error, "allocations between items of different currencies: \(pairs.joined(separator: ", "))",
                remedy: "Amounts in different currencies are never added: extract both sides in one currency."))
    }

    private func tieOut(hasReceipts: Bool) throws -> [Finding] {
        let rows = try session.rows(settlement.tieOut, for: StatementPurpose("tie-out")).rows
        return try rows.compactMap { row in
            guard let open = row[1].number, let posted = row[2].number, open != posted else { return nil }
            let currency = row[0].words
            let difference = open - posted
            let customers = try session.rows(
                settlement.tieOutCustomers(currency: currency), for: StatementPurpose("tie-out")
            ).rows.map { "\($0[0] == .null ? Dimension.missingMember : $0[0].words) (\($0[1].number?.normalized.description ?? ""))" }
            let places = CurrencyCode.minorUnits(currency)
            let why = hasReceipts ? "" : "; payments are not in the extract"
            return Finding(
                "tie-out", .warning,
                "\(currency): open amounts are \(open.shown(places)), all items posted by \(asOf) add up to \(posted.shown(places)): "
                    + "a difference of \(difference.shown(places))\(why); largest: \(customers.joined(separator: ", "))",
                remedy: hasReceipts
                    ? "Look for items cleared or allocated without their counterpart."
                    : "Extract receipts and credits too, or read this as invoices only.")
        }
    }
}

extension ExactDecimal {
    /// With at least `places` decimals, and more where there are more.
    func shown(_ places: Int) -> String { withDecimals(atLeast: places).description }
}

extension ScalarValue {
    var wholeNumber: Int? {
        switch self {
        case .integer(let n): n
        case .decimal(let d): Int(d.rounded(scale: 0).unscaled)
        default: nil
        }
    }
    var number: ExactDecimal? {
        switch self {
        case .integer(let n): ExactDecimal(n)
        case .decimal(let d): d
        default: nil
        }
    }
    var words: String {
        switch self {
        case .text(let text): text
        case .date(let day): day.description
        case .integer(let n): String(n)
        case .decimal(let d): d.description
        case .boolean(let flag): String(flag)
        case .double(let d): String(d)
        case .null: ""
        }
    }
    var day: CivilDate? { if case .date(let day) = self { day } else { nil } }
}
