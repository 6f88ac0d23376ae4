internal import Metrics
internal import Model
internal import Planning

/// The ledger's and the definition's targets on the nodes they belong to, and how each figure stands against its own.
struct TargetStage {
    let report: ReportDefinition
    let ledger: LedgerDefinition
    let metrics: [SelectedMetric]
    /// The ids of all plugins, in the report or not.
    let knownMetrics: [String]
    let shape: LedgerShape
    let session: any EngineSession
    let settled: SettleStage.Outcome
    let asOf: CivilDate
    let keyDates: [CivilDate]
    let unavailable: Set<CivilDate>

    private var places: Int { CurrencyCode.minorUnits(settled.currency) }

    /// Reads the targets and finds their nodes; what can't be placed is refused or told.
    func placed() throws -> (targets: PlacedTargets, findings: [Finding]) {
        let rows = try self.rows()
        let levels = shape.relations["customers"]?.fields.map(\.name).filter { !["customer_id", "valid_from"].contains($0) } ?? []
        let reach = try MemberReach.read(
            levels: Set(rows.map(\.level)).intersection(levels), membership: settled.membership, tree: settled.tree,
            hasCustomers: shape.relations["customers"] != nil, asOf: asOf, session: session)
        let setting = TargetSetting(
            tree: settled.tree, levels: levels, filter: report.filter, metrics: metrics.map(\.plugin.manifest),
            selections: metrics.map(\.selection), knownMetrics: knownMetrics, ledgerCurrency: ledger.currency,
            reportCurrency: settled.currency, places: places, reach: { reach.of($0, $1) }, shared: { reach.shared(by: $0) },
            members: { reach.members(of: $0) })
        return TargetPlacing.place(rows, in: setting)
    }

    private func rows() throws -> [TargetRow] {
        guard shape.relations["targets"] != nil else { return [] }
        let source = ledger.sources.first { $0.relation == "targets" }
        let file = source?.place.file ?? ledger.shownPlace.file
        let rows = try session.rows(
            """
            SELECT metric, value, period_start, period_end, level, member, measure, currency, target_no
            FROM ledger_targets ORDER BY target_no
            """, for: StatementPurpose("targets"))
        return rows.rows.compactMap { row in
            guard let value = row[1].number, let start = row[2].day, let end = row[3].day else { return nil }
            let line = (row[8].wholeNumber ?? 0) & 0xFF_FFFF_FFFF + 2 + (source?.format.skip ?? 0)
            return TargetRow(
                metric: row[0].words, value: value, periodStart: start, periodEnd: end, level: row[4].words, member: row[5].words,
                measure: row[6].words, currency: row[7] == .null ? nil : row[7].words,
                place: Place(file: targetFile(source) ?? file, line: line))
        }
    }

    private func targetFile(_ source: SourceDefinition?) -> String? {
        source.map { $0.query?.shownName ?? Project.relative($0.file, to: report.path) }
    }

    // MARK: Totals of periods, for a metric's SQL

    /// `targets`: what the metric's windowed targets come to at every node, now and in the period before.
    func windowed(
        _ placed: PlacedTargets, _ manifest: MetricManifest, windows: [(asOf: CivilDate, calendar: Int, span: WindowSpan)],
        hasFigure: @escaping (String, Int, Int) -> Bool
    ) -> (targets: [WindowedTarget], findings: [Finding]) {
        guard let wanted = manifest.targets?.windows else { return ([], []) }
        let calendars = settled.calendars.used
        let positions = Dictionary(uniqueKeysWithValues: keyDates.enumerated().map { ($1, $0) })
        let spans = calendars.map { calendar in
            windows.filter { $0.calendar == calendar && wanted.contains($0.span.window) }.flatMap { window -> [TargetSpan] in
                guard let date = positions[window.asOf] else { return [] }
                let span = window.span
                return [
                    TargetSpan(
                        date: date, window: span.window, isPrevious: false,
                        days: TargetSpan.days(of: span.window, from: span.startsOn, toDay: span.toDay, endsOn: span.endsOn)),
                    TargetSpan(
                        date: date, window: span.window, isPrevious: true,
                        days: TargetSpan.days(
                            of: span.window, from: span.previousStartsOn, toDay: span.previousToDay, endsOn: span.previousEndsOn)),
                ]
            }
        }
        let ofNode = nodeCalendars()
        let days = settled.calendars.days
        return placed.windowed(
            manifest, spans: spans, calendars: ofNode.map { calendars.firstIndex(of: $0) ?? 0 }, at: dates(hasFigure)
        ) { node, range in days[ofNode[node]].count(range) }
    }

    /// The calendar that all scopes of a node share, else that of the report's default.
    private func nodeCalendars() -> [Int] {
        let tree = settled.tree
        var found = [Int?](repeating: nil, count: tree.nodes.count)
        let fallback = settled.calendars.fallback
        for (scope, leaf) in tree.scopeLeaves.enumerated() {
            let calendar = settled.calendars.ofScope[scope]
            var node: Int? = leaf
            while let at = node {
                found[at] = found[at] == nil || found[at] == calendar ? calendar : -1
                node = tree.nodes[at].parent
            }
        }
        return found.map { $0 == nil || $0 == -1 ? fallback : $0! }
    }

    static func source(_ targets: [WindowedTarget], _ keyDates: [CivilDate]) -> some BatchSource {
        RowsInParts(
            fields: [
                ColumnField("as_of", .date), ColumnField("node", .int64), ColumnField("measure", .text), ColumnField("name", .text),
                ColumnField("is_previous", .boolean), ColumnField("amount", .decimal(precision: 38, scale: 4)),
                ColumnField("is_partial", .boolean),
            ], of: targets
        ) { target in
            [
                .date(keyDates[target.date]), .integer(target.node), .text(target.measure), .text(target.window.rawValue),
                .boolean(target.isPrevious), .decimal(target.amount), .boolean(target.isPartial),
            ]
        }
    }

    // MARK: Targets and statuses of figures

    /// Marks the figures that are totals of targets and lack a child's: those that another is held against.
    static func mark(_ totals: [WindowedTarget], places: Int, in grid: inout FigureGrid) {
        let shown = Set(grid.values.compactMap { $0.standing?.against })
        for value in grid.values.indices where shown.contains(grid.values[value].id) {
            for total in totals where total.isPartial && !total.isPrevious {
                if grid[value, total.date, total.node].value == total.amount.rounded(scale: places) {
                    grid[value, total.date, total.node].isPartial = true
                }
            }
        }
    }

    /// Gives every figure that has one its target and status; answers what the sums of targets showed, and the targets by value.
    func apply(_ placed: PlacedTargets, to grid: inout FigureGrid, of metric: SelectedMetric) -> (findings: [Finding], plain: [Int: PlainTargets]) {
        let manifest = metric.plugin.manifest
        let hasFigure = { [grid] id, date, node in grid.hasFigure(id, date: date, node: node) }
        var findings: [Finding] = []
        var plain: [Int: PlainTargets] = [:]
        for value in placed.plainValues(of: manifest) {
            guard let position = grid.values.firstIndex(where: { $0.id == value.id }) else { continue }
            let found = placed.plain(value, of: manifest.id, at: dates(hasFigure))
            findings += found.findings
            plain[position] = found.targets
            for date in grid.keyDates.indices {
                for node in 0..<grid.nodeCount {
                    guard let target = found.targets[date, node] else { continue }
                    Self.set((target, found.targets.isPartial(date: date, node: node)), position, date, node, &grid, near(metric))
                }
            }
        }
        stand(in: &grid, near(metric))
        return (findings, plain)
    }

    /// A figure's target, and how it stands against it; nil takes both away.
    static func set(
        _ target: (amount: ExactDecimal, isPartial: Bool)?, _ value: Int, _ date: Int, _ node: Int, _ grid: inout FigureGrid, _ near: ExactDecimal
    ) {
        grid[value, date, node].target = target?.amount
        grid[value, date, node].isPartial = target?.isPartial ?? false
        grid[value, date, node].status = target.flatMap { target in
            grid[value, date, node].value.flatMap { TargetStatus.of($0, against: target.amount, better: grid.values[value].better, near: near) }
        }
    }

    func near(_ metric: SelectedMetric) -> ExactDecimal { metric.selection.near?.value ?? report.near }

    /// Every status that compares two other values.
    func stand(in grid: inout FigureGrid, _ near: ExactDecimal) {
        for (position, value) in grid.values.enumerated() {
            if let standing = value.standing { stand(position, value, standing, &grid, near) }
        }
    }

    /// A status that compares two other values: projected cash with the target. A percent's own target, where it has one,
    /// is the share of `against` that is wanted.
    private func stand(
        _ position: Int, _ value: MetricValue, _ standing: Standing, _ grid: inout FigureGrid, _ near: ExactDecimal
    ) {
        guard let of = grid.values.firstIndex(where: { $0.id == standing.of }),
            let against = grid.values.firstIndex(where: { $0.id == standing.against })
        else { return }
        for date in grid.keyDates.indices {
            for node in 0..<grid.nodeCount {
                guard let target = grid[against, date, node].value else { continue }
                let isShare = value.unit == .percent
                // Nothing is a share of nothing.
                if isShare, target.isZero { continue }
                let own = grid[position, date, node].target
                let share = isShare ? own ?? ExactDecimal(1) : ExactDecimal(1)
                let shown = isShare ? share.rounded(scale: max(share.scale, value.scale)) : target
                grid[position, date, node].target = shown
                grid[position, date, node].isPartial = grid[against, date, node].isPartial
                guard grid[position, date, node].value != nil, let figure = grid[of, date, node].value else {
                    grid[position, date, node].status = nil
                    continue
                }
                grid[position, date, node].status = TargetStatus.of(figure, against: target * share, better: value.better, near: near)
            }
        }
    }

    private func dates(_ hasFigure: @escaping (String, Int, Int) -> Bool) -> TargetDates {
        let conversion = settled.conversion
        return TargetDates(
            keyDates: keyDates, withoutFigures: unavailable, convert: { conversion.rate(from: $0, on: $1)?.factor },
            hasFigure: hasFigure)
    }
}
