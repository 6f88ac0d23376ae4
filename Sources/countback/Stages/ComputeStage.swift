internal import Definitions
internal import Metrics
internal import Model
internal import Planning

/// From a loaded ledger to results: key dates, settlement, then metric by metric.
struct ComputeStage {
    let report: ReportDefinition
    let ledger: LedgerDefinition
    let selected: [SelectedMetric]
    /// The ids of all plugins, in the report or not.
    let knownMetrics: [String]
    let loaded: LoadStage.Outcome
    let session: any EngineSession
    let rollUp: any EngineSession
    let today: CivilDate
    let progress: Progress
    /// The node whose facts and lists are shown: its path as it is written, `EMEA/ES`; empty for the whole.
    var shownNode = ""
    /// Whose packs are made besides the whole; nil: nobody's, though the report has a split.
    var members: MemberChoice?
    var memberCalendars: MemberCalendars?
    /// Whether the ledger is asked whose each customer is, for the packs to be held against it.
    var asksWhoseCustomers = false

    /// Results of the whole, and of each member in the order of the tree.
    struct Outcome {
        var whole: Results
        var members: [Results] = []
        /// Sums of facts that were compared with those of the members.
        var sums = 0
        /// Of a split by subsets, what is in none or in several.
        var gaps: SplitGaps?
        /// By member, the ids and names of its customers as the ledger has them, where they were asked for.
        var customers: [String: Set<String>] = [:]
    }

    /// With what a metric takes from the report where the definition sets nothing else.
    private var metrics: [SelectedMetric] {
        selected.map { metric in
            var metric = metric
            for parameter in metric.plugin.manifest.parameters
            where parameter.inherits == .fiscal_year_start && metric.selection.parameters[parameter.name] == nil {
                metric.parameters[parameter.name] = .integer(report.fiscalYearStart)
            }
            return metric
        }
    }

    func run() throws -> Results { try outcome().whole }

    func outcome() throws -> Outcome {
        let metrics = self.metrics
        try refuseMissingNeeds()
        let asOf = try keyDate()
        let keyDates = KeyDates.trend(report.trend, endingAt: asOf)
        let unavailable = self.unavailable(keyDates)
        let sql = metrics.flatMap { Array($0.plugin.facts.values).map(\.text) + Array($0.plugin.views.values).map(\.text) }
        let calendarWords: Set<String> = ["scope_calendars", "windows"]
        let needsCalendars = metrics.contains { metric in
            metric.plugin.manifest.targets != nil || metric.plugin.statements.contains { !SQLWords.of($0).isDisjoint(with: calendarWords) || SQLWords.reads("days", $0) }
        }
        progress.begin("settling")
        let settled = try SettleStage(
            ledger: ledger, report: report, shape: loaded.shape, session: session, asOf: asOf, keyDates: keyDates, sql: sql,
            readsOpenItems: metrics.flatMap { Self.statements(of: $0.plugin, reading: "open_items") },
            details: metrics.flatMap { $0.plugin.details.values.map(\.text) }, reaches: reaches,
            needsCalendars: needsCalendars, unavailable: Set(unavailable.keys), memberCalendars: memberCalendars
        ).run()
        let shown = try node(in: settled.tree)
        let split = members.map { $0.tree(of: settled.tree) }
        if let split { try ingestScopes(split) }
        try RollUpStage(
            session: rollUp, tree: settled.tree, keyDates: keyDates, ledger: ledger, shape: loaded.shape,
            currency: settled.currency
        ).run()
        var findings = loaded.findings + coverage(asOf: asOf, unavailable) + settled.findings
        let targets = TargetStage(
            report: report, ledger: ledger, metrics: metrics, knownMetrics: knownMetrics, shape: loaded.shape, session: session,
            settled: settled, asOf: asOf, keyDates: keyDates, unavailable: Set(unavailable.keys))
        let (placed, placing) = try targets.placed()
        findings += placing
        if placing.contains(where: { $0.severity == .error }) { throw Refusal(.badData, findings.changed(by: report.severities)) }
        var results: [MetricResult] = []
        var own: [Finding] = []
        var parts = split.map { MemberParts($0, report: settled.tree, targets: targets) }
        for metric in metrics {
            progress.begin("computing \(metric.plugin.manifest.id)")
            let running = RunningSteps()
            let (session, rollUp) = (self.session, self.rollUp)
            let stage = MeasureStage(
                report: report, targets: targets, placed: placed, plugin: metric.plugin, parameters: metric.parameters, session: session, rollUp: rollUp, settled: settled,
                asOf: asOf, keyDates: keyDates, unavailable: unavailable, firstFlowDay: [loaded.shape.firstPosting, ledger.completeFrom].compactMap { $0 }.max(),
                shownNode: shown, running: running, split: split)
            let measured = try LimitWatch.run(
                metric.plugin.manifest.id, metric.selection.limits.over(report.limits), running,
                cancel: {
                    session.cancel()
                    rollUp.cancel()
                }, stage.run)
            own += measured.findings
            var grid = measured.grid
            let applied = targets.apply(placed, to: &grid, of: metric)
            own += applied.findings
            var result = MetricResult(
                plugin: metric.plugin, parameters: metric.parameters, grid: grid, tables: measured.tables,
                details: measured.details, checks: measured.checks)
            (result.inputs, result.facts) = (measured.inputs, measured.facts)
            results.append(result)
            if let figures = measured.parts { parts?.add(figures, of: metric, whole: result, applied.plain) }
        }
        findings = findings.told(withMetrics: own).changed(by: report.severities)
        let fatal = findings.filter { $0.severity == .error }
        if !fatal.isEmpty { throw Refusal(.badData, findings) }
        let whole = Results(
            asOf: asOf, keyDates: keyDates, currency: settled.currency, tree: settled.tree, metrics: results,
            sources: loaded.sources, controls: loaded.controls + settled.quality.balances, rejects: loaded.rejects, findings: findings,
            rejectCounts: loaded.rejectCounts,
            dataChecks: DataCheckSummary(
                report: report, ledger: ledger, shape: loaded.shape, metrics: metrics, findings: findings,
                balances: settled.quality.balances, unreached: settled.quality.unreached
            ).outcomes())
        guard let split, let parts else { return Outcome(whole: whole) }
        let reach = coverage(asOf: asOf, unavailable)
        return Outcome(
            whole: whole,
            members: parts.results(of: whole) { (reach + $0).changed(by: report.severities) }, sums: parts.sums,
            gaps: members.flatMap { SplitGaps(SplitTree($0.rule, of: settled.tree), report: settled.tree) },
            customers: asksWhoseCustomers ? try customers(of: split) : [:])
    }

    private func customers(of split: SplitTree) throws -> [String: Set<String>] {
        let hasName = loaded.shape.relations["customers"]?.has("name") == true
        let rows = try session.rows(
            """
            SELECT DISTINCT s.scope, s.customer_id, \(hasName ? "c.name" : "s.customer_id") AS name
            FROM item_scopes s \(hasName ? "LEFT JOIN ledger_customers c ON c.customer_id = s.customer_id" : "")
            WHERE s.scope IS NOT NULL
            """, for: StatementPurpose("whose customers are"))
        let members = split.members.flatMap { member in member.scopes.map { (scope: $0, member: member.name) } }
        let ofScope = Dictionary(grouping: members, by: \.scope)
        var found: [String: Set<String>] = [:]
        for row in rows.rows {
            for (_, member) in ofScope[row[0].wholeNumber ?? -1] ?? [] { found[member, default: []].formUnion([row[1].words, row[2].words]) }
        }
        return found.mapValues { $0.subtracting([""]) }
    }

    /// `split_scopes`: which scopes are whose, on both engines.
    private func ingestScopes(_ split: SplitTree) throws {
        let fields = [ColumnField("member", .int64), ColumnField("scope", .int64)]
        let rows = split.members.enumerated().flatMap { number, member in member.scopes.sorted().map { [ScalarValue.integer(number), .integer($0)] } }
        for session in [session, rollUp] { try session.ingest(RowsSource(fields: fields, rows: rows), into: DetailQuery.members) }
    }

    /// Facts and views that read a relation, themselves or through a view that does.
    private static func statements(of plugin: MetricPlugin, reading relation: String) -> [String] {
        var names: Set<String> = [relation]
        var found: [String] = []
        for name in plugin.manifest.views {
            guard let text = plugin.views[name]?.text, !SQLWords.of(text).isDisjoint(with: names) else { continue }
            names.insert(name)
            found.append(text)
        }
        return found + plugin.facts.values.map(\.text).filter { !SQLWords.of($0).isDisjoint(with: names) }
    }

    /// How far back before the first key date fact sets look at item states.
    private var reaches: [StateReach] { metrics.flatMap { $0.plugin.manifest.reaches($0.parameters) } }

    private func node(in tree: NodeTree) throws -> Int {
        guard !shownNode.isEmpty else { return 0 }
        let paths = tree.nodes.map { $0.path.joined(separator: "/") }
        if let node = paths.firstIndex(of: shownNode) { return node }
        let near = Spelling.suggestion(for: shownNode, among: paths)
        let top = tree.nodes.filter { $0.path.count == 1 }.prefix(12).map { $0.path[0] }.joined(separator: ", ")
        throw Refusal(
            .usage,
            Finding(
                "unknown-node", .error, "the report has no node \"\(shownNode)\" (\(tree.dimensions.joined(separator: "/")))",
                remedy: near ?? (top.isEmpty ? "It isn't grouped by anything: leave --node out." : "Its first level is \(top).")))
    }

    private func keyDate() throws -> CivilDate {
        guard let asOf = KeyDates.resolve(report.asOf, today: today, ledgerEnd: loaded.shape.lastPosting) else {
            throw Refusal(.badData, noData("the ledger has no items"))
        }
        guard let first = loaded.shape.firstPosting, first <= asOf else {
            let first = loaded.shape.firstPosting.map { "; the ledger begins on \($0)" } ?? ""
            throw Refusal(.badData, noData("no item is posted on or before the key date \(asOf)\(first)"))
        }
        return asOf
    }

    private func noData(_ message: String) -> Finding {
        Finding(
            "no-data", .error, message, place: report.shownPlace,
            remedy: "Choose a later key date (--as-of), or extend the extract.")
    }

    /// Every metric's relations and columns must be there before anything is computed.
    private func refuseMissingNeeds() throws {
        var problems: [Finding] = []
        for metric in metrics {
            for (relation, columns) in metric.plugin.manifest.needs.sorted(by: { $0.key < $1.key }) {
                let id = metric.plugin.manifest.id
                guard let there = loaded.shape.relations[relation] else {
                    problems.append(
                        Finding(
                            "missing-relation", .error, "the metric \(id) needs the relation \"\(relation)\", and the ledger has no source for it",
                            place: metric.selection.place,
                            remedy: "Add `\(relation):` to the sources of \(ledger.shownPlace), or leave \(id) out."))
                    continue
                }
                for column in columns where !there.has(column) {
                    problems.append(
                        Finding(
                            "missing-need", .error, "the metric \(id) needs \"\(column)\" in \(relation), and the ledger doesn't map it",
                            place: metric.selection.place, remedy: "Map \"\(column)\" in the sources of \(ledger.shownPlace)."))
                }
            }
        }
        if !problems.isEmpty { throw Refusal(.badDefinition, problems) }
    }

    /// Key dates that the extract doesn't reach, with the reason that stands in place of a figure.
    private func unavailable(_ keyDates: [CivilDate]) -> [CivilDate: String] {
        var reasons: [CivilDate: String] = [:]
        for day in keyDates {
            if let from = ledger.completeFrom, day < from {
                reasons[day] = "before \(from), from which on the extract is complete"
            } else if let until = ledger.extractedOn, day > until {
                reasons[day] = "after \(until), on which the extract was taken"
            }
        }
        return reasons
    }

    private func coverage(asOf: CivilDate, _ unavailable: [CivilDate: String]) -> [Finding] {
        var findings: [Finding] = []
        let place = ledger.shownPlace
        if ledger.completeFrom == nil {
            findings.append(
                Finding(
                    "complete-from-not-stated", .warning,
                    "the ledger doesn't say from when on the extract is complete: past key dates and sales may lack settled items",
                    place: place, remedy: "State `complete_from:` (every item posted, open or cleared since then is in the extract)."))
        }
        if ledger.extractedOn == nil {
            findings.append(
                Finding(
                    "extracted-on-not-stated", .warning, "the ledger doesn't say when the extract was taken", place: place,
                    remedy: "State `extracted_on:`; key dates after it can't be known."))
        }
        let before = unavailable.keys.filter { day in ledger.completeFrom.map { day < $0 } ?? false }
        if !before.isEmpty, let from = ledger.completeFrom {
            findings.append(
                Finding(
                    "trend-before-complete-from", .info,
                    "\(before.count) of \(report.trend.points) trend points \(before.count == 1 ? "is" : "are") before \(from), "
                        + "from which on the extract is complete; \(before.count == 1 ? "it has" : "they have") no figures",
                    place: report.shownPlace, remedy: "Extract an earlier history, or ask for fewer points.",
                    count: before.count))
        }
        if let reason = unavailable[asOf], let until = ledger.extractedOn, asOf > until {
            findings.append(
                Finding(
                    "key-date-after-extract", .warning, "the key date \(asOf) is \(reason); nothing is shown for it",
                    place: place, remedy: "Take a newer extract, or report as of \(until) or earlier."))
        }
        return findings
    }
}
