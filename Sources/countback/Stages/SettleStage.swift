internal import Model
internal import Planning

/// From a loaded ledger to what every metric reads: scopes, open items at each key date, rates in report currency.
struct SettleStage {
    let ledger: LedgerDefinition
    let report: ReportDefinition
    let shape: LedgerShape
    let session: any EngineSession
    let asOf: CivilDate
    let keyDates: [CivilDate]
    /// The plugins' SQL on the ledger.
    let sql: [String]
    /// Of it what reads open items, itself or through a view: decides which columns are carried along.
    let readsOpenItems: [String]
    /// The plugins' SQL for lists at the key date.
    let details: [String]
    /// How far back before the first key date states of items are asked for.
    let reaches: [StateReach]
    /// Whether any metric counts business days or to-date periods.
    let needsCalendars: Bool
    let unavailable: Set<CivilDate>
    /// Those of a split's members; nil: nobody has one of its own.
    var memberCalendars: MemberCalendars?

    struct Outcome {
        var tree: NodeTree
        var relations: HostRelations
        var currency: String
        var findings: [Finding]
        var calendars: ReportCalendars
        var membership: Membership
        var conversion: Conversion
        var quality: QualityStage.Outcome
    }

    /// Up to a million items the whole history is checked for over-allocation, and nothing need be given back; beyond,
    /// only what can still be open at a key date is looked at.
    private var isSmall: Bool { (shape.relations["items"]?.rows ?? 0) <= LargeLedger.wholeHistory }

    func run() throws -> Outcome {
        let named = RecordRelation.named(by: sql + details)
        let records = RecordRelation.all.filter { relation in named.contains(relation) || reaches.contains { $0.records.contains(relation) } }
        for step in LedgerViews.steps(shape, records: records) {
            try session.perform(step, for: StatementPurpose("ledger views"))
        }
        let membership = try self.membership(records)
        var findings = try RecordStage(session: session, membership: membership, ledger: ledger, shape: shape).find()
        for step in membership.steps { try session.perform(step, for: StatementPurpose("membership")) }
        var calendars = try CalendarStage(
            report: report, ledger: ledger, session: session, shape: shape, keyDates: keyDates
        ).calendars()
        let tree = try numberScopes(membership, &calendars)
        if needsCalendars {
            try session.ingest(calendars.scopesSource, into: "scope_calendars")
            try session.ingest(calendars.daysSource, into: "days")
            findings += calendars.findings(ledger, report)
        }
        for step in membership.numbered { try session.perform(step, for: StatementPurpose("membership")) }
        try ingestPeriods()
        let settlement = self.settlement(membership)
        for step in settlement.steps { try session.perform(step, for: StatementPurpose("settlement")) }
        let currency = try reportCurrency()
        var relations = HostRelations(
            settlement: settlement, membership: membership, places: CurrencyCode.minorUnits(currency),
            currency: currency, rates: report.rates, asOf: asOf, flowsFrom: ledger.completeFrom, itemColumns: columns(of: "items"), customerColumns: columns(of: "customers"))
        relations.flowsNumberItems = (sql + details).contains { SQLWords.of($0).isSuperset(of: ["flows", "item_no"]) }
        for relation in records { relations.recordColumns[relation.name] = columns(of: relation.name) }
        findings += try SettlementFindings(session: session, settlement: settlement, shape: shape, asOf: asOf, place: ledger.sources.first { $0.relation == "items" }?.place
        ).all()
        let quality = try QualityStage(
            session: session, ledger: ledger, report: report, shape: shape, asOf: asOf
        ).run()
        findings += quality.findings
        let rates = try RateStage(
            session: session, relations: relations, shape: shape, ledgerCurrency: ledger.currency, currency: currency,
            sql: sql, details: details, unavailable: unavailable
        ).run()
        findings += rates.findings
        relations.hasForeign = rates.hasForeign
        relations.hasForeignRecords = rates.hasForeignRecords
        if (sql + details).contains(where: { SQLWords.of($0).contains("returned_receipts") }) {
            try session.perform(settlement.returnedReceipts, for: StatementPurpose("settlement"))
        }
        findings += try unreached(membership)
        if !isSmall {
            try session.perform(relations.itemTexts(details: details), for: StatementPurpose("item texts"))
            relations.texts = "item_texts"
            try giveUp(relations, settlement)
        }
        if (sql + details).contains(where: { SQLWords.of($0).contains("ledger") }) {
            try session.ingest(LedgerRow.source(ledger, shape, currency: currency), into: "ledger")
        }
        for step in relations.forFacts { try session.perform(step, for: StatementPurpose("host relations")) }
        return Outcome(
            tree: tree, relations: relations, currency: currency, findings: findings, calendars: calendars, membership: membership,
            conversion: rates.conversion, quality: quality)
    }

    /// From here on only flows read the items, so what they don't read is given back: in a large ledger most of its memory.
    private func giveUp(_ relations: HostRelations, _ settlement: Settlement) throws {
        for table in settlement.scratch { try session.drop(table) }
        if let allocations = shape.relations["allocations"] {
            if !allocations.tables.contains("raw_allocations") { try session.drop("raw_allocations") }
            for table in allocations.tables { try session.drop(table) }
        }
        guard let items = shape.relations["items"], items.tables.count == 1 else { return }
        let kept = relations.flowColumns(sql: sql + details)
        let unread = items.fields.map(\.name).filter { !kept.contains($0) }
        var narrowed = shape
        narrowed.relations["items"]?.fields.removeAll { unread.contains($0.name) }
        let names = narrowed.relations["items"]?.fields.map { "\"\($0.name)\"" } ?? []
        let parts = items.tables.map { "SELECT \(names.joined(separator: ", ")) FROM \($0)" }
        if !items.tables.contains("raw_items") {
            try session.define(parts.joined(separator: "\nUNION ALL\n"), as: "raw_items", for: StatementPurpose("ledger views"))
        }
        for step in LedgerViews.steps(narrowed) where step.name == "ledger_items" {
            try session.perform(step, for: StatementPurpose("ledger views"))
        }
        for table in items.tables { try session.drop(columns: unread, of: table) }
    }

    private func columns(of relation: String) -> [String] {
        let standard = LedgerRelation.named(relation)?.columns.map(\.name) ?? []
        let extra = shape.relations[relation]?.fields.map(\.name).filter { !standard.contains($0) && $0 != CustomerKeys.column } ?? []
        return standard + extra
    }

    private func reportCurrency() throws -> String {
        if let currency = report.currency ?? ledger.currency { return currency }
        let found = try session.rows(
            "SELECT currency FROM ledger_items GROUP BY currency ORDER BY currency", for: StatementPurpose("currencies"))
        if found.rows.count == 1, case .text(let only) = found.rows[0][0] { return only }
        throw Refusal(
            .badDefinition,
            Finding(
                "no-report-currency", .error, "neither the report nor the ledger states a currency",
                place: report.shownPlace, remedy: "Add `currency:` to the report definition."))
    }

    // MARK: Dimensions

    private func membership(_ records: [RecordRelation]) throws -> Membership {
        var problems: [Finding] = []
        func dimension(_ name: LocatedName) -> Dimension? {
            if let origin = ledger.dimensions[name.name].flatMap(Dimension.Origin.init(rawValue:)) {
                return Dimension(name: name.name, origin: origin)
            }
            let origins = [Dimension.Origin.customers, .items].filter { shape.relations[$0.rawValue]?.has(name.name) == true }
            if origins.count == 1 || (name.name == "customer_id" && !origins.isEmpty) {
                return Dimension(name: name.name, origin: origins.last ?? .items)
            }
            if origins.count == 2 {
                problems.append(
                    Finding(
                        "ambiguous-dimension", .error, "both customers and items have a column \"\(name.name)\"", place: name.place,
                        remedy: "Say which in the ledger definition: `dimensions: { \(name.name): items }`."))
                return nil
            }
            let known = ["customers", "items"].flatMap { shape.relations[$0]?.fields.map(\.name) ?? [] }
            let usable = known.filter { !["item_no", CustomerKeys.column, "item_id", "amount", "posted_on", "due_on"].contains($0) }
            problems.append(
                Finding(
                    "unknown-dimension", .error,
                    "there is no dimension \"\(name.name)\": neither customers nor items of the ledger has such a column",
                    place: name.place, remedy: Spelling.suggestion(for: name.name, among: usable) ?? "Known: \(usable.sorted().joined(separator: ", "))."))
            return nil
        }
        let dimensions = report.groupBy.compactMap(dimension)
        let filters = report.filter.compactMap { filter in
            dimension(filter.dimension).map { (dimension: $0, members: filter.members) }
        }
        var hidden: [Dimension] = []
        if needsCalendars, case .by(let name, _) = report.calendar, !report.groupBy.contains(where: { $0.name == name }) {
            hidden = [dimension(LocatedName(name, place: report.shownPlace))].compactMap { $0 }
        }
        if !problems.isEmpty { throw Refusal(.badDefinition, problems) }
        let versions = shape.relations["customers"]?.has("valid_from") == true
        return Membership(
            dimensions: dimensions, hidden: hidden, filters: filters, hasVersions: versions, records: records,
            key: shape.relations["items"]?.has(CustomerKeys.column) == true ? CustomerKeys.column : nil)
    }

    private func numberScopes(_ membership: Membership, _ calendars: inout ReportCalendars) throws -> NodeTree {
        let rows = try session.rows(membership.scopesQuery, for: StatementPurpose("scopes")).rows
        let scopes: [[String]] =
            membership.dimensions.isEmpty
            ? [[]] : rows.map { row in row.map { if case .text(let text) = $0 { text } else { Dimension.missingMember } } }
                .sorted { $0.lexicographicallyPrecedes($1) }
        var fields = [ColumnField("scope", .int64)]
        fields += membership.dimensions.indices.map { ColumnField("d_\($0)", .text) }
        let numbered = scopes.enumerated().map { [.integer($0)] + $1.map(ScalarValue.text) }
        try session.ingest(RowsSource(fields: fields, rows: numbered), into: "scopes")
        let decides: Int? = if case .by(let name, _) = report.calendar { membership.dimensions.firstIndex { $0.name == name } } else { nil }
        let shown = membership.dimensions.prefix(membership.shown).map(\.name)
        try memberCalendars?.refuseUnknown(calendars.names.filter { !$0.isEmpty })
        calendars.ofScope = try scopes.map { scope in
            let own = try memberCalendars?.calendar(of: Array(scope.prefix(membership.shown)), Array(shown))
            return own.flatMap { calendars.names.firstIndex(of: $0) } ?? calendars.number(member: decides.map { scope[$0] })
        }
        return NodeTree(dimensions: Array(shown), scopes: scopes.map { Array($0.prefix(membership.shown)) })
    }

    /// Rows whose filtered dimension has no member are left out by any filter; say how many.
    private func unreached(_ membership: Membership) throws -> [Finding] {
        guard let query = membership.unreachedQuery else { return [] }
        let count = try session.rows(query, for: StatementPurpose("filter")).rows.first?.first?.wholeNumber ?? 0
        guard count > 0 else { return [] }
        let names = membership.filters.map(\.dimension.name).joined(separator: ", ")
        return [
            Finding(
                "filter-unreached", .info, "\(count.counted("item")) without \(names) left out by the filter",
                place: report.filter.first?.dimension.place,
                remedy: "Add \"\(Dimension.missingMember)\" to the filter to keep them.", count: count)
        ]
    }

    private func ingestPeriods() throws {
        let rows = keyDates.enumerated().map { [ScalarValue.date($1), .integer($0)] }
        try session.ingest(
            RowsSource(fields: [ColumnField("as_of", .date), ColumnField("position", .int64)], rows: rows),
            into: "periods")
    }

    private func settlement(_ membership: Membership) -> Settlement {
        let words: Set<String> = readsOpenItems.reduce(into: Set<String>()) { $0.formUnion(SQLWords.of($1)) }
        var carried = columns(of: "items").filter { words.contains($0.lowercased()) || $0 == "due_on" }
        if report.rates == .document_date, !carried.contains("document_date") { carried.append("document_date") }
        let firstKeyDate = keyDates.first ?? asOf
        let reaches = self.reaches + [QualityStage.reach(ledger, asOf: asOf, firstKeyDate: firstKeyDate)].compactMap(\.self)
        return Settlement(
            firstKeyDate: firstKeyDate, lastKeyDate: asOf, reaches: reaches, isWhole: isSmall, columns: carried,
            membership: membership, hasAllocations: shape.relations["allocations"] != nil)
    }
}

extension EngineSession {
    func perform(_ step: PlanStep, for purpose: StatementPurpose) throws {
        switch step {
        case .define(let name, let select): try define(select, as: name, for: purpose)
        case .keep(let name, let select): try keep(select, as: name, for: purpose)
        case .drop(let name): try drop(name)
        }
    }
}
