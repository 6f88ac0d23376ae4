internal import Model

/// Turns a source's mapping and its files' headers into a `ReadingPlan`, or says everything that stands in the way.
struct PlanCompiler {
    let source: SourceDefinition
    let relation: LedgerRelation
    let headers: [ExtractHeader]
    let defaultCurrency: String?
    /// nil: everything.
    let wanted: Set<String>?

    private let dates: DateMemo
    private let plainDates = DateMemo([.plain])
    private var findings: [Finding] = []

    init(
        source: SourceDefinition, relation: LedgerRelation, headers: [ExtractHeader], defaultCurrency: String?,
        wanted: Set<String>?
    ) throws {
        let formats = source.format.dates.map { DateFormat($0, months: source.format.monthNames) }
        if let bad = formats.firstIndex(where: { $0 == nil }) {
            throw Refusal(
                .badDefinition,
                Finding(
                    "bad-date-format", .error, "\"\(source.format.dates[bad])\" is no date format", place: source.place,
                    remedy: "it takes one each of %Y or %y, %m or %b, and %d, with other characters as they are"))
        }
        dates = DateMemo(formats.compactMap { $0 })
        self.source = source
        self.relation = relation
        self.headers = headers
        self.defaultCurrency = defaultCurrency
        self.wanted = wanted
    }

    mutating func compile() throws -> ReadingPlan {
        var resolvers = headers.map { header in
            SourceResolver(
                source: source, relation: relation, header: header, dates: dates, needed: Set(neededColumns))
        }
        var mappings = source.columns.isEmpty ? named() : ordered()
        let isSQL = Set(mappings.filter { if case .sql = $0.rule { true } else { false } }.map(\.column))
        checkCoverage(mappings, &resolvers)
        var plan = ReadingPlan(relation: relation.name, columns: [], sources: headers.map { _ in [] })
        var next = 0
        while next < mappings.count {
            let mapping = mappings[next]
            next += 1
            // Resolved in any case: a name that isn't there is a mistake, wanted or not.
            let resolved = resolvers.indices.map { resolvers[$0].resolve(mapping) }
            if source.keepsOthers, next == mappings.count { mappings += others(mappings, resolvers) }
            if isSQL.contains(mapping.column) { continue }
            guard let column = planned(mapping, isSQL: isSQL) else { continue }
            if column.type.scale > 0, headers.contains(where: { readsBinary(mapping, $0) }) { plan.binaryAmounts.insert(column.name) }
            plan.columns.append(column)
            for index in headers.indices { plan.sources[index].append(resolved[index]) }
        }
        addDefaults(&plan, isSQL: isSQL)
        if !isSQL.isEmpty { addRaw(&plan) }
        findings += resolvers.flatMap(\.findings)
        if !findings.isEmpty { throw Refusal(.badData, merged()) }
        let identity = relation.identity
        if let first = identity.first, plan.index(of: first) != nil, isSQL.isDisjoint(with: identity) {
            plan.identity = identity.compactMap { plan.index(of: $0) }
        }
        return plan
    }

    private func readsBinary(_ mapping: ColumnMapping, _ header: ExtractHeader) -> Bool {
        guard let binary = header.table?.binaryColumns, !binary.isEmpty else { return false }
        var resolver = SourceResolver(source: source, relation: relation, header: header, dates: dates, needed: [])
        _ = resolver.resolve(mapping)
        return resolver.used.contains { binary.contains(header.names[$0]) }
    }

    /// No mapping at all: headers that are the relation's names, then the others as text.
    private func named() -> [ColumnMapping] {
        var all: [String] = []
        for header in headers {
            for name in header.names where !name.isEmpty && !all.contains(name) { all.append(name) }
        }
        var mappings = relation.columns.filter { all.contains($0.name) }
            .map { ColumnMapping(column: $0.name, rule: .column($0.name), type: $0.type, place: source.place) }
        // Engines take "Amount" and "amount" for the same name; of two columns of one name, neither is meant more.
        var taken = Set(mappings.map { $0.column.lowercased() })
        let doubled = Set(
            headers.flatMap { header in header.names.filter { name in header.names.count { $0 == name } > 1 } })
        for name in all where relation.column(name) == nil && taken.insert(name.lowercased()).inserted {
            if doubled.contains(name), !(wanted?.contains(name) ?? false) { continue }
            mappings.append(ColumnMapping(column: name, rule: .column(name), type: .text, place: source.place))
        }
        return mappings
    }

    /// Headers that no mapping reads, as extra columns of text.
    private func others(_ mappings: [ColumnMapping], _ resolvers: [SourceResolver]) -> [ColumnMapping] {
        var taken = Set(mappings.map { $0.column.lowercased() })
        var others: [ColumnMapping] = []
        for (header, resolver) in zip(headers, resolvers) {
            for (index, name) in header.names.enumerated() where !name.isEmpty && !resolver.used.contains(index) {
                guard header.names.count(where: { $0 == name }) == 1, taken.insert(name.lowercased()).inserted else { continue }
                var mapping = ColumnMapping(column: name, rule: .column(name), type: .text, place: source.place)
                mapping.isLenient = true
                others.append(mapping)
            }
        }
        return others
    }

    /// The relation's columns in its order, then the extra ones as written.
    private func ordered() -> [ColumnMapping] {
        relation.columns.compactMap { column in source.columns.first { $0.column == column.name } }
            + source.columns.filter { relation.column($0.column) == nil }
    }

    private func isRequired(_ name: String) -> Bool {
        relation.column(name)?.isRequired ?? false
    }

    private var neededColumns: [String] {
        var needed = relation.required.map(\.name)
        if relation.name == "items" {
            needed.insert("customer_id", at: min(1, needed.count))
            if defaultCurrency == nil { needed.append("currency") }
        }
        return needed
    }

    private mutating func checkCoverage(_ mappings: [ColumnMapping], _ resolvers: inout [SourceResolver]) {
        for name in neededColumns where !mappings.contains(where: { $0.column == name }) {
            if source.columns.isEmpty {
                for index in resolvers.indices { resolvers[index].missing(name, at: source.place) }
            } else {
                findings.append(
                    Finding(
                        "missing-column", .error, "the mapping of \(relation.name) has no \(name)", place: source.place,
                        remedy: name == "currency"
                            ? "map it, or state the ledger's currency:" : "add \(name): to its columns"))
            }
        }
    }

    private func planned(_ mapping: ColumnMapping, isSQL: Set<String>) -> PlannedColumn? {
        let column = relation.column(mapping.column)
        let type = column?.type ?? mapping.type
        let isItems = relation.name == "items"
        // Constants and a map's values are written in the definition's way, not in the extract's.
        let isPlain =
            switch mapping.rule {
            case .constant, .mapped, .lookups: true
            case .column, .anyOf, .joined, .firstOf, .signed, .debitOrCredit, .moved, .cases, .sql: false
            }
        let conversion: PlannedColumn.Conversion
        switch type {
        case .text:
            let choices = column?.choices.map { $0.map { ShortWord($0) } }
            if isItems, mapping.column == "receipt_class", !isSQL.contains("kind"), !isSQL.contains("customer_id") {
                conversion = .receiptClass(choices ?? [])
            } else if let choices {
                conversion = .choice(choices)
            } else if ["currency", "from_currency", "to_currency"].contains(mapping.column), column != nil {
                conversion = .currency(defaultCode: isItems ? defaultCurrency.map { Array($0.utf8) } : nil)
            } else {
                conversion = .text
            }
        case .date:
            conversion = .date(isPlain ? plainDates : dates)
        case .money, .rate: conversion = .amount(isPlain ? .plain(type) : AmountFormat(source.format, type: type))
        case .integer: conversion = .integer(isPlain ? .plain(type) : AmountFormat(source.format, type: type))
        }
        let isWanted = wanted?.contains(mapping.column) ?? true
        let isIdentity = relation.identity.contains(mapping.column)
        let matters =
            isRequired(mapping.column) || isIdentity
            || (isItems && ["customer_id", "currency"].contains(mapping.column))
        guard isWanted || matters else { return nil }
        return PlannedColumn(
            name: mapping.column, type: type, conversion: conversion,
            isRequired: isRequired(mapping.column) || (isItems && mapping.column == "currency"), isEmitted: isWanted,
            isPositive: column?.isPositive ?? false)
    }

    /// What items have even where the extract hasn't: a currency and the class of a receipt.
    private func addDefaults(_ plan: inout ReadingPlan, isSQL: Set<String>) {
        guard relation.name == "items" else { return }
        if let defaultCurrency, plan.index(of: "currency") == nil, !isSQL.contains("currency") {
            plan.columns.append(
                PlannedColumn(
                    name: "currency", type: .text, conversion: .currency(defaultCode: Array(defaultCurrency.utf8)),
                    isRequired: true, isEmitted: wanted?.contains("currency") ?? true))
            for index in headers.indices { plan.sources[index].append(.absent) }
        }
        let depends = !isSQL.isDisjoint(with: ["receipt_class", "kind", "customer_id"])
        if !depends, plan.index(of: "receipt_class") == nil, wanted?.contains("receipt_class") ?? true {
            plan.columns.append(
                PlannedColumn(
                    name: "receipt_class", type: .text, conversion: .receiptClass([]), isRequired: false,
                    isEmitted: true))
            for index in headers.indices { plan.sources[index].append(.absent) }
        }
    }

    private func addRaw(_ plan: inout ReadingPlan) {
        for header in headers {
            for name in header.names where !plan.rawNames.contains(name) { plan.rawNames.append(name) }
        }
        plan.rawFields = headers.map { header in plan.rawNames.map { header.names.firstIndex(of: $0) } }
    }

    /// Each thing once, in the order found.
    private func merged() -> [Finding] {
        var seen = Set<Finding>()
        return findings.filter { seen.insert($0).inserted }
    }
}
