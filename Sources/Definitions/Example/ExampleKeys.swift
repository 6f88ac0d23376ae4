internal import Model

/// The keys of worked examples.
enum ExampleKeys {
    static let example = KeyTable(
        [
            .needed("example", .phrase, "What it shows."),
            .needed("source", .phrase, "Where the figures come from."),
            .optional("ledger", .map(ledger), "What a ledger definition would say."),
            .needed("report", .map(report), "What a report definition would say."),
            .optional("parameters", .own(.any, .either([.text, .list(.text)])), "The metric's parameters, as a report sets them."),
            .optional("target", ReportKeys.target, "The headline's target, or a map of targets by value id."),
            .needed("given", .map(given), "Relations as tables: a header and rows, | between cells; an empty cell is NULL."),
            .optional("expect", .map(expect), "What must come of it."),
            .optional("error", .map(error), "The refusal that must come of it."),
        ], rules: [.atLeastOne(["expect", "error"])])

    static let ledger = KeyTable(LedgerKeys.frame)
    static let report = KeyTable(ReportKeys.frame).requiring("as_of")

    private static let given = KeyTable(
        LedgerRelation.all.map { .optional($0.name, .phrase, $0.columns.map(\.name).joined(separator: " | ")) })

    static let expect = KeyTable(
        [
            .optional("values", .list(.map(value)), "Figures."),
            .optional("tables", .own(.snakeCase, .either([.phrase, .list(.map(table))])),
                "By table: its rows for the whole, or for several nodes; the columns that are named, all rows, in order."),
            .optional("findings", .oneOrMore(.text, isDistinct: false), "Ids of findings that must be there."),
            .optional("error", .map(error), "The refusal that must come of it."),
        ], rules: [.atLeastOne(["values", "tables", "findings", "error"])])

    static let value = KeyTable(
        [
            .needed("value", .name(.snakeCase), "The value's id."),
            .optional("node", .oneOrMore(.text, isDistinct: false), "The path from the top. Default: the whole."),
            .optional("as_of", .date, "Default: the key date."),
            .optional("equals", .figure, "The figure; 15% is 0.15."),
            .optional("unavailable", .phrase, "A part of the reason why there is no figure."),
            .optional("target", .figure, "The target shown beside it."),
            .optional("status", .word(of: TargetStatus.self), "The status shown beside it."),
            .optional("previous", .figure, "The figure that the change is taken from."),
        ], rules: [.exactlyOne(["equals", "unavailable"])])

    static let table = KeyTable([
        .optional("node", .oneOrMore(.text, isDistinct: false), "The path from the top. Default: the whole."),
        .needed("rows", .phrase, "A header and rows, | between cells."),
    ])

    static let error = KeyTable([
        .needed("exit", .integer(64...130), "65 bad data, 66 no input, 78 bad definition."),
        .needed("contains", .phrase, "A part of the message."),
    ])
}
