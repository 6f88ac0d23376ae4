internal import Model

/// The keys of metric manifests.
enum MetricKeys {
    static let parameterTypes = ["integer", "decimal", "boolean", "choice", "text", "date", "day_ranges"]
    /// The to-date periods that have one before them.
    static let periods = ["week", "month", "quarter", "year"]

    static let metric = KeyTable([
        .needed("metric", .name(.snakeCase), "The id: small letters, digits and _; also the folder's name."),
        .needed("version", .phrase, "Printed in the pack, such as \"1.0.0\"."),
        .needed("title", text, "The metric's name."),
        .needed("description", text, "What it says, in a sentence or two; printed under Methodology."),
        .needed("formula", text, "The formula in words; printed under Methodology."),
        .optional("needs", .map(needs), "Relations and columns without which the metric makes no sense."),
        .optional("parameters", .own(.snakeCase, .map(parameter)), "What a report may set, by name."),
        .needed("facts", .own(.snakeCase, .map(factSet), atLeast: 1), "What facts/<name>.sql adds up per scope."),
        .needed("values", .own(.snakeCase, .map(value), atLeast: 1), "The figures by id, from kpi.sql or a statistic; one is the headline."),
        .optional("tables", .own(.snakeCase, .map(table)), "The tables of the metric's section, by name."),
        .optional("charts", .list(.map(chart)), "The charts of the metric's section."),
        .optional("checks", .list(.map(check)), "Columns of kpi.sql that must be equal at every node and key date."),
        .optional("findings", .list(.map(finding)), "Counts of kpi.sql that are told when they aren't 0."),
        .optional("histograms", .oneOrMore(.name(.snakeCase)), "Names of histograms/<name>.sql, of which statistics are taken."),
        .optional("views", .oneOrMore(.name(.snakeCase)), "Names of views/<name>.sql, which facts and details read; each may read those before it."),
        .optional("kept_views", .oneOrMore(.name(.snakeCase)),
            "Views whose rows are computed once, at all key dates, for facts and details: for those that take long."),
        .optional("targets", .map(targets), "For targets that are totals of their periods."),
        .optional("inputs", .own(.snakeCase, .word(of: ValueUnit.self)), "Columns of kpi.sql that explanations show, and what they are counted in."),
        .optional("explanations", .own(.snakeCase, text),
            "How a value comes about, by its id: words with {figures} of values, inputs and parameters; [what lacks one] is left out."),
        .optional("reasons", .list(text),
            "Why kpi.sql says that a figure is unavailable, with places such as {days} or {day, date}: what other languages translate."),
        .optional("words", .own(.any, text), "How members of the tables' keys read, such as not_due: Not due. Default: the member itself."),
    ])

    static let languages = KeyTable(
        ReportKeys.languages.map { DefinitionKey($0, .phrase, "", isRequired: $0 == "en") })
    /// A text for readers: plain, or one for each language.
    static let text = Form.shared("text", .either([.phrase, .map(languages)]))

    private static let needs = KeyTable(
        LedgerRelation.all.map { .optional($0.name, .either([.nothing, .oneOrMore(.listed)]), "Columns that must be there.") })

    static let parameter = KeyTable(
        [
            .needed("type", .word(parameterTypes), "What it may be set to."),
            .optional("title", text, "What it means. Default: its name."),
            .optional("default", .either([.text, .list(.text)]), "Its value where a report sets none."),
            .optional("min", .figure, "Of a number."),
            .optional("max", .figure, "Of a number."),
            .optional("choices", .oneOrMore(.listed, atLeast: 1), "The words of a choice."),
            .optional("first", .integer(0...1), "Of day_ranges: the day with which the first bucket begins; before day 1 stands not_due. Default: 1."),
            .optional("inherits", .word(of: MetricParameter.Inherited.self), "What of the report is the default."),
        ],
        rules: [
            .atLeastOne(["default", "inherits"]),
            .needs(["choices"], whereKey: "type", is: ["choice"]), .only(["choices"], whereKey: "type", is: ["choice"]),
            .only(["min", "max"], whereKey: "type", is: ["integer", "decimal"]),
            .only(["first"], whereKey: "type", is: ["day_ranges"]), .only(["inherits"], whereKey: "type", is: ["integer"]),
        ])

    static let factSet = KeyTable(
        [
            .needed("kind", .word(of: FactSet.Kind.self), "balance: taken at key dates (as_of). flow: what happened on a day."),
            .optional("keys", .oneOrMore(.name(.snakeCase)), "Columns to group by."),
            .needed("measures", measures, "Columns that are added up over scopes."),
            .optional("trailing", .oneOrMore(.name(.snakeCase)),
                "Of a flow: integer parameters whose windows are compared; days between borders may be added up."),
            .optional("by", .word(of: FactSet.FlowDay.self), "Of a flow: the date that is an item's day. Default: posted_on."),
            .optional("history", .oneOrMore(.name(.snakeCase)),
                "Integer parameters that say how far back before the first key date item_states reach."),
            .optional("history_of", .oneOrMore(.word(FactSet.historyKinds + FactSet.historyRecords)),
                "Of which items: kinds, and relations whose rows name them. Default: of all."),
        ], rules: [.only(["trailing", "by"], whereKey: "kind", is: ["flow"])])

    static let measure = KeyTable([
        .needed("name", .name(.snakeCase), "The column."),
        .optional("combine", .word(of: FactSet.Combination.self), "How it is put together over scopes. Default: sum."),
    ])
    private static let measures = Form.either([
        .name(.snakeCase), .list(.either([.name(.snakeCase), .map(measure)]), atLeast: 1),
    ])

    static let value = KeyTable([
        .needed("title", text, "What it is called."),
        .needed("unit", .word(of: ValueUnit.self), "What it is counted in."),
        .optional("scale", .integer(0...8), "Decimals. Default: 4 for percent, 0 for count, else 2; money takes its currency's."),
        .optional("better", .word(of: MetricValue.Direction.self), "Which way is good. Default: none."),
        .optional("headline", .boolean, "true for exactly one value."),
        .optional("difference", .list(.text, atLeast: 2), "[minuend, subtrahend]: two other values; taken exactly, then rounded."),
        .optional("statistic", .map(statistic), "Taken from a histogram instead of kpi.sql."),
        .optional("change", .either([.word(periods), .map(change)]),
            "Compared with the period before at the same business day (<id>_previous in kpi.sql). Default: with the trend point before."),
        .optional("status", .map(status), "Whose figure is compared with whose. Default: its own with its target."),
    ], rules: [.notBoth("difference", "statistic")])

    static let statistic = KeyTable(
        [
            .needed("take", .word(["percentile", "km_median"]), "A percentile as PERCENTILE.INC, or a Kaplan–Meier median."),
            .optional("at", .share, "Of a percentile: 50% is the median."),
            .needed("of", .name(.snakeCase), "The histogram."),
            .needed("none", text, "The reason where the histogram is empty."),
        ],
        rules: [.needs(["at"], whereKey: "take", is: ["percentile"]), .only(["at"], whereKey: "take", is: ["percentile"])])

    static let change = KeyTable([.needed("as", .name(.snakeCase), "A choice parameter that names the period.")])

    static let status = KeyTable([
        .needed("of", .name(.snakeCase), "The value that is compared."),
        .needed("against", .name(.snakeCase), "The value that it is compared with."),
    ])

    static let table = KeyTable(
        [
            .needed("title", text, "What it is called."),
            .needed("from", .word(["values", "query", "details"]),
                "values: the values by node. query: tables/<name>.sql. details: details/<name>.sql, a list at the key date."),
            .optional("values", .oneOrMore(.name(.snakeCase)), "Of a table from values. Default: all."),
            .optional("columns", .own(.snakeCase, .either([.phrase, .map(column)]), atLeast: 1), "The statement's columns by name."),
            .optional("order", .oneOrMore(.pattern("^-?[a-z][a-z0-9_]*$")), "Of details: columns, - before one for falling order."),
            .optional("limit", .integer(1...1_000_000), "Of details: most rows kept. Default: 5000."),
        ],
        rules: [
            .only(["values"], whereKey: "from", is: ["values"]), .needs(["columns"], whereKey: "from", is: ["query", "details"]),
            .needs(["order"], whereKey: "from", is: ["details"]), .only(["order"], whereKey: "from", is: ["details"]),
        ])

    static let column = KeyTable([
        .needed("title", text, "The column's header."), .optional("unit", .word(of: ValueUnit.self), "Left out: text, date or whole number."),
    ])

    static let chart = KeyTable(
        [
            .needed("title", text, "What it shows."),
            .needed("kind", .word(of: MetricChart.Kind.self),
                "trend: values over the key dates. ranked: a value over members. stacked: a table's column over the key dates."),
            .needed("values", .oneOrMore(.name(.snakeCase), atLeast: 1), "Value ids; of a stack, a column of its table."),
            .optional("table", .name(.snakeCase), "Of a stack: a table from a query."),
        ],
        rules: [.needs(["table"], whereKey: "kind", is: ["stacked"]), .only(["table"], whereKey: "kind", is: ["stacked"])])

    static let check = KeyTable([
        .needed("title", text, "What must hold."), .needed("left", .name(.snakeCase), "A column of kpi.sql."),
        .needed("right", .name(.snakeCase), "A column of kpi.sql."),
    ])

    static let finding = KeyTable([
        .needed("id", .name(.kebabCase), "Small letters, digits and -."),
        .needed("severity", .word(of: Finding.Severity.self), "An error refuses the run."),
        .needed("column", .name(.snakeCase), "A count in kpi.sql."),
        .needed("message", text, "{count} stands for the figure."), .optional("remedy", text, "What to do about it."),
    ])

    static let targets = KeyTable([
        .needed("measure", .name(.snakeCase), "The value whose targets are totals; also what a target without a measure means."),
        .needed("windows", .oneOrMore(.word(of: ReportWindow.self), atLeast: 1), "For which windows to date they are wanted."),
    ])
}
