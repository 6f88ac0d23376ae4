internal import Model
internal import Planning

/// Gives the embedded engine what every `kpi.sql` may read beside its own facts.
struct RollUpStage {
    let session: any EngineSession
    let tree: NodeTree
    let keyDates: [CivilDate]
    let ledger: LedgerDefinition
    let shape: LedgerShape
    let currency: String

    static let treeRelations = ["nodes", "scope_nodes", "points"]

    /// A tree's nodes, where each scope hangs, and the points that figures are wanted at.
    static func ingest(_ tree: NodeTree, _ leaves: [SplitTree.Leaf], _ keyDates: [CivilDate], into session: any EngineSession) throws {
        func ingest(_ table: String, _ fields: [ColumnField], _ rows: [[ScalarValue]]) throws {
            try session.ingest(RowsSource(fields: fields, rows: rows), into: table)
        }
        try ingest(
            "nodes", ["node", "parent", "depth"].map { ColumnField($0, .int64) },
            tree.nodes.map { [.integer($0.id), $0.parent.map(ScalarValue.integer) ?? .null, .integer($0.path.count)] })
        try ingest("scope_nodes", ["scope", "node"].map { ColumnField($0, .int64) }, leaves.map { [.integer($0.scope), .integer($0.node)] })
        try ingest(
            "points", [ColumnField("as_of", .date), ColumnField("node", .int64)],
            keyDates.flatMap { day in tree.nodes.map { [.date(day), .integer($0.id)] } })
    }

    func run() throws {
        try Self.ingest(tree, tree.scopeLeaves.enumerated().map { .init(scope: $0, node: $1) }, keyDates, into: session)
        try ingest(
            "periods", ["as_of": .date, "position": .int64], ["as_of", "position"],
            keyDates.enumerated().map { [.date($1), .integer($0)] })
        let start = MonthWalk.historyStart(completeFrom: ledger.completeFrom, firstPosting: shape.firstPosting)
        let months = keyDates.flatMap { day in
            start.map { MonthWalk.months(endingAt: day, historyStart: $0) } ?? []
        }
        try ingest(
            "months",
            ["as_of": .date, "month_start": .date, "last_day": .date, "days": .int64, "back": .int64],
            ["as_of", "month_start", "last_day", "days", "back"],
            months.map { [.date($0.asOf), .date($0.monthStart), .date($0.lastDay), .integer($0.days), .integer($0.back)] })
        try session.ingest(LedgerRow.source(ledger, shape, currency: currency), into: "ledger")
    }

    private func ingest(
        _ table: String, _ types: [String: VectorType], _ names: [String], _ rows: [[ScalarValue]]
    ) throws {
        let fields = names.map { ColumnField($0, types[$0] ?? .text) }
        try session.ingest(RowsSource(fields: fields, rows: rows), into: table)
    }
}

/// `ledger`: one row about the extract and the report's currency, for both engines.
enum LedgerRow {
    static func source(_ ledger: LedgerDefinition, _ shape: LedgerShape, currency: String) -> RowsSource {
        func optional(_ day: CivilDate?) -> ScalarValue { day.map(ScalarValue.date) ?? .null }
        let days = ["complete_from", "extracted_on", "first_posting"].map { ColumnField($0, .date) }
        return RowsSource(
            fields: days + [ColumnField("currency", .text), ColumnField("places", .int64)],
            rows: [
                [
                    optional(ledger.completeFrom), optional(ledger.extractedOn), optional(shape.firstPosting), .text(currency),
                    .integer(CurrencyCode.minorUnits(currency)),
                ]
            ])
    }
}
