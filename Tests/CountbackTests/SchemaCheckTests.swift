import Foundation
import Testing

/// What an editor marks with the schemas in `docs/schemas/`, `countback check` refuses too.
@Suite struct SchemaCheckTests {
    private static let items = "given:\n  items: |\n    item_id | kind | posted_on | amount\n"
    private static let metric = """
        metric: m
        version: "1"
        title: T
        description: D
        formula: F
        facts: { f: { kind: balance, measures: [a] } }

        """

    /// Kind, file and text.
    private static let broken: [(kind: String, file: String, text: String)] = [
        ("report", "key.yaml", "report: r\nledger: ledger.yaml\nmetrics: [dso]\ntrends: { every: week, points: 3 }\n"),
        ("report", "word.yaml", "report: r\nledger: ledger.yaml\nmetrics: [dso]\ntrend: { every: fortnight, points: 3 }\n"),
        ("report", "range.yaml", "report: r\nledger: ledger.yaml\nmetrics: [dso]\nfiscal_year_start: 13\n"),
        ("report", "share.yaml", "report: r\nledger: ledger.yaml\nmetrics: [dso]\nnear: 5\n"),
        ("report", "missing.yaml", "report: r\nmetrics: [dso]\n"),
        ("report", "parameter.yaml", "report: r\nledger: ledger.yaml\nmetrics:\n  - dso: { windw: 60 }\n"),
        ("report", "parameter-range.yaml", "report: r\nledger: ledger.yaml\nmetrics:\n  - dso: { window: 0 }\n"),
        ("report", "parameter-word.yaml", "report: r\nledger: ledger.yaml\nmetrics:\n  - dso: { empty_months: ignore }\n"),
        ("report", "target.yaml", "report: r\nledger: ledger.yaml\nmetrics:\n  - dso: { target: { contback: 45 } }\n"),
        ("report", "split.yaml", "report: r\nledger: ledger.yaml\nmetrics: [dso]\ngroup_by: country\nsplit: { members: m.csv }\n"),
        ("ledger", "relation.yaml", "ledger: l\nsources: { items: { file: items.csv }, itmes: { file: b.csv } }\n"),
        ("ledger", "column.yaml", "ledger: l\nsources: { items: { file: a.csv, columns: { item_id: A, posted_on: B, amount: C } } }\n"),
        ("ledger", "kind.yaml", "ledger: l\nsources: { items: { file: a.csv, columns: { item_id: A, posted_on: B, amount: C, kind: { value: bill } } } }\n"),
        ("ledger", "weekend.yaml", "ledger: l\ncalendars: { ES: }\nsources: { items: { file: items.csv } }\n"),
        ("ledger", "format.yaml", "ledger: l\nsources: { items: { file: a.csv, format: { decimal: comma, delimiter: x } } }\n"),
        ("metric", "unit/metric.yaml", metric + "values: { v: { title: V, unit: euros, headline: true } }\n"),
        ("metric", "statistic/metric.yaml",
            metric + "histograms: [h]\nvalues: { v: { title: V, unit: days, headline: true, statistic: { take: percentile, of: h, none: n } } }\n"),
        ("metric", "chart/metric.yaml", metric + "values: { v: { title: V, unit: days, headline: true } }\ncharts: { kind: trend }\n"),
        ("example", "m/examples/none.yaml", "example: e\nsource: s\nreport: { as_of: 2026-01-31 }\n" + items + "expect: { values: [{ value: v }] }\n"),
        ("example", "m/examples/date.yaml", "example: e\nsource: s\nreport: { as_of: today }\n" + items + "expect: { findings: [f] }\n"),
    ]

    @Test func bothRefuse() throws {
        let folder = try TemporaryFolder()
        try folder.write("ledger: l\nsources: { items: { file: items.csv } }\n", to: "ledger.yaml")
        for sample in Self.broken { try folder.write(sample.text, to: sample.file) }
        let script = Program.root + "/scripts/checks/schemas.py"
        let arguments = Self.broken.map { "\($0.kind)=\(folder.path)/\($0.file)" } + ["ledger=\(folder.path)/ledger.yaml"]
        let schemas = try Program.run(Program.python, [script] + arguments, in: folder.path)
        let lines = schemas.out.split(separator: "\n")
        #expect(lines.count == arguments.count, "\(schemas.errors)")
        for (sample, line) in zip(Self.broken, lines) {
            #expect(line != "[]", "the schema takes \(sample.file)")
            let check = try Program.countback(["check", sample.file], in: folder.path)
            #expect(check.exit == 78, "\(sample.file)")
            #expect(check.errors.contains("\(sample.file):"), "\(check.errors)")
        }
        #expect(lines.last == "[]")
        #expect(try Program.countback(["check", "ledger.yaml"], in: folder.path).exit == 0)
    }
}
