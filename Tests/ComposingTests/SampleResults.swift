import Composing
import Model
import Testing

func decimal(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }

/// Results of one made-up metric over two countries, with two key dates a week apart.
///
/// `open` is money and adds up but for what a test changes; `share` is a percentage, lower is better.
struct SampleResults {
    static let days = [CivilDate("2026-11-13"), CivilDate("2026-11-20")].compactMap { $0 }
    static let values = [
        MetricValue(id: "share", title: "Share", unit: .percent, scale: 4, better: .lower, isHeadline: true),
        MetricValue(id: "open", title: "Open", unit: .money, scale: 2, better: .none),
    ]

    var grid = FigureGrid(values: values, keyDates: days, nodeCount: 3, reason: "no row")
    var findings: [Finding] = []

    /// Nodes: 0 the whole, 1 DE, 2 ES.
    init() {
        for (node, figures) in [["0.20", "0.15", "250.00"], ["0.10", "0.10", "100.00"], ["0.30", "0.35", "150.00"]].enumerated() {
            grid[0, 0, node] = .init(value: decimal(figures[0]))
            grid[0, 1, node] = .init(value: decimal(figures[1]))
            grid[1, 0, node] = .init(value: decimal("1.00"))
            grid[1, 1, node] = .init(value: decimal(figures[2]))
        }
    }

    func pack() -> Pack {
        let manifest = MetricManifest(
            id: "made_up", title: "Made up", description: "D.", formula: "F", needs: [:], parameters: [], facts: [],
            values: grid.values,
            tables: [MetricTable(name: "by_node", title: "By node", source: .values(["share", "open"]), columns: [])],
            charts: [], checks: [], findings: [], version: "1")
        let none = ContentHash(sha256: "", bytes: 0)
        let plugin = MetricPlugin(
            manifest: manifest, folder: "/made_up", manifestHash: none, facts: [:],
            kpi: .init(path: "kpi.sql", text: "", hash: none), tables: [:], details: [:], isBuiltIn: true)
        let tree = NodeTree(dimensions: ["country"], scopes: [["DE"], ["ES"]])
        let results = Results(
            asOf: Self.days[1], keyDates: Self.days, currency: "EUR", tree: tree,
            metrics: [MetricResult(plugin: plugin, parameters: [:], grid: grid, tables: [:], details: [:], checks: [])],
            sources: [], controls: [], rejects: [], findings: findings)
        let definition = ReportDefinition(name: "r", title: "R", path: "/r.yaml", ledgerPath: "/l.yaml", metrics: [])
        return PackComposer(definition: definition, results: results, words: Catalogue.english, version: "1", provenance: []).compose()
    }

    func table(_ id: String) throws -> Table {
        let tables = pack().sections.flatMap(\.blocks).compactMap { block in
            if case .table(let table) = block { table } else { nil }
        }
        return try #require(tables.first { $0.id == id })
    }
}
