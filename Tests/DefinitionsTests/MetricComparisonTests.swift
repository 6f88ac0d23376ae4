import Definitions
import Model
import Testing

/// What a manifest says of histograms, change, status, windowed targets and days.
@Suite struct MetricComparisonTests {
    static let sound = """
        metric: cycle
        version: "1"
        title: T
        description: D
        formula: F
        parameters:
          window: { type: integer, min: 1, max: 90, default: 30 }
          period: { type: choice, choices: [last_30_days, month], default: last_30_days }
          fiscal_year_start: { type: integer, min: 1, max: 12, inherits: fiscal_year_start }
          ranges: { type: day_ranges, first: 0, default: [30, 60] }
        histograms: [days_open, survival]
        targets: { measure: collected, windows: [month, year] }
        facts:
          cash: { kind: flow, by: value_date, measures: [collected], history: [window], history_of: [receipt, promises] }
          open: { kind: balance, measures: [open], history: [] }
        values:
          median: { title: M, unit: days, headline: true, statistic: { take: percentile, at: 50%, of: days_open, none: no case } }
          survival: { title: S, unit: days, statistic: { take: km_median, of: survival, none: no case }, change: { as: period } }
          collected: { title: C, unit: money, change: month, status: { of: projected, against: target } }
          projected: { title: P, unit: money }
          target: { title: G, unit: money, difference: [collected, projected] }
          share: { title: R, unit: percent }
        inputs: { paid: money }
        explanations: { share: "{paid} ÷ {target} in {window} days[ of {period}]" }
        """

    @Test func everyKeyIsRead() throws {
        let metric = try MetricManifest.read(text(Self.sound)).get()
        #expect(metric.histograms == ["days_open", "survival"])
        #expect(metric.targets == WindowedTargets(measure: "collected", windows: [.month, .year]))
        #expect(metric.facts.map(\.day) == [.value_date, .posted_on])
        #expect(metric.facts.map(\.history) == [["window"], []])
        #expect(metric.facts.map(\.historyOf) == [["receipt", "promises"], nil])
        #expect(metric.parameters.map(\.inherits) == [nil, nil, .fiscal_year_start, nil])
        #expect(metric.parameters.map(\.fallback)[2...] == [.integer(1), .dayRanges([30, 60], first: 0)])
        let half = ExactDecimal("0.5")!
        #expect(
            metric.values.map(\.statistic) == [
                HistogramStatistic(kind: .percentile(half), histogram: "days_open", none: "no case"),
                HistogramStatistic(kind: .survivalMedian, histogram: "survival", none: "no case"), nil, nil, nil, nil,
            ])
        #expect(metric.values.map(\.change) == [
            .trendPoint, .parameter("period"), .period(.month), .trendPoint, .trendPoint, .trendPoint,
        ])
        #expect(metric.values.map(\.standing)[2] == Standing(of: "projected", against: "target"))
        #expect(metric.values.compactMap(\.standing).count == 1)
        #expect(metric.inputs == [MetricTable.Column(name: "paid", title: "paid", unit: .money)])
        #expect(
            metric.explanations == [
                MetricExplanation(value: "share", text: "{paid} ÷ {target} in {window} days[ of {period}]")
            ])
    }

    /// Where nothing is said: posting day, no history, the trend point before.
    @Test func defaults() throws {
        let metric = try MetricManifest.read(text(MetricManifestTests.sound)).get()
        #expect(metric.histograms == [])
        #expect(metric.targets == nil)
        #expect(metric.facts.map(\.day) == [.posted_on, .posted_on])
        #expect(metric.facts.map(\.history) == [nil, nil])
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
        .init("inherited by a flag", "  window: { type: decimal, default: 1, inherits: fiscal_year_start }",
            "7:40 unknown-key: a parameter of type decimal has no \"inherits\" > remove it",
            "14:72 unknown-parameter: \"history\" names \"window\", which is no integer parameter > the integer parameters are fiscal_year_start"),
        .init("inherited from nothing", "  window: { type: integer, default: 1, inherits: year_start }",
            "7:50 unknown-word: \"inherits\" can't be \"year_start\" > it is fiscal_year_start"),
        .init("inherited beyond its range", "  fiscal_year_start: { type: integer, min: 1, max: 6, inherits: fiscal_year_start }",
            "9:65 bad-value: the report's \"fiscal_year_start\" may be a month beyond \"min\" and \"max\" > write min: 1 and max: 12"),
        .init("neither default nor inherited", "  fiscal_year_start: { type: integer, min: 1, max: 12 }",
            "9:24 missing-key: the parameter \"fiscal_year_start\" needs \"default\" > add \"default:\""),
        .init("first day of a number", "  window: { type: integer, default: 1, first: 0 }",
            "7:40 unknown-key: a parameter of type integer has no \"first\" > remove it"),
        .init("first day", "  ranges: { type: day_ranges, first: 2, default: [30] }",
            "10:38 bad-value: \"first\" must be a whole number from 0 to 1, not \"2\""),
        .init("parameter named near", "  ranges: { type: integer, default: 1 }\n  near: { type: integer, default: 1 }",
            "11:3 bad-name: a parameter can't be named \"near\", which sets what is near a target > give it another name"),
        .init("histogram's name", "histograms: [days_open, survival, Days-Open]",
            "11:35 bad-name: \"Days-Open\" can't be a histogram: it must be small letters, digits and \"_\", beginning with a letter > write \"days_open\""),
        .init("histogram twice", "histograms: [days_open, survival, survival]",
            "11:35 twice: \"survival\" stands twice in \"histograms\" > remove one of the two"),
        .init("histogram not declared", "histograms: [days_open]",
            "18:71 unknown-histogram: the metric has no histogram \"survival\" > its histograms are days_open"),
        .init("explanation of nothing", "explanations: { shares: \"{pai} ÷ {target}\" }",
            "24:17 unknown-value: the metric has no value \"shares\" > did you mean \"share\"?",
            "24:25 unknown-figure: an explanation names \"pai\", which is no value, input or parameter > did you mean \"paid\"?"),
        .init("braces that don't close", "explanations: { share: \"{paid ÷ {target}\" }",
            "24:24 wrong-form: the braces and brackets of \"{paid ÷ {target}\" don't close, or stand in each other > "
                + "write a figure as {name}, and what is left out without it as [… {name} …]"),
        .init("windows and measure", "targets: { measure: colected, windows: [month, fortnight] }",
            "12:21 unknown-value: the metric has no value \"colected\" > did you mean \"collected\"?",
            "12:48 unknown-word: \"windows\" can't be \"fortnight\" > it is last_30_days, week, month, quarter or year"),
        .init("no windows", "targets: { measure: collected, windows: [] }",
            "12:41 empty-value: \"windows\" is an empty list > name a window in it"),
        .init("totals of a share", "targets: { measure: share, windows: [month] }",
            "12:21 bad-value: targets of \"share\" can't be totals: its unit is percent > name a value whose unit is money or count"),
        .init("targets of nothing", "targets: { windows: [month] }", "12:12 missing-key: \"targets\" needs \"measure\" > add \"measure:\""),
        .init("balance by a day", "  open: { kind: balance, measures: [open], by: value_date }",
            "15:44 wrong-form: a balance is taken at key dates, not \"by\" a date of its items > remove it, or make the set a flow"),
        .init("day", "  cash: { kind: flow, by: due_on, measures: [collected] }",
            "14:27 unknown-word: \"by\" can't be \"due_on\" > it is posted_on or value_date"),
        .init("history", "  cash: { kind: flow, measures: [collected], history: [windw, period] }",
            "14:56 unknown-parameter: \"history\" names \"windw\", which is no integer parameter > did you mean \"window\"?",
            "14:63 unknown-parameter: \"history\" names \"period\", which is no integer parameter > the integer parameters are window and fiscal_year_start"),
        .init("history of no kind", "  cash: { kind: flow, measures: [collected], history: [window], history_of: [receipts, promises] }",
            "14:78 unknown-word: \"history_of\" names \"receipts\", which is neither a kind of item nor a relation that names items > did you mean \"receipt\"?"),
        .init("history of nothing", "  open: { kind: balance, measures: [open], history_of: [invoice] }",
            "15:44 missing-key: \"history_of\" without \"history\" > say how far back: history: [window]"),
        .init("kept view not declared", "histograms: [days_open, survival]\nkept_views: [judgd]",
            "12:14 unknown-view: \"kept_views\" names \"judgd\", which is none of the views > there is none to choose from"),
        .init("statistic", "  median: { title: M, unit: days, headline: true, statistic: { take: mean, of: dys_open } }",
            "17:64 missing-key: a statistic needs \"none\" > add \"none:\"",
            "17:70 unknown-word: \"take\" can't be \"mean\" > it is percentile or km_median",
            "17:80 unknown-histogram: the metric has no histogram \"dys_open\" > did you mean \"days_open\"?"),
        .init("percentile of none", "  median: { title: M, unit: days, headline: true, statistic: { take: percentile, of: days_open, none: n } }",
            "17:64 missing-key: a percentile needs \"at\" > add \"at:\""),
        .init("percentile beyond the whole", "  median: { title: M, unit: days, headline: true, statistic: { take: percentile, at: 50, of: days_open, none: n } }",
            "17:86 bad-value: \"at\" must be a share from 0% to 100%, not \"50\" > did you mean 50%?"),
        .init("percentile of a survival", "  survival: { title: S, unit: days, statistic: { take: km_median, at: 50%, of: survival, none: n } }",
            "18:67 unknown-key: a survival median has no \"at\" > remove it; a median is at 50%"),
        .init("statistic and difference", "  survival: { title: S, unit: days, difference: [median, median], statistic: { take: km_median, of: survival, none: n } }",
            "18:78 wrong-form: the value \"survival\" can't be both a difference and a statistic > keep one of the two"),
        .init("change by a window", "  collected: { title: C, unit: money, change: last_30_days }",
            "19:47 unknown-word: \"change\" can't be \"last_30_days\" > it is week, month, quarter or year"),
        .init("change by no choice", "  collected: { title: C, unit: money, change: { as: window } }",
            "19:53 unknown-parameter: \"change\" names \"window\", which is no choice parameter > the choice parameters are period"),
        .init("change by no period", "  period: { type: choice, choices: [last_30_days], default: last_30_days }",
            "18:112 bad-value: no choice of \"period\" is a period to compare with the one before > remove \"change\", or offer week, month, quarter or year"),
        .init("status of nothing", "  collected: { title: C, unit: money, status: { of: projectd, against: goal } }",
            "19:53 unknown-value: the metric has no value \"projectd\" > did you mean \"projected\"?",
            "19:72 unknown-value: the metric has no value \"goal\" > its values are median, survival, collected, projected, target and share"),
        .init("status of units", "  collected: { title: C, unit: money, status: { of: projected, against: share } }",
            "19:73 mixed-units: the status of \"collected\" mixes values of different units > name values of one unit"),
        .init("status of one", "  collected: { title: C, unit: money, status: { of: target, against: target } }",
            "19:47 wrong-form: a status compares two values, not \"target\" with itself > write { of: VALUE, against: VALUE }"),
        .init("half a status", "  collected: { title: C, unit: money, status: { of: target } }",
            "19:49 missing-key: \"status\" needs \"against\" > add \"against:\""),
    ]
}
