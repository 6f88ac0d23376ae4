internal import Model

extension Problem {
    static func unknownRelation(_ name: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-relation", .error, "a ledger has no relation \"\(name)\"", place: place,
            remedy: choice(for: name, among: known, "its relations are"))
    }

    static func noItems(_ place: Place) -> Finding {
        Finding(
            "no-items", .error, "no source gives \"items\", which every ledger needs", place: place,
            remedy: "add \"items:\" with the extract that lists the customers' ledger lines")
    }

    static func noAmount(_ relation: String, _ place: Place) -> Finding {
        Finding(
            "no-amount", .error, "\"\(relation)\" has no amount to control", place: place, remedy: "control its rows only")
    }

    static func reachBackwards(_ from: CivilDate, _ to: CivilDate, _ place: Place) -> Finding {
        Finding(
            "bad-value", .error, "the ledger is complete from \(from), which is after \(to), when it was extracted",
            place: place, remedy: "\"complete_from\" is the first day of the extract, \"extracted_on\" the last")
    }

    static func noWeekend(_ calendar: String, _ place: Place) -> Finding {
        Finding(
            "no-weekend", .error, "the calendar \"\(calendar)\" has no weekend", place: place,
            remedy: "write { weekend: [sat, sun] }, or { weekend: none } where every day is a business day")
    }

    static func noBusinessDay(_ calendar: String, _ place: Place) -> Finding {
        Finding(
            "bad-value", .error, "the calendar \"\(calendar)\" has seven weekend days", place: place,
            remedy: "name the days on which nobody works, such as [sat, sun]")
    }

    // MARK: Connections

    static func passwordInURI(_ name: String, _ place: Place) -> Finding {
        // The line is not repeated: it holds the password.
        Finding(
            "password-in-uri", .error, "the uri of the connection \"\(name)\" holds a password",
            place: Place(file: place.file, line: place.line, column: place.column),
            remedy: "take it out and write password: { env: NAME } or { file: PATH }; change it too, if others can read this file")
    }

    static func fileAndQuery(_ key: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "a source has \"file\" and \"\(key)\"", place: place,
            remedy: "write one of file, table and query")
    }

    static func notOnCluster(_ ending: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "files of a cluster are delimited text or .parquet, not \(ending)", place: place,
            remedy: "leave \"connection\" out if this machine sees the file; or have it written as Parquet or text")
    }

    static func filesOfDatabase(_ connection: Connection, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "the connection \"\(connection.name)\" is \(connection.driver.rawValue), which sees no files", place: place,
            remedy: "leave \"connection\" out for a file of this machine; one of a cluster takes a connection with driver: spark")
    }

    static func onlyInSheets(_ key: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "\"\(key)\" is for workbooks (.xlsx)", place: place,
            remedy: key == "sheet" ? "remove it" : "for text, say how many lines stand above the header: format: { skip: … }")
    }

    static func notASelect(_ place: Place) -> Finding {
        Finding(
            "bad-value", .error, "\"query\" must be one SELECT", place: place, remedy: "begin it with SELECT or WITH, and end it without another statement")
    }

    static func noConnection(_ place: Place) -> Finding {
        Finding(
            "missing-key", .error, "the ledger has no connection to read from", place: place,
            remedy: "add connections: { name: { driver: postgresql, uri: postgresql://user@host/database } }")
    }

    static func whichConnection(_ known: [String], _ place: Place) -> Finding {
        Finding(
            "missing-key", .error, "the source doesn't say which connection it is read from", place: place,
            remedy: "add connection: \(list(known, last: "or"))")
    }

    // MARK: Format

    static func formatConflict(_ a: String, _ b: String, _ place: Place, _ remedy: String) -> Finding {
        Finding(
            "format-conflict", .error, "\"\(a)\" and \"\(b)\" are the same character", place: place, remedy: remedy)
    }

    static func dateDirective(_ format: String, _ odd: Character, _ place: Place) -> Finding {
        Finding(
            "bad-date-format", .error, "the date format \"\(format)\" has \"%\(odd)\", which is no part of a date",
            place: place, remedy: "use %Y, %y, %m, %b and %d, such as \"%d.%m.%Y\"")
    }

    static func ambiguousDates(_ a: String, _ b: String, _ text: String, _ place: Place) -> Finding {
        Finding(
            "ambiguous-dates", .error, "\"\(text)\" means one day as \"\(a)\" and another as \"\(b)\"", place: place,
            remedy: "declare the one that this extract has; extracts written in two ways are two sources")
    }

    static func suffixConflict(_ word: String, _ place: Place) -> Finding {
        Finding(
            "format-conflict", .error, "\"\(word)\" is both a credit_suffix and a debit_suffix", place: place,
            remedy: "declare what it means in this extract")
    }

    static func listKey(_ key: String, _ place: Place) -> Finding {
        Finding(
            "format-conflict", .error, "a list has no \(key)", place: place,
            remedy: "remove it: \"|\" stands between the columns of layout: list")
    }

    static func listSkip(_ place: Place) -> Finding {
        Finding(
            "format-conflict", .error, "nothing is skipped above a list", place: place,
            remedy: "remove it: layout: list knows page text from rows")
    }

    static func noSkipRule(_ place: Place) -> Finding {
        Finding(
            "missing-key", .error, "skip_rows doesn't say which rows", place: place,
            remedy: "add starts_with or is, such as { starts_with: \"*\" }")
    }

    static func datePart(_ format: String, _ part: String, _ place: Place) -> Finding {
        Finding(
            "bad-date-format", .error, "the date format \"\(format)\" must have \(part) once", place: place,
            remedy: "write it as the extract writes dates, such as \"%d.%m.%Y\" for 28.02.2026")
    }

    // MARK: Columns

    static func unmappedColumn(_ column: String, _ relation: String, _ place: Place) -> Finding {
        Finding(
            "missing-column", .error, "\"\(relation)\" needs a column \"\(column)\"", place: place,
            remedy: "add \"\(column):\" and the extract's header for it")
    }

    static func nearColumn(_ column: String, _ near: String, _ relation: String, _ place: Place) -> Finding {
        Finding(
            "near-column", .warning, "\"\(column)\" is read as an extra column of \"\(relation)\"", place: place,
            remedy: "did you mean \"\(near)\"? If not, give it a type: { from: …, type: text }")
    }

    static func fixedType(_ column: String, _ relation: String, _ type: LedgerType, _ place: Place) -> Finding {
        Finding(
            "fixed-type", .error, "\"\(column)\" of \"\(relation)\" is always \(type.rawValue)", place: place,
            remedy: "remove the type, or give the extra column another name")
    }

    static func oneRule(_ column: String, _ rules: [String], _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error,
            rules.isEmpty
                ? "the mapping of \"\(column)\" doesn't say where the column comes from"
                : "the mapping of \"\(column)\" has \(list(rules.map { "\"\($0)\"" }))",
            place: place, remedy: "give it one of \(list(ColumnKeys.rules.filter { $0 != "add" && $0 != "credit" }))")
    }

    static func strayRule(_ key: String, _ place: Place) -> Finding {
        let wrong: (String, String) =
            switch key {
            case "default": ("\"default\" has no \"map\" to stand in for", "write { from: HEADER, map: { WORD: word }, default: word }")
            case "sign": ("\"sign\" has no \"from\" for the amount", "write { from: HEADER, sign: { from: INDICATOR, negative: [H] } }")
            case "plus_days": ("\"plus_days\" has no \"from\" for the date", "write { from: HEADER, plus_days: [DAYS] }")
            case "only_with": ("\"only_with\" has no \"join\" to be part of", "write { join: [HEADER, HEADER], only_with: HEADER }")
            case "debit", "credit": ("\"\(key)\" stands alone", "write { debit: HEADER, credit: HEADER }")
            default: ("\"\(key)\" has no \"from\" to look up", "write { from: HEADER, map: { WORD: word }, default: word }")
            }
        return Finding("wrong-form", .error, wrong.0, place: place, remedy: wrong.1)
    }

    static func wrongType(_ key: String, _ column: String, _ wanted: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "\"\(key)\" is for \(wanted), which \"\(column)\" is not", place: place,
            remedy: "remove it")
    }

    static func constantCase(_ column: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "a case of \"\(column)\" can't be a constant or a map", place: place,
            remedy: "dates and amounts of one column are all written in the extract's way; take the case out")
    }

    // MARK: Fields and presets

    static func twoFallbacks(_ what: String, _ keys: [String], _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "\(what) has \(list(keys.map { "\"\($0)\"" })) for files without the column", place: place,
            remedy: "keep one of them")
    }

    static func strayCondition(_ key: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "\"\(key)\" stands alone", place: place,
            remedy: "write { headers: [HEADER], where: FIELD, is: [WORD] }")
    }

    static func strayYear(_ key: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "\"\(key)\" has no \"year_of\" to be part of", place: place,
            remedy: "write { year_of: DATE, starts: 4, named_by: start }")
    }

    static func unknownPreset(_ name: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-preset", .error, "there is no preset \"\(name)\"", place: place,
            remedy: choice(for: name, among: known, "there are"))
    }

    static func presetLoop(_ name: String, _ place: Place) -> Finding {
        Finding(
            "preset-loop", .error, "the preset \"\(name)\" is based on itself", place: place,
            remedy: "take it out of \"based_on\"")
    }

    static func presetName(_ name: String, file: String, _ place: Place) -> Finding {
        Finding(
            "bad-name", .error, "the preset in \(file) calls itself \"\(name)\"", place: place,
            remedy: "a preset has the name of its file, without .yaml")
    }

    static func presetElsewhere(_ name: String, _ relation: String, has: [String], _ place: Place) -> Finding {
        Finding(
            "wrong-preset", .error, "the preset \"\(name)\" says nothing of \"\(relation)\"", place: place,
            remedy: "it is for \(list(has))")
    }

    static func nothingToAdd(_ column: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "\"\(column)\" has no map of a preset to add words to", place: place,
            remedy: "write { from: HEADER, map: { WORD: word } }")
    }

    static func unmappedHere(_ column: String, _ relation: String, _ place: Place) -> Finding {
        Finding(
            "missing-column", .error, "\"\(relation)\" needs a column \"\(column)\", and the preset has none", place: place,
            remedy: "add \"\(column):\" and the extract's header for it to \"columns\"")
    }
}
