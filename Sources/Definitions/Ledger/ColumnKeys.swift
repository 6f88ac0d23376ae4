/// The keys of a column's mapping and of an extract's fields.
enum ColumnKeys {
    /// How a column is made; one that is a choice takes its words alone.
    static func rule(_ choice: (name: String, words: [String])?) -> Form {
        let table = choice.map { column(of: .word($0.words)) } ?? column
        return .shared(choice.map { "column_\($0.name)" } ?? "column", .either([.phrase, .list(.text, atLeast: 1), .map(table)]))
    }

    static let column = column(of: .text)

    /// Each says by itself where a column comes from.
    static let rules = ["from", "value", "sql", "first_of", "any_of", "join", "lookup", "debit", "cases", "add"]

    private static func column(of words: Form) -> KeyTable {
        KeyTable(
            keys(of: words) + [
                .optional("cases", .list(.map(caseTable(of: words)), atLeast: 1),
                    "Ways to make the column: the first whose columns the file has."),
                .optional("add", .own(.any, words), "Words more for the map of the source's preset."),
                .optional("type", .word(["text", "date", "money", "integer"]), "The type of an extra column. Default: text."),
            ],
            rules: [.exactlyOne(rules)] + follows)
    }

    private static func keys(of words: Form) -> [DefinitionKey] {
        [
            .optional("from", .text, "A column of the extract, or a field."),
            .optional("map", .own(.any, words), "What the ledger calls each word of that column."),
            .optional("default", words, "What other words become; without it such a row is rejected."),
            .optional("value", words, "A constant."),
            .optional("sql", .phrase, "An SQL expression over the extract's columns, which are text there."),
            .optional("first_of", .oneOrMore(.text, isDistinct: false), "Columns of the extract: the first that isn't empty."),
            .optional("any_of", .oneOrMore(.text), "Spellings of a header: the first that the file has."),
            .optional("join", .oneOrMore(.text, isDistinct: false), "Columns of the extract, joined with \"/\"."),
            .optional("only_with", .text, "The column without which nothing is joined."),
            .optional("lookup", .list(.map(lookup(of: words)), atLeast: 1),
                "Several columns with a map each: the first that knows its word."),
            .optional("sign", .either([.word(["negated"]), .map(sign)]), "Where the amount's sign comes from."),
            .optional("debit", .text, "The column of debits, beside one of credits."),
            .optional("credit", .text, "The column of credits."),
            .optional("plus_days", .oneOrMore(.text), "Columns with numbers of days: the first above zero is added to the date."),
        ]
    }

    private static let follows: [KeyRule] = [
        .follows("map", "from"), .followsOne("default", ["map", "lookup"]), .follows("sign", "from"), .follows("plus_days", "from"), .follows("only_with", "join"),
        .follows("credit", "debit"), .follows("debit", "credit"),
    ]

    private static func caseTable(of words: Form) -> KeyTable {
        KeyTable(
            keys(of: words).filter { $0.name != "sql" } + [
                .optional("has", .oneOrMore(.text), "The columns that the file must have for it.")
            ],
            rules: [.exactlyOne(rules.filter { !["sql", "cases", "add"].contains($0) })] + follows)
    }

    static let `case` = caseTable(of: .text)

    private static func lookup(of words: Form) -> KeyTable {
        KeyTable([
            .needed("from", .text, "A column of the extract, or a field."),
            .needed("map", .own(.any, words), "What the ledger calls each word of it; empty: where a definition's words go."),
        ])
    }

    static let lookup = lookup(of: .text)

    static let sign = KeyTable([
        .needed("from", .text, "The debit/credit indicator."),
        .needed("negative", .oneOrMore(.text), "Its words for a credit."),
        .optional("positive", .oneOrMore(.text), "Its words for a debit. Stated, any other word is a reject."),
    ])

    static let fields = Form.shared("fields", .own(.snakeCase, .either([.oneOrMore(.text), .map(field)])))

    static let field = KeyTable([
        .optional("headers", .oneOrMore(.text), "Its spellings: the first that the file has."),
        .optional("empty", .oneOrMore(.text), "Words that stand for nothing."),
        .optional("where", .text, "Another field: this one is nothing unless that is one of these words."),
        .optional("is", .oneOrMore(.text), "The words."),
        .optional("value", .text, "A constant, where the file has no such column."),
        .optional("else", .text, "Another field, where the file has no such column."),
        .optional("year_of", .text, "The date whose fiscal year it is, where the file has no such column."),
        .optional("starts", .integer(1...12), "The month in which the fiscal year starts. Default: 1."),
        .optional("named_by", .word(["start", "end"]), "The calendar year that names a fiscal year. Default: start."),
        .optional("optional", .boolean, "Whether ids are made without it where a file lacks it. Default: false."),
    ], rules: [.follows("where", "is"), .follows("is", "where")])
}
