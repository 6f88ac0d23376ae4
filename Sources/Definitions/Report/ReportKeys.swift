internal import Model

/// The keys of report definitions.
enum ReportKeys {
    static let languages = ["en", "de", "es", "fr", "he"]

    /// What a worked example may also state.
    static let frame: [DefinitionKey] = [
        .optional("as_of", .either([.word(KeyDateRule.known), .date]),
            "The key date: a date, or the latest such day strictly before today. Default: ledger_end, the newest posting."),
        .optional("currency", .currency, "The report currency, ISO 4217. Default: the ledger's."),
        .optional("language", .word(languages), "The pack's language. Default: en."),
        .optional("calendar", .either([.phrase, .map(calendar)]), "The calendar of business days, for all or by a dimension."),
        .optional("zone", .zone, "IANA time zone in which \"today\" is read, such as Europe/Madrid. Default: UTC."),
        .optional("group_by", .oneOrMore(.listed),
            "The roll-up from the top down: columns of customers or items, such as [country, team]."),
        .optional("filter", .own(.any, .oneOrMore(.text, atLeast: 1, isDistinct: false)), "By column, the members that count; rows with others are in no figure."),
        .optional("trend", .map(trend), "Key dates before the report's own. Default: one point, no trend."),
        .optional("fiscal_year_start", .integer(1...12), "Month in which the fiscal year starts. Default: 1."),
        .optional("week_start", .word(Weekday.all), "Day on which a week starts. Default: monday."),
        .optional("rates", .word(of: ReportDefinition.RateBasis.self),
            "closing: balances at the rate of their key date, flows at that of their posting date. document_date: both at their document date. Default: closing."),
        .optional("near", .share, "By which share of a target a figure may miss it and still be near. Default: 5%."),
    ]

    static let calendar = KeyTable([
        .needed("by", .phrase, "The dimension whose members are calendars, such as country."),
        .needed("default", .phrase, "The calendar where a member has none."),
    ])

    static let trend = KeyTable([
        .needed("every", .word(of: Trend.Step.self), "The step from one key date to the next."),
        .needed("points", .integer(1...120), "Key dates in all, the report's own included."),
    ])

    static let csv = KeyTable([
        .optional("locale", .word(of: ReportDefinition.CSVLocale.self), "european: semicolons, decimal comma, day.month.year. Default: plain.")
    ])

    private static let severities = KeyTable(
        DataCheck.all.map { check in
            .optional(check.id, check.isFixed ? .word([check.severity.rawValue]) : .word(of: Finding.Severity.self), check.title + ".")
        })

    static let engine = KeyTable([
        .needed("name", .word(of: EngineChoice.Name.self), "The engine."),
        .optional("connection", .phrase, "One of the ledger's connections. Default: the only one that the engine can use."),
        .optional("statement_seconds", .integer(1...86_400), "The longest that a statement may take on it. Default: 600."),
    ])

    /// `metrics` have their parameters completed; others may be selected too.
    static func report(_ metrics: [MetricManifest]) -> KeyTable {
        KeyTable(
            [
                .needed("report", .name(.fileName), "The report's name; its files are named after it."),
                .optional("title", MetricKeys.text, "The title of the pack, plain or in several languages. Default: the name."),
                .needed("ledger", .phrase, "The ledger definition, relative to this file."),
            ] + frame + [
                .needed("metrics", selections(metrics),
                    "The metrics in their order, each with its parameters and targets; countback metrics list names them."),
                .optional("outputs", .oneOrMore(.word(of: OutputFormat.self), atLeast: 1), "Default: all."),
                .optional("csv", .map(csv), "How CSV files are written."),
                .optional("severities", .own(.any, .word(of: Finding.Severity.self), known: severities),
                    "By the id of a check, another severity; an error refuses the run. docs/quality.md lists the checks."),
                .optional("quality", .map(QualityKeys.table), "What the checks of the data go by; before the ledger's own."),
                .optional("engine", .either([.word(of: EngineChoice.Name.self), .map(engine)]),
                    "Where the ledger is computed: duckdb, embedded; postgresql, on a server; spark, on a cluster. Default: duckdb."),
                .optional("split", .map(SplitKeys.split), "A pack for each member besides the whole, with nothing of the others in it."),
                .optional("deliver", .map(DeliverKeys.deliver), "To whom the pack goes; only `countback run --deliver` sends it."),
                .optional("schedule", ScheduleKeys.schedule, "When it runs by itself, once `countback schedule install` has been told."),
            ])
    }

    static let root = report([])

    static let target = Form.either([.figure, .own(.any, .figure)])
    static let nearOfMetric = DefinitionKey.optional(
        "near", .share, "By which share of a target a figure may miss it and still be near. Default: the report's.")
    private static let parameter = Form.either([.text, .list(.text)])

    private static func selections(_ metrics: [MetricManifest]) -> Form {
        let others = Form.either([
            .nothing,
            .own(
                .any, .shared("parameter", parameter),
                known: KeyTable([
                    .optional("target", target, "The headline's target, or a map of targets by value id; 15% is 0.15."),
                    nearOfMetric,
                ])),
        ])
        let known = metrics.map { metric in
            DefinitionKey.optional(metric.id, .either([.nothing, .map(settings(of: metric))]), metric.title)
        }
        let ids = metrics.map(\.id)
        let id: Form = ids.isEmpty ? .phrase : .either([.word(ids), .phrase])
        let selection = Form.either([id, .single(.shared("selection", others), known: KeyTable(known))])
        return .either([.listed, .list(selection, atLeast: 1)])
    }

    /// A metric's parameters as keys, beside `target` and `near`.
    private static func settings(of metric: MetricManifest) -> KeyTable {
        let values = metric.values.map { DefinitionKey.optional($0.id, .figure, $0.title) }
        let headline = metric.headline.map { "The target of \"\($0.title)\", or a map of targets by value id." } ?? ""
        let parameters = metric.parameters.map { parameter in
            DefinitionKey.optional(parameter.name, form(of: parameter.kind), parameter.title + "." + fallback(of: parameter))
        }
        return KeyTable(parameters + [.optional("target", .either([.figure, .map(KeyTable(values))]), headline), nearOfMetric])
    }

    private static func fallback(of parameter: MetricParameter) -> String {
        if parameter.inherits != nil { return " Default: the report's." }
        let word = if case .boolean(let flag) = parameter.fallback { String(flag) } else { parameter.fallback.description }
        return word.isEmpty ? "" : " Default: \(word)."
    }

    private static func form(of kind: MetricParameter.Kind) -> Form {
        switch kind {
        case .integer(let range): .integer(range)
        case .decimal: .figure
        case .boolean: .boolean
        case .choice(let words): .word(words)
        case .text: .text
        case .date: .date
        case .dayRanges: .list(.integer(1...36_500), atLeast: 1)
        }
    }
}
