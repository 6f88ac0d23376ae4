internal import Definitions
internal import Engines
internal import Foundation
internal import Metrics
internal import Model

/// A worked example from its given tables to what differs: the same way through as a real run.
struct ExampleRun {
    let example: WorkedExample
    let plugin: MetricPlugin

    /// One line per difference; empty when the example holds.
    func differences() throws -> [String] {
        do {
            let results = try compute()
            if let error = example.error { return ["expected a refusal with exit \(error.exit.rawValue), but it computed"] }
            return values(results) + tables(results) + findings(results)
        } catch let refusal as Refusal {
            return check(refusal)
        } catch let failure as EngineFailure {
            return check(FailureWording.refusal(failure))
        }
    }

    func compute() throws -> Results {
        let folder = NSTemporaryDirectory() + "countback-example-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var ledger = example.ledger
        ledger.sources = try example.given.sorted { $0.key < $1.key }.map { relation, table in
            let path = "\(folder)/\(relation).csv"
            try Data(Self.csv(table).utf8).write(to: URL(fileURLWithPath: path))
            return SourceDefinition(relation: relation, file: path, place: table.place)
        }
        let selection = example.report.metrics.first ?? MetricSelection(id: plugin.manifest.id, place: Place(file: example.path))
        let parameters = try selection.check(against: plugin.manifest).get()
        let engine = try Engine.open(for: ledger)
        defer { engine.close() }
        let loaded = try LoadStage(ledger: ledger, session: engine.ledger).run()
        try loaded.refuseBeyondTolerance(ledger)
        try PluginCheck.refuse([plugin], engine: engine.rollUp)
        try engine.ledger.closeToOutside()
        return try ComputeStage(
            report: example.report, ledger: ledger,
            selected: [SelectedMetric(plugin: plugin, selection: selection, parameters: parameters)], knownMetrics: [plugin.manifest.id],
            loaded: loaded,
            session: engine.ledger, rollUp: engine.rollUp, today: CivilDate(daysSinceEpoch: 0), progress: Progress(mode: .silent)
        ).run()
    }

    private static func csv(_ table: WorkedExample.GivenTable) -> String {
        ([table.columns] + table.rows).map { row in
            row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
        }.joined()
    }

    private func check(_ refusal: Refusal) -> [String] {
        let messages = refusal.findings.map(\.description).joined(separator: "\n       ")
        guard let error = example.error else { return ["refused with exit \(refusal.exit.rawValue): \(messages)"] }
        var differences: [String] = []
        if refusal.exit != error.exit {
            differences.append("expected exit \(error.exit.rawValue), got \(refusal.exit.rawValue): \(messages)")
        }
        if !messages.contains(error.contains) {
            differences.append("expected a finding that contains \"\(error.contains)\", got: \(messages)")
        }
        return differences
    }

    // MARK: Figures

    private func values(_ results: Results) -> [String] {
        guard let grid = results.metrics.first?.grid else { return ["no figures"] }
        return example.values.flatMap { expected -> [String] in
            let day = expected.asOf ?? results.asOf
            let name = "\(expected.place): \(expected.value) at \(expected.node.isEmpty ? "the whole" : expected.node.joined(separator: "/")) on \(day)"
            guard let value = grid.values.firstIndex(where: { $0.id == expected.value }) else {
                return ["\(name): there is no such value"]
            }
            guard let date = grid.keyDates.firstIndex(of: day) else { return ["\(name): no such key date"] }
            guard let node = results.tree.nodes.first(where: { $0.path == expected.node }) else {
                return ["\(name): no such node; there are \(results.tree.nodes.map { $0.path.joined(separator: "/") })"]
            }
            let entry = grid[value, date, node.id]
            var compared = entry
            if grid.values[value].change.period(results.metrics[0].parameters) == nil {
                compared.previous = date > 0 ? grid[value, date - 1, node.id].value : nil
            }
            return outcome(expected, entry, name) + standing(expected, compared, name)
        }
    }

    private func outcome(_ expected: WorkedExample.ExpectedValue, _ entry: FigureGrid.Entry, _ name: String) -> [String] {
        let found = entry.value?.description ?? "unavailable (\(entry.reason ?? ""))"
        switch expected.outcome {
        case .equals(let figure): return entry.value == figure ? [] : ["\(name): expected \(figure), got \(found)"]
        case .unavailable(let reason):
            let holds = entry.value == nil && (entry.reason ?? "").contains(reason)
            return holds ? [] : ["\(name): expected unavailable (\(reason)), got \(found)"]
        }
    }

    private func standing(_ expected: WorkedExample.ExpectedValue, _ entry: FigureGrid.Entry, _ name: String) -> [String] {
        var differences: [String] = []
        if let target = expected.target, entry.target != target {
            differences.append("\(name): expected target \(target), got \(entry.target?.description ?? "none")")
        }
        if let previous = expected.previous, entry.previous != previous {
            differences.append("\(name): expected previous \(previous), got \(entry.previous?.description ?? "none")")
        }
        if let status = expected.status, entry.status != status {
            differences.append("\(name): expected status \(status.rawValue), got \(entry.status?.rawValue ?? "none")")
        }
        return differences
    }

    private func findings(_ results: Results) -> [String] {
        example.findings.filter { id in !results.findings.contains { $0.id == id } }.map {
            "expected the finding \($0), got \(results.findings.map(\.id))"
        }
    }

    // MARK: Tables

    private func tables(_ results: Results) -> [String] {
        example.tables.flatMap { expected -> [String] in
            let metric = results.metrics[0]
            guard let node = results.tree.nodes.first(where: { $0.path == expected.node }) else {
                return ["table \(expected.table): no node \(expected.node.joined(separator: "/"))"]
            }
            let found: ResultRows
            if let table = metric.tables[expected.table] {
                found = ResultRows(fields: table.fields, rows: Self.rows(table, results.asOf, node.id))
            } else if let list = metric.details[expected.table] {
                found = list.rows
            } else {
                return ["there is no table \(expected.table)"]
            }
            return Self.compare(expected, found)
        }
    }

    private static func rows(_ table: ResultRows, _ asOf: CivilDate, _ node: Int) -> [[ScalarValue]] {
        guard let day = table.index(of: "as_of"), let at = table.index(of: "node") else { return table.rows }
        return table.rows.filter { $0[day].day == asOf && $0[at].wholeNumber == node }
    }

    private static func compare(_ expected: WorkedExample.ExpectedTable, _ found: ResultRows) -> [String] {
        let name = "table \(expected.table) at \(expected.node.isEmpty ? "the whole" : expected.node.joined(separator: "/"))"
        let columns = expected.expected.columns.map { found.index(of: $0) }
        if let missing = columns.firstIndex(of: nil) { return ["\(name): no column \(expected.expected.columns[missing])"] }
        guard found.rows.count == expected.expected.rows.count else {
            return ["\(name): expected \(expected.expected.rows.count) rows, got \(found.rows.count)"]
        }
        return zip(expected.expected.rows, found.rows).enumerated().flatMap { position, pair in
            zip(pair.0, columns).enumerated().compactMap { index, cell -> String? in
                guard let column = cell.1 else { return nil }
                let value = pair.1[column]
                let same = value.number.map { ExactDecimal(cell.0) == $0 } ?? (value.words == cell.0)
                return same
                    ? nil
                    : "\(name), row \(position + 1), \(expected.expected.columns[index]): expected \(cell.0), got \(value.number?.normalized.description ?? value.words)"
            }
        }
    }
}
