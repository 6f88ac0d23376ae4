internal import Model

/// The keys of ledger definitions.
enum LedgerKeys {
    /// What a worked example may also state.
    static let frame: [DefinitionKey] = [
        .optional("currency", .currency, "ISO 4217; the currency of items without one of their own."),
        .optional("complete_from", .date, "Every item posted, open or cleared since this day is in the extract."),
        .optional("extracted_on", .date, "The day of the extract; key dates after it are unavailable."),
        .optional("calendars", .own(.any, .map(calendar)), "Weekends by calendar; holidays are rows of the relation holidays."),
        .optional("dimensions", .own(.any, .word(["customers", "items"])),
            "Where a column that both customers and items have is taken from."),
    ]

    static let calendar = KeyTable([
        .optional("weekend", .either([.word(["none"] + Weekday.all), .list(.word(Weekday.all), atLeast: 1)]),
            "The days on which nobody works, such as [sat, sun]; none where every day is a business day.")
    ], rules: [.exactlyOne(["weekend"])])

    static let ledger = KeyTable(
        [.needed("ledger", .name(.fileName), "The ledger's name.")] + frame + [
            .optional("preset", .oneOrMore(.name(.kebabCase), atLeast: 1),
                "The preset of every source that states neither preset nor columns, where the preset has its relation."),
            .needed("sources", .map(sources), "The extract of each relation; items is required."),
            .optional("tolerance", .map(tolerance), "How much may be rejected before a run is refused."),
            .optional("quality", .map(QualityKeys.table), "What the checks of the data go by, unless a report says."),
            .optional("connections", .own(.snakeCase, .map(connection)), "Databases that sources are read from, by a name of your own."),
        ])

    static let connection = KeyTable([
        .needed("driver", .word(of: Connection.Driver.self), "What kind of database it is."),
        .needed("uri", .phrase, "postgresql://user@host:5432/database without a password, sc://host:15002 without a token, or the path of a SQLite file, relative to this file."),
        .optional("password", .map(secret), "Where the password is kept; a definition never holds one."),
    ])

    static let secret = KeyTable(
        [
            .optional("env", .phrase, "The environment variable that holds it."),
            .optional("file", .phrase, "The file that holds it and nothing else, relative to this file."),
        ], rules: [.exactlyOne(["env", "file"])])

    static let tolerance = KeyTable([
        .optional("rows", .integer(0...Int.max), "Rejected rows. Default: 0."),
        .optional("amount", .own(.currency, .decimal), "Rejected amount by currency, without its sign."),
    ])

    private static let sources = KeyTable(
        LedgerRelation.all.map { relation in
            let one = Form.shared(relation.name, .map(source(relation)))
            let about = "Columns: \(relation.columns.map(\.name).joined(separator: ", "))."
            return DefinitionKey(
                relation.name, .either([one, .list(one, atLeast: 1)]), about, isRequired: relation.name == "items")
        })

    static func source(_ relation: LedgerRelation) -> KeyTable {
        KeyTable(
            [
                .optional("file", .phrase, "The extract, relative to this file: .csv, .tsv, .txt, .xls that is text, .json, .jsonl, also with .gz, .xlsx, .parquet; *, ? and […] match several."),
                .optional("sheet", .phrase, "The sheet of a workbook. Default: the only one."),
                .optional("header_row", .integer(1...1_048_576), "The number of the header's row in a sheet. Default: 1."),
                .optional("table", .phrase, "A table or view of a connection: items, or sales.items."),
                .optional("query", .phrase, "One SELECT on a connection, as its database writes it."),
                .optional("connection", .phrase, "The connection of table or query; default: the only one. With file: a Spark connection whose cluster sees it, text or .parquet."),
                .optional("on_duplicate", .word(of: SourceDefinition.DuplicateRule.self),
                    "Of two rows with the same id, reject the second, or let the one of the latest file by name count. Default: reject."),
                .optional("format", .shared("format", .map(format)), "How the text is written; nothing is guessed."),
                .optional("columns", columns(relation),
                    "How the relation's columns are made from the extract's. Left out: its headers are the ledger's names."),
                .optional("preset", .oneOrMore(.name(.kebabCase), atLeast: 1),
                    "How a common export becomes the relation, such as sap-fbl5n; several are laid over each other."),
                .optional("fields", ColumnKeys.fields,
                    "Names for the extract's columns, each with the headers that it may have; beside a preset, more of them."),
                .optional("mended", .phrase, "A copy of rejects.csv with mended rows; they are read in place of the rejected ones."),
                .optional("control", .map(relation.column("amount") == nil ? controlOfRows : relation.name == "items" ? controlOfItems : control), "Control totals from the ERP."),
            ],
            rules: [
                .exactlyOne(["file", "table", "query"]), .follows("sheet", "file"), .follows("header_row", "file"),
                .whole("columns", relation.required.map(\.name), unless: "preset"),
            ])
    }

    private static let rows = DefinitionKey.optional("rows", .integer(0...Int.max), "How many rows the ERP has.")
    static let control = KeyTable([
        rows, .optional("amount", .own(.currency, .decimal), "The sum of the signed amounts by currency."),
    ])
    private static let controlOfRows = KeyTable([rows])
    static let controlOfItems = KeyTable(
        control.keys + [.optional("balance", .map(balance), "What is open at the end of a day.")])
    static let balance = KeyTable([
        .needed("at", .date, "The day; compared where it is the report's key date, or one of its trend."),
        .needed("amount", .own(.currency, .decimal), "The open amount by currency."),
    ])

    static let format = KeyTable([
        .optional("delimiter", mark(), "One character, or tab, comma, semicolon, pipe, space. Default: a comma; in .tsv a tab."),
        .optional("quote", mark(orNone: true), "One character, or none. Default: \"."),
        .optional("encoding", encoding, "Default: utf-8, with or without a byte order mark."),
        .optional("decimal", mark(), "The decimal mark. Default: a dot."),
        .optional("thousands", mark(orNone: true), "The mark between groups of three digits, or none. Default: none."),
        .optional("dates", .oneOrMore(.pattern("^([^%]*%[YymbBdHIMSfp]){3,}[^%]*$"), atLeast: 1),
            "Such as %d.%m.%Y, of %Y, %y, %m, %b and %d; %H, %M and %S are read and dropped. Several: no text may mean two days. Default: %Y-%m-%d."),
        .optional("month_names", .word(of: MonthNames.self), "The language of %b. Default: en."),
        .optional("trailing_minus", .boolean, "Whether 100.50- is negative. Default: false."),
        .optional("parentheses", .boolean, "Whether (100.50) is negative. Default: false."),
        .optional("credit_suffix", .oneOrMore(.pattern("^[A-Za-z]+$")), "Words behind an amount that make it negative, such as CR."),
        .optional("debit_suffix", .oneOrMore(.pattern("^[A-Za-z]+$")), "Words behind an amount that leave it as it is, such as DR."),
        .optional("layout", .word(of: LineRules.Layout.self), "table: delimited text; list: a printed list with | between its columns. Default: table."),
        .optional("skip", .integer(0...1_000_000), "Lines above the header. Default: 0."),
        .optional("header", .either([.phrase, .list(.oneOrMore(.phrase), atLeast: 1)]),
            "Titles that the header line has: the first line with all of them. A list in the list is several spellings of one title."),
        .optional("carry", .own(.any, .oneOrMore(.phrase, atLeast: 1)),
            "Columns that rows lack, by the words before their value in a line above: { Customer: [Customer, Kunde] }."),
        .optional("skip_rows", .oneOrMore(.map(skippedRows)), "Rows that are none, such as subtotals; they are counted."),
    ])

    static let skippedRows = KeyTable(
        [
            .optional("column", .either([.integer(1...10_000), .phrase]), "A column's title or its number from 1. Default: the first cell that isn't empty."),
            .optional("starts_with", .oneOrMore(.phrase), "How its cell begins."),
            .optional("is", .oneOrMore(.phrase), "What its cell is."),
        ], rules: [.atLeastOne(["starts_with", "is"])])

    private static let encoding = Form.either([
        .word(DelimitedFormat.Encoding.allCases.map(\.rawValue)),
        .pattern(
            "^([Uu][Tt][Ff][-_ ]?(8([-_ ]?([Bb][Oo][Mm]|[Ss][Ii][Gg]))?|16([-_ ]?([Ll][Ee]|[Bb][Ee]))?)|([Ww][Ii][Nn][Dd][Oo][Ww][Ss]|[Cc][Pp])[-_ ]?125[25]|[Ll][Aa][Tt][Ii][Nn][-_ ]?1|[Ii][Ss][Oo][-_ ]?8859[-_ ]?1)$"),
    ])

    /// One ASCII character that is no letter, digit, sign or line end, or a word for one.
    private static func mark(orNone: Bool = false) -> Form {
        let words = ["tab", "\\\\t", "comma", "semicolon", "pipe", "space"] + (orNone ? ["none"] : [])
        let character = "[\\x01-\\x09\\x0b\\x0c\\x0e-\\x1f !-*,./:-@\\[-`{-\\x7f]"
        return .pattern("^(\(character)|\(words.joined(separator: "|")))$")
    }

    static func columns(_ relation: LedgerRelation) -> Form {
        let known = KeyTable(
            relation.columns.map { column in
                let words = column.choices.map { ": " + $0.joined(separator: ", ") } ?? ""
                let form = ColumnKeys.rule(column.choices.map { (column.name, $0) })
                // What a definition doesn't map may come from its preset.
                return DefinitionKey(column.name, form, column.type.rawValue + words)
            })
        return .own(.snakeCase, ColumnKeys.rule(nil), known: known)
    }
}
