package import Model

extension WorkedExample {
    /// Reads a worked example of a metric; with its manifest, the ids and parameters that it names are checked too.
    package static func read(
        _ source: DefinitionText, metric: String, manifest: MetricManifest? = nil
    ) -> Reading<WorkedExample> {
        let sink = FindingSink()
        guard let root = YAMLSyntax.root(of: source, sink: sink) else { return sink.reading(nil) }
        return sink.reading(ExampleReader.example(root, source, metric, manifest))
    }
}

/// Reads the keys of a worked example.
enum ExampleReader {
    static func example(
        _ root: YAMLValue, _ source: DefinitionText, _ metric: String, _ manifest: MetricManifest?
    ) -> WorkedExample? {
        guard let map = MapReader(root, "a worked example", ExampleKeys.example) else { return nil }
        _ = map["source"]?.phrase()
        let title = map["example"]?.phrase() ?? ""
        let selection = selection(map, metric)
        // An example of an error may be wrong on purpose.
        let isOfError = map["error"] != nil || map["expect"]?.hasKey("error") == true
        if let manifest, !isOfError { selection.check(against: manifest).findings.forEach(map.sink.add) }
        var example = WorkedExample(
            title: title, metric: metric, path: source.path, ledger: ledger(map, source),
            report: report(map, source, title, selection), given: map["given"].map { given($0, isOfError) } ?? [:], values: [], tables: [],
            findings: [], error: nil)
        ExpectationReader(manifest: manifest).read(map, into: &example)
        return example
    }

    private static func selection(_ map: MapReader, _ metric: String) -> MetricSelection {
        var selection = MetricSelection(id: metric, place: map.place)
        for entry in map["parameters"]?.ownEntries() ?? [] {
            selection.parameters[entry.key] = MetricSelectionReader.parameter(entry)
        }
        selection.targets = map.entry("target").map(MetricSelectionReader.targets) ?? [:]
        return selection
    }

    private static func ledger(_ map: MapReader, _ source: DefinitionText) -> LedgerDefinition {
        var ledger = LedgerDefinition(name: "example", path: source.path)
        if let value = map["ledger"], let frame = MapReader(value, "an example's ledger", ExampleKeys.ledger) {
            LedgerFrame.read(frame, into: &ledger)
        }
        ledger.currency = ledger.currency ?? "EUR"
        return ledger
    }

    private static func report(
        _ map: MapReader, _ source: DefinitionText, _ title: String, _ selection: MetricSelection
    ) -> ReportDefinition {
        var report = ReportDefinition(
            name: "example", title: title, path: source.path, ledgerPath: source.path, metrics: [selection])
        if let value = map["report"],
            let frame = MapReader(value, "an example's report", ExampleKeys.report)
        {
            ReportFrame.read(frame, into: &report)
        }
        return report
    }

    private static func given(_ value: YAMLValue, _ isOfError: Bool) -> [String: WorkedExample.GivenTable] {
        let known = LedgerRelation.all.map(\.name)
        var given: [String: WorkedExample.GivenTable] = [:]
        for entry in value.ownEntries() ?? [] {
            guard let relation = LedgerRelation.named(entry.key) else {
                value.sink.add(Problem.unknownRelation(entry.key, known: known, entry.place))
                continue
            }
            guard let table = PipeTable.read(entry.value) else { continue }
            for needed in relation.required where !isOfError && !table.columns.contains(needed.name) {
                value.sink.add(Problem.missingGiven(needed.name, entry.key, among: table.columns, table.place))
            }
            given[entry.key] = table
        }
        return given
    }
}
