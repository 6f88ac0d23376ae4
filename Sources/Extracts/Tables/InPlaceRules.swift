internal import Model

/// Says how an engine can read a source where it lies, column by column, or what there takes a reader of text.
///
/// An engine's rules are fewer than the mapping's. Those that are here give the same value for every cell that fits them;
/// cells that don't fit are read as text, in the rows that have one.
struct InPlaceRules {
    private let source: SourceDefinition
    private let plan: ReadingPlan
    private let columns: [SourceColumn]

    init(_ source: SourceDefinition, _ plan: ReadingPlan, _ columns: [SourceColumn]) {
        self.source = source
        self.plan = plan
        self.columns = columns
    }

    func source(_ query: SourceDefinition.Query) throws -> InPlaceSource {
        if source.mended != nil { throw StreamingReason("rows of it were mended") }
        if !source.format.lines.skipped.isEmpty { throw StreamingReason("rows of it are skipped") }
        if !query.isText, Set(columns.map(\.name)).count < columns.count { throw StreamingReason("it has several columns of one name") }
        if !plan.rawNames.isEmpty { throw StreamingReason("its mapping has SQL") }
        let rules = try plan.columns.indices.map(rule)
        var place = InPlaceSource(
            query: query, columns: columns, format: source.format, rules: rules)
        place.readsText = plan.columns.indices.lazy.compactMap(textReason).first
        if plan.identity.count > 1 { throw StreamingReason("its rows are told apart by several columns") }
        place.identity = plan.identity.first
        place.amount = plan.index(of: "amount")
        place.currency = plan.index(of: "currency")
        place.day = LedgerRelation.named(plan.relation)?.dateColumn.flatMap { plan.index(of: $0) }
        guard plan.relation == "items" else { return place }
        guard let kind = plan.index(of: "kind"), let customer = plan.index(of: "customer_id") else {
            throw StreamingReason("kind and customer_id are not mapped")
        }
        place.items = (kind, customer)
        return place
    }

    private func rule(_ index: Int) throws -> InPlaceSource.Rule {
        let column = plan.columns[index]
        let cells = plan.sources[0][index]
        let check: InPlaceSource.Check
        let value: InPlaceSource.Value
        switch column.conversion {
        case .text:
            check = .text([])
            value = try text(cells, column)
        case .choice(let words):
            check = .text(words.map(\.text))
            value = try text(cells, column)
        case .currency(let code):
            check = .currency(default: code.map { String(decoding: $0, as: UTF8.self) })
            value = try text(cells, column)
        case .receiptClass(let words):
            check = .receiptClass(words.map(\.text))
            value = try text(cells, column)
        case .date:
            check = .date
            value = try typed(cells, column, .date, "a date")
            let isTyped = cells.fields.contains { columns[$0].kind == .date }
            guard !isTyped || source.format.dates.contains(where: { $0.contains("%Y") }) else {
                throw StreamingReason("no format of its dates has a whole year")
            }
        case .amount(let format), .integer(let format):
            check = .number(digits: format.integerDigits, decimals: format.scale)
            value = try typed(cells, column, .number, "an exact number")
        }
        return InPlaceSource.Rule(
            name: column.name, type: column.type, value: value, check: check, isRequired: column.isRequired,
            isPositive: column.isPositive)
    }

    // MARK: Where values come from

    private func text(_ cells: CellSource, _ column: PlannedColumn) throws -> InPlaceSource.Value {
        switch cells {
        case .absent: return .absent
        case .field(let field): return .column(try text(field, column))
        case .part(.constant(let text)): return .constant(Self.words(text))
        case .constant(let bytes): return .constant(String(decoding: bytes, as: UTF8.self))
        case .mapped(let field, let table):
            return .mapped(try text(field, column), words: table.words, fallback: table.fallbackWord)
        case .joined(let parts, let labels, nil):
            return .joined(try parts.map { try part($0, column) }, needsAll: !labels.isEmpty)
        case .firstOf(let parts): return .firstOf(try fields(parts, column).map { try text($0, column) })
        default: throw rulesOnly(column)
        }
    }

    private func part(_ part: CellPart, _ column: PlannedColumn) throws -> InPlaceSource.Part {
        switch part {
        case .field(let field): .column(try text(field, column))
        case .constant(let text): .constant(Self.words(text))
        default: throw rulesOnly(column)
        }
    }

    private func typed(
        _ cells: CellSource, _ column: PlannedColumn, _ kind: SourceColumn.Kind, _ name: String
    ) throws -> InPlaceSource.Value {
        func checked(_ field: Int) throws -> Int {
            guard columns[field].kind == kind || columns[field].kind == .text else { throw reason(field, column, name) }
            return field
        }
        switch cells {
        case .absent: return .absent
        case .field(let field): return .column(try checked(field))
        case .firstOf(let parts): return .firstOf(try fields(parts, column).map(checked))
        case .signed(.field(let field), .negated): return .negated(try checked(field))
        case .signed(.field(let field), .indicator(.field(let by), let credits, let debits)):
            return .indicated(try checked(field), by: try text(by, column), credits: credits.map(\.text), debits: debits.map(\.text))
        default: throw rulesOnly(column)
        }
    }

    private func reason(_ field: Int, _ column: PlannedColumn, _ name: String) -> StreamingReason {
        StreamingReason("\(column.name) is made of \"\(columns[field].name)\", which is not \(name) there")
    }

    /// A date or an amount in a column of text.
    private func textReason(_ index: Int) -> StreamingReason? {
        let column = plan.columns[index]
        let name: String
        switch column.conversion {
        case .text, .choice, .currency, .receiptClass: return nil
        case .date: name = "a date"
        case .amount, .integer: name = "an exact number"
        }
        return plan.sources[0][index].fields.first { columns[$0].kind == .text }.map { reason($0, column, name) }
    }

    private func fields(_ parts: [CellPart], _ column: PlannedColumn) throws -> [Int] {
        try parts.map { if case .field(let field) = $0 { field } else { throw rulesOnly(column) } }
    }

    /// A column that is written the same as text there and here.
    private func text(_ field: Int, _ column: PlannedColumn) throws -> Int {
        switch columns[field].kind {
        case .text, .boolean, .number: return field
        case .date, .binaryNumber, .unreadable:
            throw StreamingReason("\(column.name) is the text of \"\(columns[field].name)\", which is not text there")
        }
    }

    private func rulesOnly(_ column: PlannedColumn) -> StreamingReason {
        StreamingReason("the rule for \(column.name) is one for text")
    }

    private static func words(_ text: ConstantText) -> String {
        String(decoding: UnsafeBufferPointer(start: text.start, count: text.length), as: UTF8.self)
    }
}

extension CellSource {
    /// The fields that the value itself is made of.
    fileprivate var fields: [Int] {
        switch self {
        case .field(let field), .signed(.field(let field), _): [field]
        case .firstOf(let parts): parts.compactMap { if case .field(let field) = $0 { field } else { nil } }
        default: []
        }
    }
}
