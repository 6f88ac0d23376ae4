package import Model

extension DefinitionFile {
    /// The JSON Schema of this kind of file, as it stands in `docs/schemas/`; `metrics` are those whose parameters the
    /// schema of reports completes.
    package func schema(metrics: [MetricManifest] = []) -> String {
        switch self {
        case .report:
            SchemaWriter.schema(
                title: "Countback report definition", about: "What a metric pack shows: docs/reports.md",
                ReportKeys.report(metrics))
        case .ledger:
            SchemaWriter.schema(
                title: "Countback ledger definition", about: "How extracts become the ledger: docs/ledger.md",
                LedgerKeys.ledger)
        case .metric:
            SchemaWriter.schema(
                title: "Countback metric", about: "A metric plugin's manifest: docs/metrics.md", MetricKeys.metric)
        case .example:
            SchemaWriter.schema(
                title: "Countback worked example",
                about: "Given tables and the figures they must lead to: docs/metrics.md", ExampleKeys.example)
        }
    }

    /// The file's name in `docs/schemas/`.
    package var schemaName: String { "\(rawValue).schema.json" }
}
