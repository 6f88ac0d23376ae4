internal import Model

/// Reads what a worked example expects: values, tables and findings, or the error that ends it.
struct ExpectationReader {
    let manifest: MetricManifest?

    func read(_ map: MapReader, into example: inout WorkedExample) {
        if let expect = map["expect"].flatMap({ MapReader($0, "\"expect\"", ExampleKeys.expect) }) {
            example.values = (expect["values"]?.items() ?? []).compactMap(value)
            example.tables = (expect["tables"]?.ownEntries() ?? []).flatMap(tables)
            example.findings = expect.words("findings") ?? []
            example.error = expect["error"].flatMap(error)
            if expect.entries.isEmpty { map.sink.add(Problem.noExpectation(map.place)) }
        }
        if let value = map["error"] { example.error = error(value) }
        if map["expect"] == nil, map["error"] == nil { map.sink.add(Problem.noExpectation(map.place)) }
    }

    private func value(_ item: YAMLValue) -> WorkedExample.ExpectedValue? {
        guard let map = MapReader(item, "an expected value", ExampleKeys.value) else { return nil }
        let target = map["target"]?.decimal(percent: true)
        let status = map.choice("status", TargetStatus.self)
        let previous = map["previous"]?.decimal(percent: true)
        let asOf = map.date("as_of")
        let outcome = outcome(map, item)
        guard let id = map["value"], let name = id.text() else { return nil }
        if let manifest, manifest.value(name) == nil {
            map.sink.add(Problem.unknownValue(name, known: manifest.values.map(\.id), id.place))
        }
        let node = map.words("node") ?? []
        guard let outcome else { return nil }
        var expected = WorkedExample.ExpectedValue(
            value: name, node: node, asOf: asOf, outcome: outcome, target: target, status: status, place: item.place)
        expected.previous = previous
        return expected
    }

    private func outcome(_ map: MapReader, _ item: YAMLValue) -> WorkedExample.Outcome? {
        if map["equals"] != nil, let second = map.entry("unavailable") {
            map.sink.add(Problem.bothOutcomes(second.place))
            return nil
        }
        if let equals = map["equals"] { return equals.decimal(percent: true).map { .equals($0) } }
        if let reason = map["unavailable"] { return reason.phrase().map { .unavailable($0) } }
        if !item.hasKey("equals"), !item.hasKey("unavailable") { map.sink.add(Problem.noOutcome(item.place)) }
        return nil
    }

    /// A list of `{ node, rows }`, or for the top node the rows alone.
    private func tables(_ entry: YAMLEntry) -> [WorkedExample.ExpectedTable] {
        if let manifest, !manifest.tables.contains(where: { $0.name == entry.key }) {
            let known = manifest.tables.map(\.name)
            entry.value.sink.add(Problem.unknownExpectedTable(entry.key, known: known, entry.place))
        }
        if case .text = entry.value.content {
            return PipeTable.read(entry.value).map { [.init(table: entry.key, node: [], expected: $0)] } ?? []
        }
        return (entry.value.items() ?? []).compactMap { item in
            guard let map = MapReader(item, "an expected table", ExampleKeys.table),
                let rows = map["rows"].flatMap(PipeTable.read)
            else { return nil }
            return WorkedExample.ExpectedTable(table: entry.key, node: map.words("node") ?? [], expected: rows)
        }
    }

    private func error(_ value: YAMLValue) -> WorkedExample.ExpectedError? {
        guard let map = MapReader(value, "an expected error", ExampleKeys.error) else { return nil }
        let text = map["contains"]?.phrase()
        guard let exit = map["exit"], let code = exit.integer(0...255) else { return nil }
        guard let known = ExitCode(rawValue: Int32(code)), known != .done else {
            map.sink.add(Problem.badExit(code, exit.place))
            return nil
        }
        return text.map { WorkedExample.ExpectedError(exit: known, contains: $0) }
    }
}

extension YAMLValue {
    func hasKey(_ key: String) -> Bool {
        if case .map(let entries) = content { entries.contains { $0.key == key } } else { false }
    }
}
