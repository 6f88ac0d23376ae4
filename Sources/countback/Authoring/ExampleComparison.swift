internal import Model

/// Holds what a worked example expects against what came of it: results, or a refusal.
struct ExampleComparison {
    let example: WorkedExample

    func differences(_ results: Results) -> [Difference] {
        if let error = example.error {
            return [.other(nil, "expected a refusal with exit \(error.exit.rawValue), but it computed")]
        }
        guard let metric = results.metrics.first else { return [.other(nil, "there are no figures")] }
        let figures = FigureComparison(results: results, grid: metric.grid)
        return example.values.flatMap(figures.differences) + example.tables.flatMap { table($0, metric, results) }
            + findings(results)
    }

    func differences(_ refusal: Refusal) -> [Difference] {
        let messages = refusal.findings.map(\.description).joined(separator: "\n")
        guard let error = example.error else {
            return [.other(nil, "refused with exit \(refusal.exit.rawValue):\n\(messages)")]
        }
        var differences: [Difference] = []
        if refusal.exit != error.exit {
            differences.append(.other(nil, "expected exit \(error.exit.rawValue), got \(refusal.exit.rawValue):\n\(messages)"))
        }
        if !messages.contains(error.contains) {
            differences.append(.other(nil, "expected a finding that contains \"\(error.contains)\", got:\n\(messages)"))
        }
        return differences
    }

    private func findings(_ results: Results) -> [Difference] {
        let found = results.findings.map(\.id)
        return example.findings.filter { !found.contains($0) }.map {
            .other(nil, "expected the finding \($0), got \(found.isEmpty ? "none" : found.joined(separator: ", "))")
        }
    }

    private func table(
        _ expected: WorkedExample.ExpectedTable, _ metric: MetricResult, _ results: Results
    ) -> [Difference] {
        let place = expected.expected.place
        guard let node = results.tree.nodes.first(where: { $0.path == expected.node }) else {
            return [.other(place, FigureComparison.noNode(expected.node, results.tree))]
        }
        let found: ResultRows
        if let table = metric.tables[expected.table] {
            found = ResultRows(fields: table.fields, rows: Self.rows(table, results.asOf, node.id))
        } else if let list = metric.details[expected.table] {
            found = list.rows
        } else {
            let known = (Array(metric.tables.keys) + Array(metric.details.keys)).sorted().joined(separator: ", ")
            return [.other(place, "no table \(expected.table) has rows to compare; those that have: \(known)")]
        }
        let unknown = expected.expected.columns.filter { found.index(of: $0) == nil }
        if !unknown.isEmpty {
            let known = found.fields.map(\.name).filter { !["as_of", "node", "position", "scope"].contains($0) }
            return unknown.map { column in
                let near = Spelling.suggestion(for: column, among: known).map { " (\($0))" } ?? ""
                return .other(
                    place, "table \(expected.table) has no column \(column)\(near); the columns are \(known.joined(separator: ", "))")
            }
        }
        let columns = expected.expected.columns.compactMap { found.index(of: $0) }
        return RowsDifference(expected, got: found.rows.map { row in columns.map { row[$0] } }).map { [.rows($0)] } ?? []
    }

    private static func rows(_ table: ResultRows, _ asOf: CivilDate, _ node: Int) -> [[ScalarValue]] {
        guard let day = table.index(of: "as_of"), let at = table.index(of: "node") else { return Array(table.rows) }
        return table.rows.filter { $0[day].day == asOf && $0[at].wholeNumber == node }
    }
}
