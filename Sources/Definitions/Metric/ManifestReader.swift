package import Model

extension MetricManifest {
    /// Reads a `metric.yaml`, and checks that what it names in itself is there.
    package static func read(_ source: DefinitionText) -> Reading<MetricManifest> {
        let sink = FindingSink()
        guard let root = YAMLSyntax.root(of: source, sink: sink) else { return sink.reading(nil) }
        return sink.reading(ManifestReader.manifest(root))
    }
}

/// Reads the keys of a metric's manifest.
enum ManifestReader {
    static func manifest(_ root: YAMLValue) -> MetricManifest? {
        guard let map = MapReader(root, "a metric", MetricKeys.metric) else { return nil }
        var id = ""
        if let value = map["metric"], let text = value.text(), map.sink.isIdentifier(text, "metric id", value.place) {
            id = text
        }
        let parameters = map["parameters"].map(ParameterReader.parameters) ?? []
        let facts = map["facts"].map { FactReader.facts($0, parameters) } ?? []
        let histograms = map["histograms"].map(StatisticReader.histograms) ?? []
        let values = map["values"].map { ValueReader(parameters: parameters, histograms: histograms).values($0) } ?? []
        let tables = map["tables"].map { TableReader.tables($0, values) } ?? []
        var manifest = MetricManifest(
            id: id, title: text(map, "title"), description: text(map, "description"), formula: text(map, "formula"),
            needs: map["needs"].map(needs) ?? [:], parameters: parameters, facts: facts, values: values, tables: tables,
            charts: map["charts"].map { ChartReader.charts($0, values, tables) } ?? [],
            checks: map["checks"].map(checks) ?? [], findings: map["findings"].map(findings) ?? [],
            version: map["version"]?.phrase() ?? "")
        manifest.histograms = histograms
        manifest.views = map["views"]?.names()?.map(\.value) ?? []
        let kept = map["kept_views"]?.names() ?? []
        for name in kept where !manifest.views.contains(name.value) {
            map.sink.add(Problem.unknownView(name.value, known: manifest.views, name.place))
        }
        manifest.keptViews = Set(kept.map(\.value))
        manifest.targets = map["targets"].flatMap { TargetsReader.targets($0, values) }
        manifest.inputs = map["inputs"].map(ExplanationReader.inputs) ?? []
        manifest.explanations = map["explanations"].map { ExplanationReader.explanations($0, of: manifest) } ?? []
        manifest.reasons = (map["reasons"]?.items() ?? []).compactMap(reason)
        for entry in map["words"]?.ownEntries() ?? [] { manifest.members[entry.key] = LocalizedText.read(entry.value) }
        manifest.translations = InlineTexts.all(root)
        return manifest
    }

    private static func text(_ map: MapReader, _ key: String) -> String { map[key].flatMap(LocalizedText.read) ?? "" }

    private static func reason(_ value: YAMLValue) -> String? {
        guard let text = LocalizedText.read(value) else { return nil }
        if Phrase(text) == nil { value.sink.add(Problem.brokenPhrase(text, value.place)) }
        return text
    }

    private static func needs(_ value: YAMLValue) -> [String: [String]] {
        var needs: [String: [String]] = [:]
        for entry in value.ownEntries() ?? [] {
            if LedgerRelation.named(entry.key) == nil {
                value.sink.add(Problem.unknownRelation(entry.key, known: LedgerRelation.all.map(\.name), entry.place))
            } else {
                needs[entry.key] = entry.value.isEmpty ? [] : entry.value.names()?.map(\.value)
            }
        }
        return needs
    }

    private static func checks(_ value: YAMLValue) -> [MetricCheck] {
        (value.items() ?? []).compactMap { item in
            guard let map = MapReader(item, "a check", MetricKeys.check) else { return nil }
            let (title, left, right) = (text(map, "title"), column(map, "left"), column(map, "right"))
            guard let left, let right else { return nil }
            return MetricCheck(title: title, left: left, right: right)
        }
    }

    private static func findings(_ value: YAMLValue) -> [MetricFinding] {
        var seen: Set<String> = []
        return (value.items() ?? []).compactMap { item in
            guard let map = MapReader(item, "a finding", MetricKeys.finding) else { return nil }
            let (severity, column) = (map.choice("severity", Finding.Severity.self), column(map, "column"))
            let (message, remedy) = (text(map, "message"), map["remedy"].flatMap(LocalizedText.read))
            guard let value = map["id"], let id = value.phrase() else { return nil }
            if !Identifier.isKebabCase(id) { map.sink.add(Problem.findingName(id, value.place)) }
            if !seen.insert(id).inserted { map.sink.add(Problem.twice(id, in: "findings", value.place)) }
            guard let severity, let column else { return nil }
            return MetricFinding(id: id, severity: severity, column: column, message: message, remedy: remedy)
        }
    }

    /// A column of `kpi.sql`.
    private static func column(_ map: MapReader, _ key: String) -> String? {
        guard let value = map[key], let text = value.text() else { return nil }
        return map.sink.isIdentifier(text, "column name", value.place) ? text : nil
    }
}
