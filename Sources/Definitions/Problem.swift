internal import Model

/// The wording of every finding about a definition's form, in one place.
enum Problem {
    // MARK: Files

    static func missingFile(_ name: String, _ place: Place?) -> Finding {
        Finding(
            "missing-file", .error, "there is no file \"\(name)\"", place: place,
            remedy: place == nil ? "check the path; it is read from the current folder" : "check the path")
    }

    static func unreadableFile(_ name: String, isFolder: Bool, _ place: Place?) -> Finding {
        Finding(
            "unreadable-file", .error, isFolder ? "\"\(name)\" is a folder" : "the file \"\(name)\" can't be read",
            place: place, remedy: isFolder ? "name a file in it" : "check its permissions")
    }

    static func notUTF8(_ name: String) -> Finding {
        Finding("not-utf8", .error, "the file is not UTF-8 text", place: Place(file: name), remedy: "save it as UTF-8")
    }

    static func emptyFile(_ name: String) -> Finding {
        Finding(
            "empty-file", .error, "the file holds no definition", place: Place(file: name),
            remedy: "begin it with \"report:\", \"ledger:\", \"metric:\" or \"example:\" and a name")
    }

    static func tooLarge(_ name: String) -> Finding {
        Finding(
            "too-large", .error, "the file holds more than 200000 values", place: Place(file: name),
            remedy: "write less of it with aliases")
    }

    // MARK: YAML

    static func notYAML(_ problem: String, remedy: String?, _ place: Place?) -> Finding {
        Finding("yaml-syntax", .error, "not valid YAML: \(problem)", place: place, remedy: remedy)
    }

    static func secondDocument(_ place: Place) -> Finding {
        Finding(
            "yaml-syntax", .error, "a second document begins here", place: place,
            remedy: "keep one definition in a file, and remove the \"---\" line")
    }

    static func duplicateKey(_ key: String, first: Int?, _ place: Place) -> Finding {
        Finding(
            "duplicate-key", .error,
            first.map { "\"\(key)\" is already set on line \($0)" } ?? "\"\(key)\" is set twice", place: place,
            remedy: "remove one of the two")
    }

    static func keyIsNoWord(_ place: Place) -> Finding {
        Finding("yaml-syntax", .error, "a key must be a word", place: place, remedy: "write \"key: value\"")
    }

    // MARK: Keys

    static func unknownKey(_ key: String, in what: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-key", .error, "\(what) has no key \"\(key)\"", place: place,
            remedy: choice(for: key, among: known, "its keys are"))
    }

    static func missingKey(_ key: String, in what: String, _ place: Place) -> Finding {
        Finding("missing-key", .error, "\(what) needs \"\(key)\"", place: place, remedy: "add \"\(key):\"")
    }

    static func emptyValue(_ name: String, _ place: Place) -> Finding {
        Finding(
            "empty-value", .error, "\"\(name)\" has no value", place: place,
            remedy: "write a value after the colon, or remove the key")
    }

    static func notYet(_ what: String, _ place: Place, remedy: String = "remove it") -> Finding {
        Finding("not-yet", .error, "not yet: \(what) is not offered by this version", place: place, remedy: remedy)
    }

    // MARK: Values

    static func wrongForm(_ value: YAMLValue, _ wanted: String, _ remedy: String?) -> Finding {
        let name = value.name.isEmpty ? "the file" : "\"\(value.name)\""
        return Finding(
            "wrong-form", .error, "\(name) must be \(wanted), not \(value.shown)", place: value.place, remedy: remedy)
    }

    static func commaList(_ name: String, _ text: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "\"\(name)\" holds \"\(text)\" as one word", place: place,
            remedy: "write a list: [\(text)]")
    }

    static func twice(_ word: String, in name: String, _ place: Place) -> Finding {
        Finding("twice", .error, "\"\(word)\" stands twice in \"\(name)\"", place: place, remedy: "remove one of the two")
    }

    static func badValue(_ name: String, _ wanted: String, _ text: String, _ place: Place, remedy: String? = nil) -> Finding {
        Finding(
            "bad-value", .error, "\"\(name)\" must be \(wanted), not \"\(text)\"", place: place, remedy: remedy)
    }

    static func badDate(_ name: String, _ text: String, _ place: Place) -> Finding {
        badValue(name, "a date such as 2026-11-20", text, place, remedy: "write year-month-day")
    }

    static func badCurrency(_ name: String, _ text: String, _ place: Place) -> Finding {
        let upper = text.uppercased()
        return badValue(
            name, "a currency code of three capital letters", text, place,
            remedy: CurrencyCode.isWellFormed(upper) ? "did you mean \"\(upper)\"?" : "write an ISO 4217 code such as EUR")
    }

    static func unknownWord(_ name: String, _ text: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-word", .error, "\"\(name)\" can't be \"\(text)\"", place: place,
            remedy: Spelling.suggestion(for: text, among: known) ?? "it is \(list(known, last: "or"))")
    }

    static func badName(_ name: String, _ text: String, _ wanted: String, _ place: Place, remedy: String) -> Finding {
        Finding("bad-name", .error, "\"\(text)\" can't be a \(name): \(wanted)", place: place, remedy: remedy)
    }

    static func emptyList(_ value: YAMLValue, _ what: String) -> Finding {
        Finding(
            "empty-value", .error, "\"\(value.name)\" is an empty list", place: value.place, remedy: "name \(what) in it")
    }

    // MARK: Metrics of a report

    static func metricTwice(_ selection: MetricSelection, first: MetricSelection) -> Finding {
        Finding(
            "duplicate-metric", .error,
            "the metric \"\(selection.id)\" is already selected\(first.place.line.map { " on line \($0)" } ?? "")",
            place: selection.place, remedy: "remove one of the two; their tables would have the same names")
    }

    static func metricIndentation(_ metric: String, _ second: YAMLEntry) -> Finding {
        Finding(
            "wrong-form", .error, "\"\(second.key)\" stands beside the metric \"\(metric)\", not below it",
            place: second.place,
            remedy: "indent a parameter further than its metric, or write \"- \" before another metric")
    }

    // MARK: Words

    /// The close name, else all there are.
    static func choice(for name: String, among known: [String], _ introduction: String) -> String {
        Spelling.suggestion(for: name, among: known)
            ?? (known.isEmpty ? "there is none to choose from" : "\(introduction) \(list(known))")
    }

    /// `a, b and c`.
    static func list(_ words: [String], last: String = "and") -> String {
        guard let final = words.last, words.count > 1 else { return words.first ?? "none" }
        return words.dropLast().joined(separator: ", ") + " \(last) " + final
    }

    /// ` from 1 to 120`, ` of at least 1`, or nothing.
    static func words(for range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): ""
        case (let low, .max): " of at least \(low)"
        case (.min, let high): " of at most \(high)"
        case (let low, let high): " from \(low) to \(high)"
        }
    }
}
