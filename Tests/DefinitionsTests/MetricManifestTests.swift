import Definitions
import Model
import Testing

@Suite struct MetricManifestTests {
    static let sound = """
        metric: aged_debt
        version: 1.0
        title: { en: Aged debt, de: Überfällige Forderungen }
        description: Open receivables by days past due.
        formula: overdue share = overdue debits ÷ all open debits
        needs: { items: [due_on], disputes: }
        parameters:
          ranges: { type: day_ranges, default: [30, 60], title: Bounds }
          age_from: { type: choice, choices: [due_on, posted_on], default: due_on }
          window: { type: integer, min: 1, max: 3660, default: 90 }
          factor: { type: decimal, min: 0, default: 0.50 }
          gross: { type: boolean, default: false }
          label: { type: text, default: "" }
          since: { type: date, default: 2026-01-01 }
        facts:
          sales: { kind: flow, keys: [], measures: [sales], trailing: [window] }
          aging: { kind: balance, keys: [bucket], measures: [amount, { name: oldest, combine: min }] }
        values:
          overdue_share: { title: Overdue share, unit: percent, better: lower, headline: true }
          early: { title: Early, unit: days }
          late: { title: Late, unit: days, scale: 1 }
          spread: { title: Spread, unit: days, difference: [late, early] }
        tables:
          buckets: { title: Buckets, from: query, columns: { bucket: Bucket, amount: { title: Amount, unit: money } } }
          by_node: { title: By node, from: values, values: [overdue_share, late] }
          items: { title: Items, from: details, columns: { item_id: Item, amount: Amount }, order: [-amount, item_id], limit: 200 }
        charts:
          - { title: Share, kind: trend, values: [overdue_share] }
          - { title: Stack, kind: stacked, table: buckets, values: [amount] }
          - { title: Days, kind: ranked, values: [early, late] }
        checks: [{ title: Sums agree, left: bucket_sum, right: open_balance }]
        findings: [{ id: no-due-date, severity: warning, column: no_due_date, message: "{count} items", remedy: Map due_on. }]
        """

    @Test func everyKeyIsRead() throws {
        let metric = try MetricManifest.read(text(Self.sound)).get()
        #expect(metric.id == "aged_debt")
        #expect(metric.version == "1.0")
        #expect(metric.title == "Aged debt")
        #expect(metric.needs == ["items": ["due_on"], "disputes": []])
        #expect(
            metric.parameters.map(\.fallback) == [
                .dayRanges([30, 60], first: 1), .text("due_on"), .integer(90), .decimal(ExactDecimal("0.5")!), .boolean(false),
                .text(""), .date(CivilDate("2026-01-01")!),
            ])
        #expect(metric.parameters[2].kind == .integer(1...3660))
        #expect(metric.parameters[1].kind == .choice(["due_on", "posted_on"]))
        #expect(metric.parameters.map(\.title).prefix(2) == ["Bounds", "age_from"])
        #expect(
            metric.facts == [
                FactSet(name: "sales", kind: .flow, keys: [], measures: [.init(name: "sales")], trailing: ["window"]),
                FactSet(
                    name: "aging", kind: .balance, keys: ["bucket"],
                    measures: [.init(name: "amount"), .init(name: "oldest", combination: .min)]),
            ])
        #expect(
            metric.values == [
                MetricValue(
                    id: "overdue_share", title: "Overdue share", unit: .percent, scale: 4, better: .lower,
                    isHeadline: true),
                MetricValue(id: "early", title: "Early", unit: .days, scale: 2),
                MetricValue(id: "late", title: "Late", unit: .days, scale: 1),
                MetricValue(id: "spread", title: "Spread", unit: .days, scale: 2, difference: ["late", "early"]),
            ])
        #expect(metric.tables.map(\.source) == [.query, .values(["overdue_share", "late"]), .details])
        #expect(metric.tables[0].columns == [.init(name: "bucket", title: "Bucket"), .init(name: "amount", title: "Amount", unit: .money)])
        #expect(metric.tables[1].columns.map(\.title) == ["Overdue share", "Late"])
        #expect(metric.tables[2].order == ["-amount", "item_id"])
        #expect(metric.tables[2].limit == 200)
        #expect(metric.charts.map(\.kind) == [.trend, .stacked, .ranked])
        #expect(metric.charts[1].table == "buckets")
        #expect(metric.checks == [MetricCheck(title: "Sums agree", left: "bucket_sum", right: "open_balance")])
        #expect(
            metric.findings == [
                MetricFinding(
                    id: "no-due-date", severity: .warning, column: "no_due_date", message: "{count} items",
                    remedy: "Map due_on.")
            ])
    }

    /// Each replaces the whole line of the sound manifest that begins alike, up to the first colon.
    @Test(arguments: mistakes)
    func mistake(_ mistake: Mistake) {
        let reading = MetricManifest.read(text(Self.manifest(mistake)))
        #expect(reported(reading.findings) == mistake.findings)
        #expect(reading.value == nil)
    }

    static func manifest(_ mistake: Mistake) -> String {
        let key = mistake.lines.prefix { $0 != ":" } + ":"
        return sound.split(separator: "\n").map { $0.hasPrefix(key) ? mistake.lines : String($0) }.joined(separator: "\n")
    }

    static let mistakes: [Mistake] = [
        .init("id", "metric: Aged-Debt",
            "1:9 bad-name: \"Aged-Debt\" can't be a metric id: it must be small letters, digits and \"_\", beginning with a letter > write \"aged_debt\""),
        .init("title without English", "title: { de: Alter }", "3:10 missing-key: \"title\" needs \"en\" > add \"en:\""),
        .init("relation needed", "needs: { itmes: [due_on] }",
            "6:10 unknown-relation: a ledger has no relation \"itmes\" > did you mean \"items\"?"),
        .init("ranges", "  ranges: { type: day_ranges, default: [30, 60, 60], title: Bounds }",
            "8:40 not-rising: the default of \"ranges\" is 30, 60, 60: each bound must be greater than the one before > write rising upper bounds in days, such as [30, 60, 90]"),
        .init("parameter's type", "  ranges: { type: list, default: [30], title: Bounds }",
            "8:19 unknown-word: \"type\" can't be \"list\" > it is integer, decimal, boolean, choice, text, date or day_ranges"),
        .init("no choices", "  age_from: { type: choice, default: due_on }",
            "9:15 missing-key: the parameter \"age_from\" needs \"choices\" > add \"choices:\""),
        .init("default beyond the choices", "  age_from: { type: choice, choices: [due_on, posted_on], default: due }",
            "9:68 unknown-word: the default of \"age_from\" can't be \"due\" > did you mean \"due_on\"?"),
        .init("default beyond the range", "  window: { type: integer, min: 1, max: 80, default: 90 }",
            "10:54 bad-value: the default of \"window\" must be a whole number from 1 to 80, not \"90\""),
        .init("range upside down", "  factor: { type: decimal, min: 2, max: 1, default: 1 }",
            "11:36 bad-value: \"min\" is greater than \"max\" > exchange the two"),
        .init("range of a flag", "  gross: { type: boolean, min: 0, default: false }",
            "12:27 unknown-key: a parameter of type boolean has no \"min\" > remove it"),
        .init("flag's default", "  gross: { type: boolean, default: no }",
            "12:36 bad-value: the default of \"gross\" must be true or false, not \"no\""),
        .init("window that is none", "  sales: { kind: flow, keys: [], measures: [sales], trailing: [windo] }",
            "16:64 unknown-parameter: \"trailing\" names \"windo\", which is no integer parameter > did you mean \"window\"?"),
        .init("kind of facts", "  sales: { kind: stock, measures: [sales] }",
            "16:18 unknown-word: \"kind\" can't be \"stock\" > it is balance or flow"),
        .init("host's column", "  sales: { kind: flow, keys: [scope], measures: [sales] }",
            "16:31 bad-name: \"scope\" is a column that every fact set has by itself > leave it out of keys and measures"),
        .init("measure twice", "  sales: { kind: flow, keys: [sales], measures: [sales] }",
            "16:50 twice: \"sales\" stands twice in \"sales\" > remove one of the two"),
        .init("balance over a window", "  aging: { kind: balance, keys: [bucket], measures: [amount], trailing: [window] }",
            "17:63 wrong-form: a balance has no \"trailing\" windows > remove it, or make the set a flow"),
        .init("no headline", "  overdue_share: { title: Overdue share, unit: percent }",
            "19:3 one-headline: no value is the headline > give exactly one value \"headline: true\""),
        .init("two headlines", "  early: { title: Early, unit: days, headline: true }",
            "20:3 one-headline: \"overdue_share\" and \"early\" are all headlines > give exactly one value \"headline: true\""),
        .init("difference of one", "  spread: { title: Spread, unit: days, difference: [late] }",
            "22:52 wrong-form: the difference \"spread\" must name two values > write [minuend, subtrahend]"),
        .init("difference of nothing", "  spread: { title: Spread, unit: days, difference: [late, erly] }",
            "22:52 unknown-value: the metric has no value \"erly\" > did you mean \"early\"?"),
        .init("difference of units", "  spread: { title: Spread, unit: days, difference: [late, overdue_share] }",
            "22:52 mixed-units: the difference \"spread\" mixes values of different units > name values of one unit"),
        .init("table's value", "  by_node: { title: By node, from: values, values: [overdue] }",
            "25:53 unknown-value: the metric has no value \"overdue\" > did you mean \"overdue_share\"?"),
        .init("table without columns", "  items: { title: Items, from: details, order: [amount] }",
            "26:3 missing-key: the table \"items\" needs \"columns\" > add \"columns:\"",
            "26:49 unknown-column: the table \"items\" has no column \"amount\" > there is none to choose from"),
        .init("details without an order", "  items: { title: Items, from: details, columns: { item_id: Item } }",
            "26:12 missing-key: the table \"items\" needs \"order\" > add \"order:\""),
        .init("order by nothing", "  items: { title: Items, from: details, columns: { item_id: Item }, order: [-amount] }",
            "26:77 unknown-column: the table \"items\" has no column \"amount\" > its columns are item_id"),
    ]

    /// Each replaces everything from `charts:` on.
    @Test(arguments: ends)
    func mistakeAtTheEnd(_ mistake: Mistake) {
        #expect(reported(MetricManifest.read(text(Self.ended(mistake))).findings) == mistake.findings)
    }

    static func ended(_ mistake: Mistake) -> String {
        sound.split(separator: "\n").prefix { $0 != "charts:" }.joined(separator: "\n") + "\n" + mistake.lines
    }

    static let ends: [Mistake] = [
        .init("chart's kind", "charts: [{ title: Share, kind: pie, values: [overdue_share] }]",
            "27:32 unknown-word: \"kind\" can't be \"pie\" > it is trend, stacked or ranked"),
        .init("chart's value", "charts: [{ title: Share, kind: trend, values: [overdue_shar] }]",
            "27:48 unknown-value: the metric has no value \"overdue_shar\" > did you mean \"overdue_share\"?"),
        .init("chart of units", "charts: [{ title: Share, kind: trend, values: [overdue_share, late] }]",
            "27:47 mixed-units: the chart \"Share\" mixes values of different units > name values of one unit"),
        .init("stack without a table", "charts: [{ title: Share, kind: stacked, values: [amount] }]",
            "27:12 missing-key: a stacked chart needs \"table\" > add \"table:\""),
        .init("stack of a list", "charts: [{ title: Share, kind: stacked, table: items, values: [amount] }]",
            "27:48 unknown-table: the metric has no table \"items\" from a query > such tables are buckets"),
        .init("stack of no column", "charts: [{ title: Share, kind: stacked, table: buckets, values: [amonut] }]",
            "27:66 unknown-column: the table \"buckets\" has no column \"amonut\" > did you mean \"amount\"?"),
        .init("table of a trend", "charts: [{ title: Share, kind: trend, table: buckets, values: [late] }]",
            "27:39 unknown-key: a trend chart has no \"table\" > remove it; its values are the metric's"),
        .init("check without a side", "checks: [{ title: Sums, left: a }]", "27:12 missing-key: a check needs \"right\" > add \"right:\""),
        .init("finding's id", "findings: [{ id: No_due, severity: warning, column: a, message: m }]",
            "27:18 bad-name: \"No_due\" can't be a finding id: it must be small letters, digits and \"-\" > write \"no-due\""),
        .init("finding's severity", "findings: [{ id: no-due, severity: bad, column: a, message: m }]",
            "27:36 unknown-word: \"severity\" can't be \"bad\" > it is info, warning or error"),
        .init("three at once", "charts: {}\nchecks: x\nfindngs: []",
            "27:9 wrong-form: \"charts\" must be a list, not a map > write each entry on a line of its own after \"- \"",
            "28:9 wrong-form: \"checks\" must be a list, not \"x\" > write each entry on a line of its own after \"- \"",
            "29:1 unknown-key: a metric has no key \"findngs\" > did you mean \"findings\"?"),
    ]
}
