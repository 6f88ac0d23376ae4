internal import Model

/// From the rows of `kpi.sql` to figures: the host divides and rounds, once.
///
/// A value `v` comes as a column `v`, or as `v_numerator` and `v_denominator` (and `v_whole`, added before rounding);
/// `v_reason` says why it is unavailable.
struct FigureReader {
    let manifest: MetricManifest
    let parameters: [String: ParameterValue]
    let kpiPath: String
    let rows: ResultRows
    let statistics: HistogramFigures
    let tree: NodeTree
    let keyDates: [CivilDate]
    let unavailable: [CivilDate: String]
    let places: Int

    private struct Columns {
        var plain: Int?
        var whole: Int?
        var numerator: Int?
        var denominator: Int?
        var reason: Int?
        var previous: Previous?

        struct Previous {
            var plain: Int?
            var numerator: Int?
            var denominator: Int?
        }
    }

    /// The grid over all key dates; those that the extract doesn't reach are unavailable with that reason.
    func grid() throws -> FigureGrid {
        let dates = keyDates
        var grid = FigureGrid(
            values: manifest.values, keyDates: dates, nodeCount: tree.nodes.count, reason: "kpi.sql gave no row")
        let columns = try manifest.values.map(self.columns)
        let (day, node) = try (index("as_of"), index("node"))
        let positions = Dictionary(uniqueKeysWithValues: dates.enumerated().map { ($1, $0) })
        var seen: Set<[Int]> = []
        for row in rows.rows {
            guard let date = row[day].day.flatMap({ positions[$0] }), let at = row[node].wholeNumber,
                tree.nodes.indices.contains(at)
            else { continue }
            guard seen.insert([date, at]).inserted else {
                throw refusal(
                    "kpi.sql of \(manifest.id) gives two rows for one key date and node (\(dates[date]), node \(at))",
                    "Give one row per row of points: check the joins and the grouping.")
            }
            var exact: [String: ExactRational] = [:]
            for (position, value) in manifest.values.enumerated() where value.difference == nil {
                let (rational, reason) = try value.statistic.map { try read($0, columns[position], row, value, date, at) }
                    ?? read(columns[position], row, value)
                exact[value.id] = rational
                grid[position, date, at] = entry(rational, reason, value)
                grid[position, date, at].previous = try previous(columns[position], row, value, date, at)
            }
            for (position, value) in manifest.values.enumerated() {
                guard let difference = value.difference, difference.count == 2 else { continue }
                let sides = difference.map { exact[$0] }
                if let a = sides[0], let b = sides[1] {
                    grid[position, date, at] = entry(a.subtracting(b), "beyond 38 digits", value)
                } else {
                    let missing = difference.first { exact[$0] == nil }
                    let reason = missing.flatMap { id in
                        manifest.values.firstIndex { $0.id == id }.flatMap { grid[$0, date, at].reason }
                    }
                    grid[position, date, at] = .init(value: nil, reason: reason ?? "not computed")
                }
            }
        }
        for (position, date) in dates.enumerated() {
            guard let reason = unavailable[date] else { continue }
            for value in manifest.values.indices {
                for node in tree.nodes.indices { grid[value, position, node] = .init(value: nil, reason: reason) }
            }
        }
        return grid
    }

    private func entry(_ rational: ExactRational?, _ reason: String?, _ value: MetricValue) -> FigureGrid.Entry {
        guard let rational else { return .init(value: nil, reason: reason ?? "no figure") }
        return .init(value: rational.rounded(scale: value.unit == .money ? places : value.scale))
    }

    private func read(
        _ columns: Columns, _ row: [ScalarValue], _ value: MetricValue
    ) throws -> (ExactRational?, String?) {
        let reason = columns.reason.flatMap { row[$0] == .null ? nil : row[$0].words }
        if reason != nil { return (nil, reason) }
        if let plain = columns.plain { return (try number(row[plain], value).map(ExactRational.init), reason) }
        guard let n = columns.numerator, let d = columns.denominator,
            let numerator = try number(row[n], value), let denominator = try number(row[d], value)
        else { return (nil, reason) }
        var result = ExactRational.quotient(numerator, denominator)
        if let w = columns.whole, let whole = try number(row[w], value) { result = result?.adding(ExactRational(whole)) }
        return (result, result == nil ? "division by zero" : nil)
    }

    private func read(
        _ statistic: HistogramStatistic, _ columns: Columns, _ row: [ScalarValue], _ value: MetricValue, _ date: Int, _ node: Int
    ) throws -> (ExactRational?, String?) {
        if let reason = columns.reason.flatMap({ row[$0] == .null ? nil : row[$0].words }) { return (nil, reason) }
        switch statistics.outcome(value.id, date: date, node: node) {
        case .figure(let figure): return (figure, nil)
        case .notReached: return (nil, "not reached")
        case nil: return (nil, statistic.none)
        }
    }

    /// The figure of the period before, where the change is taken from it.
    private func previous(
        _ columns: Columns, _ row: [ScalarValue], _ value: MetricValue, _ date: Int, _ node: Int
    ) throws -> ExactDecimal? {
        guard value.change.period(parameters) != nil else { return nil }
        let scale = value.unit == .money ? places : value.scale
        if value.statistic != nil {
            guard case .figure(let figure) = statistics.outcome(value.id, date: date, node: node, isPrevious: true) else { return nil }
            return figure.rounded(scale: scale)
        }
        guard let previous = columns.previous else { return nil }
        if let plain = previous.plain { return try number(row[plain], value).map { ExactRational($0).rounded(scale: scale) } }
        guard let n = previous.numerator, let d = previous.denominator, let numerator = try number(row[n], value),
            let denominator = try number(row[d], value)
        else { return nil }
        return ExactRational.quotient(numerator, denominator)?.rounded(scale: scale)
    }

    private func number(_ scalar: ScalarValue, _ value: MetricValue) throws -> ExactDecimal? {
        switch scalar {
        case .null: return nil
        case .integer(let n): return ExactDecimal(n)
        case .decimal(let d): return d
        default:
            throw refusal(
                "\(manifest.id): the column for \"\(value.id)\" is not an exact number",
                "Give a decimal or an integer, or a numerator and a denominator; the host divides.")
        }
    }

    private func columns(_ value: MetricValue) throws -> Columns {
        if value.difference != nil { return Columns() }
        let id = value.id
        var found = Columns(
            plain: rows.index(of: id), whole: rows.index(of: id + "_whole"), numerator: rows.index(of: id + "_numerator"),
            denominator: rows.index(of: id + "_denominator"), reason: rows.index(of: id + "_reason") ?? rows.index(of: "reason"))
        let before = Columns.Previous(
            plain: rows.index(of: id + "_previous"), numerator: rows.index(of: id + "_previous_numerator"),
            denominator: rows.index(of: id + "_previous_denominator"))
        if before.plain != nil || (before.numerator != nil && before.denominator != nil) { found.previous = before }
        if value.statistic != nil { return found }
        if found.plain == nil, found.numerator == nil || found.denominator == nil {
            throw refusal(
                "kpi.sql of \(manifest.id) gives no column \"\(id)\"",
                "Select \"\(id)\", or \"\(id)_numerator\" and \"\(id)_denominator\".")
        }
        return found
    }

    private func index(_ column: String) throws -> Int {
        guard let index = rows.index(of: column) else {
            throw refusal("kpi.sql of \(manifest.id) gives no column \"\(column)\"",
                ["as_of", "node"].contains(column)
                    ? "Select as_of and node from points." : "An input, check or finding of metric.yaml names it: select it.")
        }
        return index
    }

    private func refusal(_ message: String, _ remedy: String) -> Refusal {
        Refusal(.badDefinition, Finding("plugin-columns", .error, message, place: Place(file: kpiPath), remedy: remedy))
    }

    // MARK: What explanations show

    /// `node` and the inputs at the newest key date, a row per node.
    func inputs() throws -> ResultRows {
        let (day, node) = try (index("as_of"), index("node"))
        let columns = try manifest.inputs.map { try index($0.name) }
        guard !columns.isEmpty else { return ResultRows(fields: [], rows: []) }
        let newest = rows.rows.filter { $0[day].day == keyDates.last }
        return ResultRows(
            fields: [rows.fields[node]] + columns.map { rows.fields[$0] },
            rows: newest.map { row in [row[node]] + columns.map { row[$0] } })
    }

    // MARK: Checks and findings

    func checks() throws -> [CheckOutcome] {
        let (day, node) = try (index("as_of"), index("node"))
        return try manifest.checks.map { check in
            let (left, right) = try (index(check.left), index(check.right))
            var failures: [CheckOutcome.Failure] = []
            for row in rows.rows {
                guard let a = row[left].number, let b = row[right].number, a != b, let date = row[day].day,
                    let at = row[node].wholeNumber
                else { continue }
                failures.append(.init(node: tree.nodes[at].path, asOf: date, left: a, right: b))
            }
            return CheckOutcome(title: check.title, tried: rows.rows.count, failures: failures)
        }
    }

    /// Counts at a node and the newest key date that a metric wants to be read.
    func declaredFindings(at place: Int = 0) throws -> [Finding] {
        let (day, node) = try (index("as_of"), index("node"))
        let newest = rows.rows.first { $0[node] == .integer(place) && $0[day].day == keyDates.last }
        return try manifest.findings.compactMap { declared in
            guard let count = newest?[try index(declared.column)].wholeNumber, count != 0 else { return nil }
            return Finding(
                declared.id, declared.severity, declared.message.replacing("{count}", with: String(count)),
                remedy: declared.remedy, count: count)
        }
    }

    /// What is declared at the whole, and checks that fail.
    func findings() throws -> [Finding] {
        var findings = try declaredFindings()
        for check in try checks() {
            guard let first = check.failures.first else { continue }
            findings.append(
                Finding(
                    "check-failed", .error,
                    "\(manifest.id): \(check.title) fails at \(check.failures.count) of \(check.tried) nodes and key dates, "
                        + "first at \(first.node.isEmpty ? "the whole" : first.node.joined(separator: "/")) on \(first.asOf): "
                        + "\(first.left.normalized) against \(first.right.normalized)",
                    remedy: "The figures of this metric are not to be relied on; report it to the plugin's author.",
                    count: check.failures.count))
        }
        return findings
    }
}
