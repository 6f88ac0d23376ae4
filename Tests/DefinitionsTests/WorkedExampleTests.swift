import Definitions
import Model
import Testing

@Suite struct WorkedExampleTests {
    static let sound = """
        example: Two invoices and a credit note
        source: worked by hand
        ledger: { currency: GBP, complete_from: 2025-01-01, calendars: { ES: { weekend: [sat, sun] } } }
        report: { as_of: 2025-06-30, currency: EUR, group_by: [country], trend: { every: week, points: 2 } }
        parameters: { window: 30, ranges: [10, 20] }
        target: { early: 45 }
        given:
          items: |
            item_id | kind        | posted_on  | amount | document_no
            # one day before the key date
            I1      | invoice     | 2025-06-29 | 100.00 |

            I2      | credit_note | 2025-06-30 | -40.00 | 007
        expect:
          values:
            - { value: early, equals: 166.33 }
            - { value: overdue_share, node: [ES], as_of: 2025-06-23, equals: 12.5%, target: 45, status: near, previous: 11% }
            - { value: late, unavailable: no sales }
          tables:
            buckets:
              - node: [ES]
                rows: |
                  | bucket  | amount |
                  |---------|--------|
                  | not_due | 60.00  |
                  | 1-30    |        |
            items: |
              item_id
          findings: [no-due-date]
        """

    static let manifest = MetricManifest.read(text(MetricManifestTests.sound)).value

    @Test func everyKeyIsRead() throws {
        let example = try WorkedExample.read(text(Self.sound), metric: "aged_debt", manifest: Self.manifest).get()
        #expect(example.title == "Two invoices and a credit note")
        #expect(example.metric == "aged_debt")
        #expect(example.ledger.currency == "GBP")
        #expect(example.ledger.calendars.map(\.name) == ["ES"])
        #expect(example.report.asOf == .date(CivilDate("2025-06-30")!))
        #expect(example.report.groupBy.map(\.name) == ["country"])
        #expect(example.report.trend == Trend(every: .week, points: 2))
        let selection = try #require(example.report.metrics.first)
        #expect(selection.id == "aged_debt")
        #expect(selection.parameters.mapValues(\.value) == ["window": .scalar("30"), "ranges": .list(["10", "20"])])
        #expect(selection.targets.mapValues(\.value) == ["early": ExactDecimal(45)])
        let items = try #require(example.given["items"])
        #expect(items.columns == ["item_id", "kind", "posted_on", "amount", "document_no"])
        #expect(
            items.rows == [
                ["I1", "invoice", "2025-06-29", "100.00", ""], ["I2", "credit_note", "2025-06-30", "-40.00", "007"],
            ])
        #expect(items.place.description == "file.yaml:9:5")
        #expect(example.values.map(\.value) == ["early", "overdue_share", "late"])
        #expect(
            example.values.map(\.outcome) == [
                .equals(ExactDecimal("166.33")!), .equals(ExactDecimal("0.125")!), .unavailable("no sales"),
            ])
        #expect(example.values.map(\.node) == [[], ["ES"], []])
        #expect(example.values.map(\.asOf) == [nil, CivilDate("2025-06-23"), nil])
        #expect(example.values[1].target == ExactDecimal(45))
        #expect(example.values[1].status == .near)
        #expect(example.values.map(\.previous) == [nil, ExactDecimal("0.11"), nil])
        #expect(example.tables.map(\.node) == [["ES"], []])
        #expect(example.tables[0].expected.rows == [["not_due", "60.00"], ["1-30", ""]])
        #expect(example.tables[1].expected.rows.isEmpty)
        #expect(example.findings == ["no-due-date"])
        #expect(example.error == nil)
    }

    static let head = "example: e\nsource: by hand\nreport: { as_of: 2025-06-30 }\n"
    static let given = "given:\n  items: |\n    item_id | kind | posted_on | amount\n"

    @Test func currencyIsEurosUnlessSaid() throws {
        let example = try WorkedExample.read(text(Self.head + Self.given + "expect: { findings: [a] }"), metric: "m").get()
        #expect(example.ledger.currency == "EUR")
        #expect(example.report.currency == nil)
    }

    /// What is wrong in it is what it is about, so the manifest doesn't refuse it.
    @Test func anExampleOfAnErrorMayBeWrong() throws {
        let lines = "parameters: { ranges: [30, 20] }\ngiven: { items: \"item_id\" }\nerror: { exit: 78, contains: each bound }"
        let example = try WorkedExample.read(text(Self.head + lines), metric: "m", manifest: Self.manifest).get()
        #expect(example.error == .init(exit: .badDefinition, contains: "each bound"))
    }

    /// The lines follow the head, so the first of them is line 4.
    @Test(arguments: mistakes)
    func mistake(_ mistake: Mistake) {
        let reading = WorkedExample.read(text(Self.head + mistake.lines), metric: "aged_debt", manifest: Self.manifest)
        #expect(reported(reading.findings) == mistake.findings)
        #expect(reading.value == nil)
    }

    private static func expecting(_ name: String, _ lines: String, _ findings: String...) -> Mistake {
        var mistake = Mistake(name, given + "expect:\n" + lines)
        mistake.findings = findings
        return mistake
    }

    static let mistakes: [Mistake] = [
        .init("no expectation", given,
            "1:1 no-expectation: the example expects nothing > add \"expect:\" with values, tables or findings, or \"error:\""),
        .init("nothing given", "expect: { findings: [a] }", "1:1 missing-key: a worked example needs \"given\" > add \"given:\""),
        .init("relation", "given:\n  itms: |\n    item_id\nexpect: { findings: [a] }",
            "5:3 unknown-relation: a ledger has no relation \"itms\" > did you mean \"items\"?"),
        .init("needed column", "given:\n  items: |\n    item_id | kind | posted_no | amount\nexpect: { findings: [a] }",
            "6:5 missing-column: the table \"items\" has no column \"posted_on\" > is \"posted_no\" meant as it?"),
        .init("cells", given + "    I1 | invoice | 2025-01-01\nexpect: { findings: [a] }",
            "7:5 cell-count: the row has 3 cells, the header has 4 > put \"|\" between cells, also around empty ones"),
        .init("column twice", "given:\n  items: |\n    kind | kind\nexpect: { findings: [a] }",
            "6:5 twice: \"kind\" stands twice in \"items\" > remove one of the two"),
        .init("list for a table", "given:\n  items: [1]\nexpect: { findings: [a] }",
            "5:10 wrong-form: \"items\" must be a table, not a list > write \"items: |\", and below it a header and rows with \"|\" between cells"),
        .init("unknown parameter", given + "parameters: { windw: 90 }\nexpect: { findings: [a] }",
            "7:22 unknown-parameter: \"aged_debt\" has no parameter \"windw\" > did you mean \"window\"?"),
        .init("exit code", given + "error: { exit: 64.5, contains: x }",
            "7:16 bad-value: \"exit\" must be a whole number from 0 to 255, not \"64.5\""),
        .init("no error's exit code", given + "error: { exit: 1, contains: x }",
            "7:16 bad-value: Countback never exits with 1 for an error > write 65 for bad data, 66 for no input or 78 for a bad definition"),
        expecting("no figure", "  values: [{ value: late }]",
            "8:12 no-expectation: an expected value needs \"equals\" or \"unavailable\" > write the figure, or part of the reason why there is none"),
        expecting("figure forgotten", "  values: [{ value: late, equals: , target: 5 }]",
            "8:27 empty-value: \"equals\" has no value > write a value after the colon, or remove the key"),
        expecting("target alone", "  values:\n    - { value: late, target: 5, previous: 4 }",
            "9:7 no-expectation: an expected value needs \"equals\" or \"unavailable\" > write the figure, or part of the reason why there is none"),
        expecting("previous", "  values: [{ value: late, equals: 1, previous: x }]",
            "8:48 bad-value: \"previous\" must be a number such as 45 or 15%, not \"x\""),
        expecting("figure and reason", "  values: [{ value: late, equals: 1, unavailable: x }]",
            "8:38 wrong-form: a value can't be both equal to a figure and unavailable > keep one of \"equals\" and \"unavailable\""),
        expecting("value", "  values: [{ value: lte, equals: 1 }]",
            "8:21 unknown-value: the metric has no value \"lte\" > did you mean \"late\"?"),
        expecting("figure", "  values: [{ value: late, equals: \"1,5\" }]",
            "8:35 bad-value: \"equals\" must be a number such as 45 or 15%, not \"1,5\""),
        expecting("status", "  values: [{ value: late, equals: 1, status: good }]",
            "8:46 unknown-word: \"status\" can't be \"good\" > it is met, near or missed"),
        expecting("table", "  tables: { bucket: \"a | b\" }",
            "8:13 unknown-table: the metric has no table \"bucket\" > did you mean \"buckets\"?"),
    ]
}
