internal import Definitions
internal import Metrics
internal import Model
internal import Planning

/// One metric: its facts on the ledger's engine, rolled up and turned into figures on the embedded one.
struct MeasureStage {
    let report: ReportDefinition
    let targets: TargetStage
    let placed: PlacedTargets
    let plugin: MetricPlugin
    let parameters: [String: ParameterValue]
    let session: any EngineSession
    let rollUp: any EngineSession
    let settled: SettleStage.Outcome
    let asOf: CivilDate
    let keyDates: [CivilDate]
    /// Key dates that the extract doesn't reach, and why.
    let unavailable: [CivilDate: String]
    let firstFlowDay: CivilDate?
    /// The node whose facts are kept to be shown.
    var shownNode = 0
    /// What it is at, for whoever ends it.
    var running = RunningSteps()
    /// The members whose parts are kept, too.
    var split: SplitTree?

    private static let detailLimit = 5_000
    private static let valueDateReach = 1_100

    struct Outcome {
        var grid: FigureGrid
        var tables: [String: ResultRows]
        var details: [String: DetailRows]
        var checks: [CheckOutcome]
        var findings: [Finding]
        var inputs: ResultRows
        var facts: [FactRows]
        /// Of the split's tree, for its members.
        var parts: SplitFigures?
    }

    func run() throws -> Outcome {
        let relations = ParameterRelations(parameters: parameters).all()
        for relation in relations {
            try session.ingest(relation.source, into: relation.name)
            try rollUp.ingest(relation.source, into: relation.name)
        }
        let windows = self.windows()
        let names = (onLedger: reads("windows", plugin.onLedger), rolledUp: reads("windows", plugin.onRollUp))
        if names.onLedger { try session.ingest(WindowRelation.source(windows), into: "windows") }
        if names.rolledUp { try rollUp.ingest(WindowRelation.source(windows), into: "windows") }
        if reads("item_states", plugin.onLedger) {
            try session.perform(settled.relations.itemStates(reaches: plugin.manifest.reaches(parameters)), for: StatementPurpose("host relations"))
        }
        for name in plugin.manifest.views {
            guard let file = plugin.views[name] else { continue }
            let purpose = StatementPurpose(file.path, metric: plugin.manifest.id)
            if plugin.manifest.keptViews.contains(name) {
                try running.at(file) { try session.keep(FactQuery.portable(file.text), as: name, for: purpose) }
            } else {
                try session.define(FactQuery.portable(file.text), as: name, for: purpose)
            }
        }
        if plugin.manifest.targets != nil {
            let totals = targets.windowed(placed, plugin.manifest, windows: windows) { _, _, _ in false }.targets
            try rollUp.ingest(TargetStage.source(totals, keyDates), into: "targets")
        }
        for set in plugin.manifest.facts { try bringUp(set, ends: names.rolledUp ? WindowRelation.ends(windows) : []) }
        // The lists come from the ledger's engine while the embedded one turns facts into figures.
        let (rolledUp, listed) = SideBySide.run(
            { try self.figures(settled.tree) },
            { unavailable[asOf] == nil ? try detailLists() : [:] })
        var figures = try rolledUp.get()
        let details = try listed.get()
        let totals = targets.windowed(placed, plugin.manifest, windows: windows) { [grid = figures.read.grid] id, date, node in
            grid.hasFigure(id, date: date, node: node)
        }
        TargetStage.mark(totals.targets, places: CurrencyCode.minorUnits(settled.currency), in: &figures.read.grid)
        let read = figures.read
        var outcome = Outcome(
            grid: read.grid, tables: figures.tables, details: details.mapValues { $0.whole }, checks: read.checks,
            findings: read.findings() + totals.findings, inputs: read.inputs, facts: figures.facts)
        if let split {
            outcome.parts = try parts(split, own: figures, totals: totals.targets, details.mapValues { $0.parts })
            for set in plugin.manifest.facts { try rollUp.drop(Self.leaf(set)) }
        }
        for relation in relations {
            try session.drop(relation.name)
            try rollUp.drop(relation.name)
        }
        for set in plugin.manifest.facts { try rollUp.drop(set.name) }
        for name in plugin.manifest.views.reversed() { try session.drop(name) }
        if names.onLedger { try session.drop("windows") }
        if names.rolledUp { try rollUp.drop("windows") }
        if plugin.manifest.targets != nil { try rollUp.drop("targets") }
        return outcome
    }

    struct Figures {
        var read: ReadFigures
        var tables: [String: ResultRows]
        var facts: [FactRows]
    }

    private func reads(_ relation: String, _ statements: [String]) -> Bool {
        statements.contains { SQLWords.of($0).contains(relation) }
    }

    /// To-date periods by the metric's fiscal year where it has one of its own, else by the report's.
    private func windows() -> [(asOf: CivilDate, calendar: Int, span: WindowSpan)] {
        guard plugin.manifest.targets != nil || reads("windows", plugin.statements) else { return [] }
        let own = plugin.manifest.parameters.first { $0.inherits == .fiscal_year_start }.flatMap { parameters[$0.name] }
        let start = if case .integer(let month) = own { month } else { report.fiscalYearStart }
        return settled.calendars.windows(keyDates, fiscalYearStart: start, weekStart: report.weekStart)
    }

    /// What the metric's SQL makes of the facts that are rolled up to a tree.
    func figures(_ tree: NodeTree) throws -> Figures {
        let statistics = try HistogramStage(plugin: plugin, rollUp: rollUp, tree: tree, keyDates: keyDates, running: running).run()
        return try Figures(
            read: read(tree, statistics), tables: unavailable[asOf] == nil ? queryTables(tree) : [:],
            facts: tree == settled.tree ? facts(at: [shownNode])[0] : [])
    }

    private func read(_ tree: NodeTree, _ statistics: HistogramFigures) throws -> ReadFigures {
        let reader = FigureReader(
            manifest: plugin.manifest, parameters: parameters, kpiPath: "\(plugin.manifest.id)/\(plugin.kpi.path)",
            statistics: statistics, tree: tree, keyDates: keyDates, unavailable: unavailable,
            places: CurrencyCode.minorUnits(settled.currency))
        return try running.at(plugin.kpi) { try reader.read(bounded(plugin.kpi, FactQuery.enclosed(plugin.kpi.text))) }
    }

    /// All rows that a file on the embedded engine gives, if they aren't beyond all measure.
    private func boundedRows(_ file: MetricPlugin.SQLFile, _ sql: String) throws -> ResultRows {
        try running.at(file) { try ResultRows(all: bounded(file, sql)) }
    }

    private func bounded(_ file: MetricPlugin.SQLFile, _ sql: String) throws -> LimitedSource {
        LimitedSource.bounded(try rollUp.stream(sql, for: StatementPurpose(file.path, metric: plugin.manifest.id)), file, of: plugin)
    }

    /// A fact set from the leaf to every node, under its own name.
    private func bringUp(_ set: FactSet, ends: Set<CivilDate>) throws {
        guard let file = plugin.facts[set.name] else { return }
        let folded = set.kind == .flow && set.trailing != nil
        let isOwn = folded || set.day != .posted_on
        let purpose = StatementPurpose(file.path, metric: plugin.manifest.id)
        if folded { try ingestSpans(set, ends: ends) }
        let host = StatementPurpose("host relations")
        if isOwn { try session.perform(settled.relations.flows(for: set), for: host) }
        try running.at(file) {
            let rows = try session.stream(FactQuery.sql(set, text: file.text), for: purpose)
            let measured = try MeasureSource(rows, of: set, file: "\(plugin.manifest.id)/\(file.path)")
            let limited = LimitedSource(measured, limit: LimitedSource.mostRows) {
                Refusal(
                    .badDefinition,
                    Finding(
                        "fact-set-too-large", .error,
                        "the fact set \"\(set.name)\" of \(plugin.manifest.id) has more than \(LimitedSource.mostRows) rows",
                        place: Place(file: "\(plugin.manifest.id)/\(file.path)"),
                        remedy: "Its keys (\(set.keys.joined(separator: ", "))) are too fine: group by fewer or coarser ones."))
            }
            try rollUp.ingest(limited, into: Self.leaf(set))
        }
        try bringUp(set, through: settled.tree)
        if split == nil { try rollUp.drop(Self.leaf(set)) }
        if isOwn { try session.perform(settled.relations.dailyFlows, for: host) }
        if folded { try session.drop("fact_days") }
    }

    static func leaf(_ set: FactSet) -> String { "leaf_\(set.name)" }

    func bringUp(_ set: FactSet, through tree: NodeTree) throws {
        try rollUp.keep(
            RollUp.sql(set, leaf: Self.leaf(set), depth: tree.dimensions.count), as: set.name,
            for: StatementPurpose("roll-up of \(set.name)", metric: plugin.manifest.id))
    }

    private func ingestSpans(_ set: FactSet, ends: Set<CivilDate>) throws {
        let trailing = (set.trailing ?? []).compactMap { name -> Int? in
            if case .integer(let days) = parameters[name] { days } else { nil }
        }
        // A value date may lie before the first posting.
        let first = (firstFlowDay ?? asOf) - (set.day == .posted_on ? 0 : Self.valueDateReach)
        let spans = FactQuery.spans(from: first, to: asOf, keyDates: keyDates, trailing: trailing, ends: ends)
        try session.ingest(
            RowsSource(
                fields: [ColumnField("day", .date), ColumnField("span", .date)],
                rows: spans.map { [.date($0.day), .date($0.span)] }), into: "fact_days")
    }

    /// By node, what its facts come to.
    func facts(at nodes: [Int]) throws -> [[FactRows]] {
        var found = [[FactRows]](repeating: [], count: nodes.count)
        guard unavailable[asOf] == nil else { return found }
        // A bucket's number says nothing; its label does.
        let ranges = plugin.manifest.parameters.filter { if case .dayRanges = $0.kind { true } else { false } }
        let labels = ranges.count == 1 ? ["bucket": "params_\(ranges[0].name)"] : [:]
        for set in plugin.manifest.facts {
            guard let file = plugin.facts[set.name] else { continue }
            let purpose = StatementPurpose("facts of \(set.name) to show", metric: plugin.manifest.id)
            let summary = FactSummary(set: set, nodes: nodes, asOf: asOf, labels: labels)
            let rows = try rollUp.rows(summary.rows, for: purpose)
            let ofNode = Dictionary(grouping: rows.rows) { $0[0].wholeNumber ?? 0 }
            let isFull = ofNode.values.contains { $0.count == FactRows.limit }
            let counts = isFull ? try rollUp.rows(summary.count, for: purpose).rows : []
            let totals = Dictionary(counts.map { ($0[0].wholeNumber ?? 0, $0[1].wholeNumber ?? 0) }) { first, _ in first }
            for (index, node) in nodes.enumerated() {
                let own = (ofNode[node] ?? []).map { Array($0.dropFirst()) }
                found[index].append(
                    FactRows(
                        name: set.name, path: file.path, rows: ResultRows(fields: Array(rows.fields.dropFirst()), rows: own),
                        summedOver: set.kind == .flow ? set.keys : [], total: totals[node] ?? own.count))
            }
        }
        return found
    }

    private func queryTables(_ tree: NodeTree) throws -> [String: ResultRows] {
        var tables: [String: ResultRows] = [:]
        for (name, file) in plugin.tables.sorted(by: { $0.key < $1.key }) {
            // Charts show the root's at all key dates, tables each node's at the last; a member's root may be any node.
            let shown = tree == settled.tree ? "WHERE as_of = DATE '\(asOf)' OR node = 0 " : ""
            let sql = "SELECT * FROM (\n\(FactQuery.trimmed(file.text))\n) AS t \(shown)ORDER BY as_of, node, position"
            tables[name] = try boundedRows(file, sql)
        }
        return tables
    }

    /// Which rows of a list belong to the node that is shown.
    private var below: String {
        guard shownNode != 0 else { return "" }
        let path = settled.tree.nodes[shownNode].path
        let scopes = settled.tree.scopeLeaves.enumerated().filter { settled.tree.nodes[$0.element].path.starts(with: path) }
        return "\nWHERE t.scope IN (\(scopes.map { String($0.offset) }.joined(separator: ", ")))"
    }

    /// A list, and each member's part of it.
    typealias Lists = (whole: DetailRows, parts: [DetailRows])

    private func detailLists() throws -> [String: Lists] {
        var lists: [String: Lists] = [:]
        for table in plugin.manifest.tables where table.source == .details {
            guard let file = plugin.details[table.name] else { continue }
            let views = plugin.views.filter { !plugin.manifest.keptViews.contains($0.key) }.map(\.value.text)
            let sql = ([file.text] + views).joined(separator: "\n")
            for step in settled.relations.forDetails(sql: sql) { try session.perform(step, for: StatementPurpose("host relations")) }
            lists[table.name] = try running.at(file) { try self.list(table, file) }
        }
        for step in settled.relations.afterDetails { try session.perform(step, for: StatementPurpose("host relations")) }
        return lists
    }

    private func list(_ table: MetricTable, _ file: MetricPlugin.SQLFile) throws -> Lists {
        let purpose = StatementPurpose(file.path, metric: plugin.manifest.id)
        let list = DetailQuery(table: table, limit: table.limit ?? Self.detailLimit, sql: file.text)
        // Kept first: DuckDB 1.5.5 now and then fails on a windowed count under ORDER BY and LIMIT.
        try session.keep(FactQuery.portable(file.text) + below, as: DetailQuery.relation, for: purpose)
        let rows = try ResultRows(all: LimitedSource.bounded(session.stream(list.rows, for: purpose), file, of: plugin))
        if let lacking = table.columns.first(where: { rows.index(of: $0.name) == nil }) {
            throw Refusal(
                .badDefinition,
                Finding(
                    "plugin-columns", .error, "the list \"\(table.name)\" gives no column \"\(lacking.name)\"",
                    place: Place(file: "\(plugin.manifest.id)/\(file.path)"), remedy: "Select it under this name, or take it out of the table's columns."))
        }
        let total = try session.rows(list.count, for: purpose).rows.first?.first?.wholeNumber ?? 0
        let whole = DetailRows(rows: rows, total: total)
        let parts = try split.map { try self.parts(of: whole, list, $0, purpose) } ?? []
        try session.drop(DetailQuery.relation)
        return (whole, parts)
    }
}
