import Foundation
import Testing

@testable import countback

/// `countback metrics test` on examples that don't hold or can't be read.
@Suite struct MetricsTestCommandTests {
    private static let rolledUp = "metrics/late/examples/rolled_up.yaml"
    private static let nothingOpen = "metrics/late/examples/nothing_open.yaml"

    /// The metric that `metrics new` writes, with some texts in it replaced.
    private func folder(_ changes: (file: String, old: String, new: String)...) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for file in PluginTemplate(id: "late").files {
            let path = "metrics/late/" + file.path
            var text = file.text
            for change in changes where change.file == path {
                #expect(text.contains(change.old))
                text = text.replacingOccurrences(of: change.old, with: change.new)
            }
            try folder.write(text, to: path)
        }
        return folder
    }

    private func test(_ folder: TemporaryFolder, _ arguments: String...) throws -> Program.Ended {
        try Program.countback(["metrics", "test", "late"] + arguments, in: folder.path)
    }

    @Test func figuresAreToldWithTheirDifference() throws {
        let folder = try folder(
            (Self.rolledUp, "equals: 37.5%", "equals: 38%"), (Self.rolledUp, "equals: 300.00", "equals: 299.50"),
            (Self.rolledUp, "equals: 30%, target: 40%, status: met", "equals: 30%, target: 45%, status: missed"),
            (Self.nothingOpen, "unavailable: nothing is open", "unavailable: gone"))
        let ended = try test(folder)
        #expect(ended.exit == 65)
        #expect(
            ended.out == """
                FAIL late: nothing is open, so there is no share  (metrics/late/examples/nothing_open.yaml)
                     metrics/late/examples/nothing_open.yaml:11:7: late_share at the whole on 2026-06-30: expected unavailable (gone), got unavailable (nothing is open)
                FAIL late: the late share of a country is a ratio of its sums  (metrics/late/examples/rolled_up.yaml)
                     metrics/late/examples/rolled_up.yaml:23:7: late_share at ES on 2026-06-30: expected 38%, got 37.5% (0.5 percentage points less)
                     metrics/late/examples/rolled_up.yaml:25:7: late_share at the whole on 2026-06-30, target: expected 45%, got 40% (5 percentage points less)
                     metrics/late/examples/rolled_up.yaml:25:7: late_share at the whole on 2026-06-30, status: expected missed, got met
                     metrics/late/examples/rolled_up.yaml:26:7: late_amount at the whole on 2026-06-30: expected 299.50, got 300.00 (0.50 more)
                2 examples: 0 hold, 2 differ

                """)
    }

    @Test func rowsAreToldSideBySide() throws {
        let folder = try folder(
            (Self.rolledUp, "| 31            |", "| 32            |"),
            (Self.rolledUp, "          invoice | 1          | 300.00\n", "          adjustment | 1 | 5.00\n          invoice | 1 | 300.00\n"))
        let ended = try test(folder)
        #expect(ended.exit == 65)
        for line in [
            "metrics/late/examples/rolled_up.yaml:30:7: table items at the whole: 1 of 1 row differs",
            "   1  A1      | Alder | 32            | 300.00       ≠ A1      | Alder | *31*          | 300.00\n",
            "metrics/late/examples/rolled_up.yaml:35:11: table kinds at ES: expected 2 rows, got 1\n",
            "   1  adjustment | 1          | 5.00         ≠ *invoice* | 1          | *300.00*\n",
            "   2  invoice    | 1          | 300.00       ≠ (no row)\n", "  row 1 is missing: adjustment | 1 | 5.00\n",
            "  row 2 is there, but as row 1\n",
        ] { #expect(ended.out.contains(line), "\(line)\n\(ended.out)") }
    }

    @Test func whatIsNotThereIsToldWithWhatThereIs() throws {
        let folder = try folder(
            (Self.rolledUp, "kind    | late_items | late_amount", "kind    | late_item | late_amount"),
            (Self.rolledUp, "node: [DE]", "node: [FR]"), (Self.rolledUp, "equals: 1 }", "as_of: 2026-05-31, equals: 1 }"),
            (Self.rolledUp, "[late-items]", "[late-item]"))
        let ended = try test(folder)
        #expect(ended.exit == 65)
        for line in [
            "rolled_up.yaml:24:7: there is no node FR; the nodes are the whole, DE, ES\n",
            "rolled_up.yaml:27:7: 2026-05-31 is no key date; the key dates are 2026-06-30\n",
            "rolled_up.yaml:35:11: table kinds has no column late_item (did you mean \"late_items\"?); the columns are kind, late_items, late_amount\n",
            "     expected the finding late-item, got late-items\n",
        ] { #expect(ended.out.contains(line), "\(line)\n\(ended.out)") }
    }

    /// An expected value without its figure is a mistake in the definition, and the other examples still run.
    @Test func anExpectedValueWithoutAFigureIsADefinitionFinding() throws {
        for change in [", equals: 37.5%", " 37.5%"] {
            let ended = try test(try folder((Self.rolledUp, change, "")))
            #expect(ended.exit == 78)
            #expect(ended.out.contains("FAIL metrics/late/examples/rolled_up.yaml\n     metrics/late/examples/rolled_up.yaml:23:"))
            #expect(ended.out.contains(change.hasPrefix(",") ? "[no-expectation]" : "[empty-value]"), "\(ended.out)")
            #expect(ended.out.contains("ok   late: nothing is open, so there is no share\n"))
            #expect(ended.out.hasSuffix("2 examples: 1 holds, 1 can't be read\n"))
        }
    }

    @Test func sqlThatFailsInEveryExampleIsToldOnce() throws {
        let ended = try test(try folder(("metrics/late/facts/debts.sql", "  o.kind,", "  o.knd,")))
        #expect(ended.exit == 65)
        #expect(ended.out.components(separatedBy: "Binder Error").count == 2)
        #expect(ended.out.contains("(metrics/late/examples/rolled_up.yaml)\n     the same as above\n2 examples: 0 hold, 2 differ\n"))
    }

    @Test func sqlThatMayNotRunIsRefusedBeforeAnyExample() throws {
        let ended = try test(try folder(("metrics/late/kpi.sql", "FROM points p", "FROM read_csv('/etc/passwd') p")))
        #expect(ended.exit == 78)
        #expect(ended.errors.contains("late/kpi.sql:23:6: error: the function read_csv may not be used [plugin-sql]"))
        #expect(ended.out == "0 examples: 0 hold\n")
    }

    @Test func onlyRunsWhatItNames() throws {
        let folder = try folder((Self.rolledUp, "equals: 37.5%", "equals: 38%"))
        let byTitle = try test(folder, "--only", "NOTHING is open")
        #expect(byTitle.exit == 0)
        #expect(byTitle.out == "ok   late: nothing is open, so there is no share\n1 example: 1 holds\n")
        #expect(try test(folder, "--only", "rolled_up").exit == 65)
        let none = try test(folder, "--only", "xyz")
        #expect(none.exit == 64)
        #expect(
            none.errors == """
                metrics/late/metric.yaml: warning: the metric late is worded in English only: it has no texts in de, es, fr, he [missing-texts]
                  write them in words/de.yaml beside metric.yaml, or in it as { en: …, de: … }
                error: no example has "xyz" in its title or file name [no-examples]

                """)
    }

    @Test func tellsWhichTextsALanguageLacks() throws {
        let folder = try folder()
        try folder.write("title: Spät\nunknown: x\nvalues: { late_share: \"Anteil {n}\" }\n", to: "metrics/late/words/de.yaml")
        let ended = try test(folder)
        #expect(ended.exit == 0)
        #expect(ended.errors.contains("metrics/late/words/de.yaml:2:10: warning: the metric has no text \"unknown\" [unknown-text]\n"))
        #expect(ended.errors.contains(": warning: \"values.late_share\" has other places than its English text [other-places]\n"))
        #expect(ended.errors.contains("metrics/late/metric.yaml: warning: the metric late is worded in English only: it has no texts in es, fr, he [missing-texts]\n"))
        #expect(ended.errors.contains("metrics/late/metric.yaml: warning: the metric late lacks "))
        #expect(ended.errors.contains(" texts in de: description, formula, "))
    }

    @Test func jsonHasTheSame() throws {
        let folder = try folder(
            (Self.rolledUp, "equals: 37.5%", "equals: 38%"), (Self.rolledUp, "| 31            |", "| 32            |"),
            (Self.nothingOpen, "equals: 0 }", "equals: }"))
        let ended = try test(folder, "--json")
        #expect(ended.exit == 78)
        let report = try JSONDecoder().decode(Report.self, from: Data(ended.out.utf8))
        #expect(report.exit == 78)
        #expect(report.examples.map(\.verdict) == ["unreadable", "differs"])
        #expect(report.examples[0].findings.map(\.id) == ["empty-value"])
        #expect(report.examples[0].findings[0].place?.hasPrefix("metrics/late/examples/nothing_open.yaml:12:") == true)
        let differences = report.examples[1].differences
        #expect(differences.map(\.kind) == ["figure", "rows"])
        #expect(differences[0].expected == "38%" && differences[0].got == "37.5%" && differences[0].node == ["ES"])
        #expect(differences[1].rows?.map(\.differing) == [["days_past_due"]])
        #expect(differences[1].rows?[0].got == ["A1", "Alder", "31", "300.00"])
    }

    private struct Report: Decodable {
        struct Example: Decodable {
            var verdict: String
            var differences: [Difference]
            var findings: [Finding]
        }
        struct Difference: Decodable {
            var kind: String
            var node: [String]?
            var expected: String?
            var got: String?
            var rows: [Row]?
        }
        struct Row: Decodable {
            var expected: [String]?
            var got: [String]?
            var differing: [String]
        }
        struct Finding: Decodable {
            var id: String
            var place: String?
        }
        var exit: Int
        var examples: [Example]
    }
}
