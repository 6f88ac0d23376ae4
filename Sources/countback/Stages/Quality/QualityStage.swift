internal import Model
internal import Planning

/// What the loaded ledger is worth as a source: how old it is, what its items lack, what looks posted twice.
struct QualityStage {
    let session: any EngineSession
    let ledger: LedgerDefinition
    let report: ReportDefinition
    let shape: LedgerShape
    let asOf: CivilDate
    /// Up to so many items all are looked at for duplicates.
    static let wholeLimit = 250_000

    struct Outcome {
        var findings: [Finding] = []
        var balances: [ControlResult] = []
        /// Why balances weren't compared.
        var unreached: [String] = []
    }

    private var place: Place { ledger.shownPlace }
    private var items: Place? { ledger.sources.first { $0.relation == "items" }?.place }

    private var quality: LedgerQuality {
        LedgerQuality(
            asOf: asOf, extractedOn: ledger.extractedOn, lastPosting: shape.lastPosting, hasCustomers: shape.relations["customers"] != nil,
            hasCollectors: shape.relations["customers"]?.has("collector") == true,
            columns: Set(shape.relations["items"]?.fields.map(\.name) ?? []), isWhole: (shape.relations["items"]?.rows ?? 0) <= Self.wholeLimit)
    }

    func run() throws -> Outcome {
        var outcome = Outcome()
        outcome.findings = try stale() + counted() + duplicates()
        try compareBalances(&outcome)
        return outcome
    }

    private func stale() -> [Finding] {
        guard let newest = shape.lastPosting else { return [] }
        let limit = report.staleAfter ?? ledger.staleAfter ?? LedgerDefinition.staleAfter
        let age = asOf - newest
        guard age > limit else { return [] }
        return [
            DataCheck.staleExtract.finding(
                "the newest posting is of \(newest), \(age) days before the key date \(asOf); \(limit) are allowed", place: place,
                count: 1)
        ]
    }

    // MARK: What items lack

    private func counted() throws -> [Finding] {
        let purpose = StatementPurpose("data quality")
        let quality = self.quality
        for step in quality.steps { try session.perform(step, for: purpose) }
        let rows = try session.rows(quality.byCurrency, for: purpose).rows
        var found: [DataCheck: Tally] = [:]
        for row in rows {
            let currency = row[0].words
            let columns: [(DataCheck, Int)] = [(.futurePosting, 1), (.postedAfterKeyDate, 3), (.noDueDate, 5), (.noCustomerMaster, 7)]
            for (check, column) in columns {
                found[check, default: Tally()].add(row[column].wholeNumber ?? 0, row[column + 1].number, currency)
            }
            found[.noCollector, default: Tally()].add(0, row[9].number, currency)
        }
        found[.noCustomerMaster]?.customers = rows.first?[10].wholeNumber ?? 0
        found[.noCollector]?.count = rows.first?[11].wholeNumber ?? 0
        found = found.filter { $0.value.count > 0 }
        let checks = DataCheck.all.filter { found[$0] != nil }
        let named = try quality.samples(of: checks).map { try session.rows($0, for: purpose).rows } ?? []
        for table in LedgerQuality.scratch { try session.drop(table) }
        let samples = Dictionary(grouping: named, by: { $0[0].words })
        return checks.compactMap { check in
            found[check].map { finding(check, $0, samples[check.id]?.map { $0[1].words } ?? []) }
        }
    }

    private struct Tally {
        var count = 0
        var customers = 0
        var amounts: [String: ExactDecimal] = [:]

        mutating func add(_ more: Int, _ amount: ExactDecimal?, _ currency: String) {
            count += more
            guard let amount, !amount.isZero else { return }
            let sum = (amounts[currency] ?? .zero) + amount
            amounts[currency] = sum.withDecimals(atLeast: CurrencyCode.minorUnits(currency))
        }
    }

    private func finding(_ check: DataCheck, _ tally: Tally, _ samples: [String]) -> Finding {
        let few = tally.count > samples.count && check != .noCustomerMaster
        let names = samples.isEmpty ? "" : " (\(samples.sorted().joined(separator: ", "))\(few ? ", …" : ""))"
        let count = tally.count
        let amounts = tally.amounts.isEmpty ? "" : ", \(Amounts.words(tally.amounts))"
        func told(_ message: String, place: Place?) -> Finding {
            var finding = check.finding(message, place: place, count: count, amounts: tally.amounts)
            finding.examples = samples.sorted()
            return finding
        }
        switch check {
        case .futurePosting:
            return told(
                "\(count.counted("item is", "items are")) posted after \(ledger.extractedOn?.description ?? ""), when the extract was taken\(names)\(amounts)",
                place: items)
        case .postedAfterKeyDate:
            return told(
                "\(count.counted("item is", "items are")) posted after the key date \(asOf) and in no figure of it\(names)\(amounts)", place: items)
        case .noDueDate:
            return told("\(count.counted("open item has", "open items have")) no due date\(names)\(amounts) open", place: items)
        case .noCollector:
            return told(
                "\(count.counted("customer with open items has", "customers with open items have")) no collector\(names)\(amounts) open",
                place: customers)
        default:
            let more = tally.customers > samples.count ? ", …" : ""
            return told(
                "\(count.counted("item is", "items are")) of \(tally.customers.counted("customer")) without a customer master "
                    + "(\(samples.sorted().joined(separator: ", "))\(more))\(amounts)\(amounts.isEmpty ? "" : " open")", place: customers)
        }
    }

    private var customers: Place? { ledger.sources.first { $0.relation == "customers" }?.place }

    private func duplicates() throws -> [Finding] {
        guard let query = quality.duplicates else { return [] }
        let rows = try session.rows(query, for: StatementPurpose("data quality")).rows
        guard !rows.isEmpty else { return [] }
        var tally = Tally()
        var currencies: Set<String> = []
        for row in rows where currencies.insert(row[0].words).inserted {
            tally.add(row[1].wholeNumber ?? 0, row[2].number, row[0].words)
        }
        let samples = rows.prefix(3).map { row in
            let amount = (row[6].number ?? .zero).shown(CurrencyCode.minorUnits(row[0].words))
            return "\(row[4].words) of \(row[3].words), \(row[5].wholeNumber ?? 0) × \(amount) \(row[0].words)"
        }
        return [
            DataCheck.possibleDuplicate.finding(
                "\(tally.count.counted("item looks", "items look")) posted twice: same customer, document and amount "
                    + "(\(samples.joined(separator: "; "))\(rows.count > 3 ? "; …" : ""))", place: items, count: tally.count, amounts: tally.amounts)
        ]
    }

    // MARK: The ERP's balance

    private func compareBalances(_ outcome: inout Outcome) throws {
        let sources = ledger.sources.filter { $0.relation == "items" }
        for (number, source) in sources.enumerated() {
            guard let balance = source.control?.balance else { continue }
            if let reason = Self.whyNot(balance.at, asOf, ledger) {
                outcome.unreached.append("the control balance is of \(balance.at), \(reason)")
                continue
            }
            let numbers = number << 40...((number + 1) << 40 - 1)
            let rows = try session.rows(LedgerQuality.balance(on: balance.at, items: numbers), for: StatementPurpose("control balance")).rows
            var found = Dictionary(rows.map { ($0[0].words, $0[1].number ?? .zero) }, uniquingKeysWith: +)
            for (currency, stated) in balance.amount.sorted(by: { $0.key < $1.key }) {
                let open = (found.removeValue(forKey: currency) ?? .zero).normalized
                outcome.balances.append(ControlResult(relation: "items", currency: currency, stated: stated, found: open, at: balance.at))
            }
            outcome.findings += Self.differences(outcome.balances.suffix(balance.amount.count), balance)
        }
    }

    /// Why nothing is known of what is open on a day; nil where it is.
    private static func whyNot(_ day: CivilDate, _ asOf: CivilDate, _ ledger: LedgerDefinition) -> String? {
        if day > asOf { return "after the key date" }
        if let from = ledger.completeFrom, day < from { return "and the ledger is complete from \(from)" }
        return nil
    }

    /// How far settlement must look back for the balances that it can be held against.
    static func reach(_ ledger: LedgerDefinition, asOf: CivilDate, firstKeyDate: CivilDate) -> StateReach? {
        let days = ledger.sources.compactMap { $0.control?.balance?.at }.filter { whyNot($0, asOf, ledger) == nil }
        guard let first = days.min(), first < firstKeyDate else { return nil }
        return StateReach(days: firstKeyDate - first, of: nil)
    }

    private static func differences(_ results: ArraySlice<ControlResult>, _ balance: ControlBalance) -> [Finding] {
        results.filter { !$0.holds }.map { result in
            let currency = result.currency ?? ""
            let places = CurrencyCode.minorUnits(currency)
            let difference = result.found - result.stated
            return DataCheck.controlBalance.finding(
                "\(currency): \(result.found.shown(places)) is open on \(balance.at), the ERP's balance is \(result.stated.shown(places)): "
                    + "a difference of \(difference.shown(places))", place: balance.place, count: 1, amounts: [currency: difference.magnitude])
        }
    }
}

/// Amounts by currency in words: `1200.00 EUR, 30.000 KWD`.
enum Amounts {
    static func words(_ amounts: [String: ExactDecimal]) -> String {
        amounts.sorted { $0.key < $1.key }.map { "\($0.value.shown(CurrencyCode.minorUnits($0.key))) \($0.key)" }.joined(separator: ", ")
    }
}
