import Definitions
import Model
import Testing

/// Every mistake that a ledger definition's form can have, with the exact words about it.
@Suite struct LedgerMistakeTests {
    /// The lines stand above `sources:`, so the first of them is line 2.
    @Test(arguments: frame)
    func aroundSources(_ mistake: Mistake) { expect(mistake, Self.frameText(mistake)) }

    static func frameText(_ mistake: Mistake) -> String {
        "ledger: l\n\(mistake.lines)\nsources: { items: { file: items.csv } }\n"
    }

    /// The lines stand below `sources:`, so the first of them is line 3.
    @Test(arguments: sources)
    func inSources(_ mistake: Mistake) { expect(mistake, Self.sourceText(mistake)) }

    static func sourceText(_ mistake: Mistake) -> String { "ledger: l\nsources:\n\(mistake.lines)\n" }

    /// The format is on line 4, from column 13.
    @Test(arguments: formats)
    func inFormats(_ mistake: Mistake) { expect(mistake, Self.formatText(mistake)) }

    static func formatText(_ mistake: Mistake) -> String {
        "ledger: l\nsources:\n  items: { file: items.csv,\n    format: { \(mistake.lines) } }\n"
    }

    /// The column is on line 6, from column 7.
    @Test(arguments: columns)
    func inColumns(_ mistake: Mistake) { expect(mistake, Self.columnText(mistake)) }

    static func columnText(_ mistake: Mistake) -> String {
        """
        ledger: l
        sources:
          items:
            file: items.csv
            columns:
              \(mistake.lines)
              item_id: Id
              posted_on: Date
              amount: Amount

        """
    }

    private func expect(_ mistake: Mistake, _ definition: String) {
        let reading = LedgerDefinition.read(text(definition))
        #expect(reported(reading.findings) == mistake.findings)
        #expect(reading.value == nil)
    }

    private static func noWeekend(_ calendar: String, _ place: String) -> String {
        "\(place) no-weekend: the calendar \"\(calendar)\" has no weekend > write { weekend: [sat, sun] }, or { weekend: none } where every day is a business day"
    }

    static let frame: [Mistake] = [
        .init("connection without an address", "connections: { erp: { driver: sqlite } }",
            "2:23 missing-key: the connection \"erp\" needs \"uri\" > add \"uri:\""),
        .init("connection's driver", "connections: { erp: { driver: oracle, uri: x } }",
            "2:31 unknown-word: \"driver\" can't be \"oracle\" > it is postgresql, sqlite or spark"),
        .init("password in the uri", "connections: { erp: { driver: postgresql, uri: \"postgresql://a:b@c/d\" } }",
            "2:48 password-in-uri: the uri of the connection \"erp\" holds a password > take it out and write password: { env: NAME } or { file: PATH }; change it too, if others can read this file"),
        .init("password in the open", "connections: { erp: { driver: postgresql, uri: \"postgresql://c/d\", password: geheim } }",
            "2:78 wrong-form: \"password\" must be a map, not \"geheim\" > write \"key: value\" lines below it"),
        .init("date in another order", "complete_from: 01.01.2024",
            "2:16 bad-value: \"complete_from\" must be a date such as 2026-11-20, not \"01.01.2024\" > write year-month-day"),
        .init("no such day", "extracted_on: 2026-11-31",
            "2:15 bad-value: \"extracted_on\" must be a date such as 2026-11-20, not \"2026-11-31\" > write year-month-day"),
        .init("reach backwards", "complete_from: 2026-01-01\nextracted_on: 2025-12-31",
            "2:16 bad-value: the ledger is complete from 2026-01-01, which is after 2025-12-31, when it was extracted > \"complete_from\" is the first day of the extract, \"extracted_on\" the last"),
        .init("weekday", "calendars: { ES: { weekend: [sat, sund] } }",
            "2:35 unknown-word: \"weekend\" can't be \"sund\" > did you mean \"sunday\"?"),
        .init("no weekend", "calendars: { ES: {} }", noWeekend("ES", "2:14")),
        .init("nothing of a calendar", "calendars:\n  NO:", noWeekend("NO", "3:3")),
        .init("empty weekend", "calendars: { ES: { weekend: [] } }", noWeekend("ES", "2:29")),
        .init("weekend without a value", "calendars: { ES: { weekend: } }",
            "2:20 empty-value: \"weekend\" has no value > write a value after the colon, or remove the key"),
        .init("weekend misspelt", "calendars: { ES: { wekend: [sat] } }",
            noWeekend("ES", "2:14"), "2:20 unknown-key: the calendar \"ES\" has no key \"wekend\" > did you mean \"weekend\"?"),
        .init("no business day", "calendars: { X: { weekend: [mon, tue, wed, thu, fri, sat, sun] } }",
            "2:28 bad-value: the calendar \"X\" has seven weekend days > name the days on which nobody works, such as [sat, sun]"),
        .init("dimension", "dimensions: { country: disputes }",
            "2:24 unknown-word: \"country\" can't be \"disputes\" > it is customers or items"),
        .init("tolerance's currency", "tolerance: { amount: { euro: 5 } }",
            "2:24 bad-value: \"amount\" must be a currency code of three capital letters, not \"euro\" > write an ISO 4217 code such as EUR"),
        .init("tolerance below zero", "tolerance: { rows: -1, amount: { EUR: -5 } }",
            "2:20 bad-value: \"rows\" must be a whole number of at least 0, not \"-1\"",
            "2:39 bad-value: \"EUR\" must be an amount of at least 0, not \"-5\""),
        .init("amount with a comma", "tolerance: { amount: { EUR: \"5,00\" } }",
            "2:29 bad-value: \"EUR\" must be a number such as 1234.50, not \"5,00\""),
    ]

    static let sources: [Mistake] = [
        .init("no items", "  customers: { file: c.csv }",
            "3:3 no-items: no source gives \"items\", which every ledger needs > add \"items:\" with the extract that lists the customers' ledger lines"),
        .init("close relation", "  items: { file: i.csv }\n  custmers: { file: c.csv }",
            "4:3 unknown-relation: a ledger has no relation \"custmers\" > did you mean \"customers\"?"),
        .init("unknown relation", "  items: { file: i.csv }\n  stock: { file: c.csv }",
            "4:3 unknown-relation: a ledger has no relation \"stock\" > its relations are items, allocations, customers, disputes, targets, fx_rates, promises, submissions, activities and holidays"),
        .init("no file", "  items: { format: { skip: 1 } }", "3:3 missing-key: a source of \"items\" needs \"file\" > add \"file:\""),
        .init("file as a word", "  items: items.csv",
            "3:10 wrong-form: \"items\" must be a map, not \"items.csv\" > write \"key: value\" lines below it"),
        .init("table of nowhere", "  items: { table: AR }",
            "3:19 missing-key: the ledger has no connection to read from > add connections: { name: { driver: postgresql, uri: postgresql://user@host/database } }"),
        .init("no SELECT", "  items: { query: DROP TABLE items }\nconnections: { erp: { driver: sqlite, uri: x.db } }",
            "3:19 bad-value: \"query\" must be one SELECT > begin it with SELECT or WITH, and end it without another statement"),
        .init("another connection", "  items: { table: items, connection: crm }\nconnections: { erp: { driver: sqlite, uri: x.db } }",
            "3:19 unknown-word: \"connection\" can't be \"crm\" > it is erp"),
        .init("file and table", "  items: { file: a.csv, table: items }",
            "3:25 wrong-form: a source has \"file\" and \"table\" > write one of file, table and query"),
        .init("a file of a database", "  items: { file: a.csv, connection: erp }\nconnections: { erp: { driver: sqlite, uri: x.db } }",
            "3:18 wrong-form: the connection \"erp\" is sqlite, which sees no files > leave \"connection\" out for a file of this machine; one of a cluster takes a connection with driver: spark"),
        .init("a workbook of a cluster", "  items: { file: \"s3a://lake/a.xlsx\", connection: lake }\nconnections: { lake: { driver: spark, uri: \"sc://host\" } }",
            "3:18 wrong-form: files of a cluster are delimited text or .parquet, not .xlsx > leave \"connection\" out if this machine sees the file; or have it written as Parquet or text"),
        .init("sheet of a text", "  items: { file: a.csv, sheet: Master }", "3:25 wrong-form: \"sheet\" is for workbooks (.xlsx) > remove it"),
        .init("parquet, packed", "  items: { file: a.parquet.gz }",
            "3:18 not-yet: not yet: an extract that ends in \".parquet\" is not offered by this version > save it as .csv, .tsv, .txt or .json, or one of these with .gz, or as .xlsx or .parquet"),
        .init("control of what has no amount", "  items: { file: i.csv }\n  customers: { file: c.csv, control: { amount: { EUR: 1 } } }",
            "4:48 no-amount: \"customers\" has no amount to control > control its rows only"),
        .init("empty source", "  items:",
            "3:3 empty-value: \"items\" has no value > write a value after the colon, or remove the key"),
    ]

    static let formats: [Mistake] = [
        .init("unknown key", "separator: \";\"",
            "4:15 unknown-key: \"format\" has no key \"separator\" > its keys are delimiter, quote, encoding, decimal, thousands, dates, month_names, trailing_minus, parentheses, credit_suffix, debit_suffix, layout, skip, header, carry and skip_rows"),
        .init("two characters", "delimiter: \"||\"",
            "4:26 bad-value: \"delimiter\" must be a single character, not a letter, digit or sign, not \"||\" > write \";\", \",\", \"|\" or tab"),
        .init("a letter", "thousands: x",
            "4:26 bad-value: \"thousands\" must be a single character, not a letter, digit or sign, not \"x\" > write a character, or none"),
        .init("beyond ASCII", "quote: «",
            "4:22 bad-value: \"quote\" must be a single character, not a letter, digit or sign, not \"«\" > write a character, or none"),
        .init("same marks", "decimal: \",\", thousands: \",\"",
            "4:40 format-conflict: \"decimal\" and \"thousands\" are the same character > an amount such as 1.234 would have two meanings; declare how the extract writes it"),
        .init("mark that is the default's", "thousands: \".\"",
            "4:26 format-conflict: \"decimal\" and \"thousands\" are the same character > an amount such as 1.234 would have two meanings; declare how the extract writes it"),
        .init("quote as delimiter", "delimiter: \"'\", quote: \"'\"",
            "4:38 format-conflict: \"delimiter\" and \"quote\" are the same character > declare which of the two it is, or quote: none"),
        .init("unquoted decimals", "quote: none, decimal: \",\"",
            "4:37 format-conflict: \"delimiter\" and \"decimal\" are the same character > without quotes no amount could be read; declare the quote, or another mark"),
        .init("encoding", "encoding: latin1x", "4:25 unknown-word: \"encoding\" can't be \"latin1x\" > did you mean \"latin-1\"?"),
        .init("date directive", "dates: \"%d.%q.%Y\"",
            "4:22 bad-date-format: the date format \"%d.%q.%Y\" has \"%q\", which is no part of a date > use %Y, %y, %m, %b and %d, such as \"%d.%m.%Y\""),
        .init("date without a day", "dates: \"%m.%Y\"",
            "4:22 bad-date-format: the date format \"%m.%Y\" must have a day (%d) once > write it as the extract writes dates, such as \"%d.%m.%Y\" for 28.02.2026"),
        .init("date in words", "dates: dd.mm.yyyy",
            "4:22 bad-date-format: the date format \"dd.mm.yyyy\" must have a year (%Y or %y) once > write it as the extract writes dates, such as \"%d.%m.%Y\" for 28.02.2026"),
        .init("dates of two meanings", "dates: [\"%d/%m/%Y\", \"%m/%d/%Y\"]",
            "4:35 ambiguous-dates: \"02/01/2001\" means one day as \"%d/%m/%Y\" and another as \"%m/%d/%Y\" > declare the one that this extract has; extracts written in two ways are two sources"),
        .init("no dates", "dates: []", "4:22 empty-value: \"dates\" is an empty list > name a date format in it"),
        .init("month names", "month_names: it", "4:28 unknown-word: \"month_names\" can't be \"it\" > it is en, de, es or fr"),
        .init("suffix", "credit_suffix: [CR, \"-\"]",
            "4:35 bad-value: \"credit_suffix\" must be letters such as CR, not \"-\""),
        .init("suffix for both", "credit_suffix: H, debit_suffix: [S, h]",
            "4:47 format-conflict: \"H\" is both a credit_suffix and a debit_suffix > declare what it means in this extract"),
        .init("layout", "layout: lists", "4:23 unknown-word: \"layout\" can't be \"lists\" > did you mean \"list\"?"),
        .init("delimiter of a list", "layout: list, delimiter: \"|\", quote: none, skip: 2",
            "4:29 format-conflict: a list has no delimiter > remove it: \"|\" stands between the columns of layout: list",
            "4:45 format-conflict: a list has no quote > remove it: \"|\" stands between the columns of layout: list",
            "4:58 format-conflict: nothing is skipped above a list > remove it: layout: list knows page text from rows"),
        .init("empty header", "header: []", "4:23 empty-value: \"header\" is an empty list > name a title in it"),
        .init("empty carry", "carry: { Customer: [] }", "4:34 empty-value: \"Customer\" is an empty list > name a word in it"),
        .init("carry as a list", "carry: [Customer]", "4:22 wrong-form: \"carry\" must be a map, not a list > write \"name: value\" lines below it"),
        .init("nothing to skip by", "skip_rows: { column: 1 }",
            "4:28 missing-key: skip_rows doesn't say which rows > add starts_with or is, such as { starts_with: \"*\" }"),
        .init("misspelt rule of skip_rows", "skip_rows: [{ begins_with: Total }]",
            "4:27 missing-key: skip_rows doesn't say which rows > add starts_with or is, such as { starts_with: \"*\" }",
            "4:29 unknown-key: \"skip_rows\" has no key \"begins_with\" > its keys are column, starts_with and is"),
        .init("yes", "trailing_minus: yes", "4:31 bad-value: \"trailing_minus\" must be true or false, not \"yes\""),
        .init("lines above the header", "skip: -1",
            "4:21 bad-value: \"skip\" must be a whole number from 0 to 1000000, not \"-1\""),
    ]

    static let columns: [Mistake] = [
        .init("needed column", "customer_id: Account",
            "6:7 missing-column: \"items\" needs a column \"kind\" > add \"kind:\" and the extract's header for it"),
        .init("unknown kind", "kind: { from: T, map: { RV: invoise } }",
            "6:35 unknown-word: \"kind\" can't be \"invoise\" > did you mean \"invoice\"?"),
        .init("constant kind", "kind: { value: bill }",
            "6:22 unknown-word: \"kind\" can't be \"bill\" > it is invoice, credit_note, receipt or adjustment"),
        .init("default without a map", "kind: { from: T, default: invoice }",
            "6:24 wrong-form: \"default\" has no \"map\" to stand in for > write { from: HEADER, map: { WORD: word }, default: word }"),
        .init("two rules", "kind: { from: T, sql: upper(T) }",
            "6:7 wrong-form: the mapping of \"kind\" has \"from\" and \"sql\" > give it one of from, value, sql, first_of, any_of, join, lookup, debit and cases"),
        .init("no rule", "kind: { type: text }",
            "6:7 wrong-form: the mapping of \"kind\" doesn't say where the column comes from > give it one of from, value, sql, first_of, any_of, join, lookup, debit and cases"),
        .init("misspelt rule", "kind: { form: T }",
            "6:15 unknown-key: the mapping of \"kind\" has no key \"form\" > did you mean \"from\"?"),
        .init("another type", "kind: { from: T, type: date }",
            "6:30 fixed-type: \"kind\" of \"items\" is always text > remove the type, or give the extra column another name"),
        .init("extra column's type", "kind: T\n      level: { from: L, type: number }",
            "7:31 unknown-word: \"type\" can't be \"number\" > it is text, date, money or integer"),
        .init("extra column's name", "kind: T\n      Dunning Level: L",
            "7:7 bad-name: \"Dunning Level\" can't be a column name: it must be small letters, digits and \"_\", beginning with a letter > write \"dunning_level\""),
        .init("constant currency", "kind: T\n      currency: { value: eur }",
            "7:26 bad-value: \"currency\" must be a currency code of three capital letters, not \"eur\" > did you mean \"EUR\"?"),
        .init("nothing to join", "kind: []", "6:13 empty-value: \"kind\" is an empty list > name a column of the extract in it"),
    ]
}
