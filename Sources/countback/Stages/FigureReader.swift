internal import Model

/// From the rows of `kpi.sql`, as they come, to figures: the host divides and rounds, once.
///
/// A value `v` comes as a column `v`, or as `v_numerator` and `v_denominator` (and `v_whole`, added before rounding);
/// `v_reason` says why it is unavailable.
struct FigureReader {
    let manifest: MetricManifest
    let parameters: [String: ParameterValue]
    let kpiPath: String
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

    /// One of the rows of a batch.
    private struct KPIRow {
        let batch: RecordBatch
        let row: Int
        subscript(column: Int) -> ScalarValue { batch.columns[column].scalar(row) }
    }

    /// Reads all rows; key dates that the extract doesn't reach are unavailable with that reason.
    func read(_ source: any BatchSource) throws -> ReadFigures {
        let fields = source.fields
        let columns = try manifest.values.map { try self.columns($0, in: fields) }
        let (day, node) = try (index("as_of", in: fields), index("node", in: fields))
        let inputs = try manifest.inputs.map { try index($0.name, in: fields) }
        let checks = try manifest.checks.map { try (left: index($0.left, in: fields), right: index($0.right, in: fields)) }
        let declared = try manifest.findings.map { try index($0.column, in: fields) }
        var grid = FigureGrid(
            values: manifest.values, keyDates: keyDates, nodeCount: tree.nodes.count, reason: "kpi.sql gave no row")
        var read = ReadFigures(manifest: manifest, tree: tree)
        if !inputs.isEmpty { read.inputs.fields = [fields[node]] + inputs.map { fields[$0] } }
        let positions = Dictionary(uniqueKeysWithValues: keyDates.enumerated().map { ($1, $0) })
        var seen = [Bool](repeating: false, count: keyDates.count * tree.nodes.count)
        while let batch = try source.next() {
            for row in (0..<batch.rowCount).lazy.map({ KPIRow(batch: batch, row: $0) }) {
                let at = row[node].wholeNumber.flatMap { tree.nodes.indices.contains($0) ? $0 : nil }
                let date = row[day].day
                read.count(node: at)
                for (check, sides) in checks.enumerated() {
                    guard let left = row[sides.left].number, let right = row[sides.right].number, left != right, let date, let at else { continue }
                    read.fails(check, CheckOutcome.Failure(node: tree.nodes[at].path, asOf: date, left: left, right: right))
                }
                if date == keyDates.last {
                    if !inputs.isEmpty { read.inputs.rows.append([row[node]] + inputs.map { row[$0] }) }
                    if let at { read.declare(declared.map { row[$0].wholeNumber }, at: at) }
                }
                guard let at, let date = date.flatMap({ positions[$0] }) else { continue }
                let point = date * tree.nodes.count + at
                guard !seen[point] else {
                    throw refusal(
                        "kpi.sql of \(manifest.id) gives two rows for one key date and node (\(keyDates[date]), node \(at))",
                        "Give one row per row of points: check the joins and the grouping.")
                }
                seen[point] = true
                try self.read(row, columns, date, at, into: &grid)
            }
        }
        for (position, date) in keyDates.enumerated() {
            guard let reason = unavailable[date] else { continue }
            for value in manifest.values.indices {
                for node in tree.nodes.indices { grid[value, position, node] = .init(value: nil, reason: reason) }
            }
        }
        read.grid = grid
        return read
    }

    private func read(_ row: KPIRow, _ columns: [Columns], _ date: Int, _ at: Int, into grid: inout FigureGrid) throws {
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

    private func entry(_ rational: ExactRational?, _ reason: String?, _ value: MetricValue) -> FigureGrid.Entry {
        guard let rational else { return .init(value: nil, reason: reason ?? "no figure") }
        return .init(value: rational.rounded(scale: value.unit == .money ? places : value.scale))
    }

    private func read(
        _ columns: Columns, _ row: KPIRow, _ value: MetricValue
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
        _ statistic: HistogramStatistic, _ columns: Columns, _ row: KPIRow, _ value: MetricValue, _ date: Int, _ node: Int
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
        _ columns: Columns, _ row: KPIRow, _ value: MetricValue, _ date: Int, _ node: Int
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

    private func columns(_ value: MetricValue, in fields: [ColumnField]) throws -> Columns {
        if value.difference != nil { return Columns() }
        let id = value.id
        func position(_ suffix: String) -> Int? { fields.firstIndex { $0.name == id + suffix } }
        var found = Columns(
            plain: position(""), whole: position("_whole"), numerator: position("_numerator"), denominator: position("_denominator"),
            reason: position("_reason") ?? fields.firstIndex { $0.name == "reason" })
        let before = Columns.Previous(
            plain: position("_previous"), numerator: position("_previous_numerator"), denominator: position("_previous_denominator"))
        if before.plain != nil || (before.numerator != nil && before.denominator != nil) { found.previous = before }
        if value.statistic != nil { return found }
        if found.plain == nil, found.numerator == nil || found.denominator == nil {
            throw refusal(
                "kpi.sql of \(manifest.id) gives no column \"\(id)\"",
                "Select \"\(id)\", or \"\(id)_numerator\" and \"\(id)_denominator\".")
        }
        return found
    }

    private func index(_ column: String, in fields: [ColumnField]) throws -> Int {
        guard let index = fields.firstIndex(where: { $0.name == column }) else {
            throw refusal("kpi.sql of \(manifest.id) gives no column \"\(column)\"",
                ["as_of", "node"].contains(column)
                    ? "Select as_of and node from points." : "An input, check or finding of metric.yaml names it: select it.")
        }
        return index
    }

    private func refusal(_ message: String, _ remedy: String) -> Refusal {
        Refusal(.badDefinition, Finding("plugin-columns", .error, message, place: Place(file: kpiPath), remedy: remedy))
    }
}
