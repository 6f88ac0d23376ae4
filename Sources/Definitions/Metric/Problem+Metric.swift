internal import Model

extension Problem {
    // MARK: Parameters

    static func notRising(_ name: String, _ bounds: [Int], _ place: Place) -> Finding {
        let shown = bounds.map(String.init).joined(separator: ", ")
        return Finding(
            "not-rising", .error, "\"\(name)\" is \(shown): each bound must be greater than the one before",
            place: place, remedy: "write rising upper bounds in days, such as [30, 60, 90]")
    }

    static func words(for range: ClosedRange<ExactDecimal>) -> String {
        switch (range.lowerBound == MetricParameter.lowest, range.upperBound == MetricParameter.highest) {
        case (true, true): ""
        case (false, true): " of at least \(range.lowerBound)"
        case (true, false): " of at most \(range.upperBound)"
        case (false, false): " from \(range.lowerBound) to \(range.upperBound)"
        }
    }

    static func reservedParameter(_ name: String, _ place: Place) -> Finding {
        let meaning = ["target": "targets", "near": "what is near a target", "limits": "what a metric may take"]
        return Finding(
            "bad-name", .error,
            "a parameter can't be named \"\(name)\", which sets \(meaning[name] ?? "something else")",
            place: place, remedy: "give it another name")
    }

    static func inheritedRange(_ place: Place) -> Finding {
        Finding(
            "bad-value", .error, "the report's \"fiscal_year_start\" may be a month beyond \"min\" and \"max\"", place: place,
            remedy: "write min: 1 and max: 12")
    }

    static func noRange(_ type: String, _ key: String, _ place: Place) -> Finding {
        Finding(
            "unknown-key", .error, "a parameter of type \(type) has no \"\(key)\"", place: place, remedy: "remove it")
    }

    static func emptyRange(_ place: Place) -> Finding {
        Finding("bad-value", .error, "\"min\" is greater than \"max\"", place: place, remedy: "exchange the two")
    }

    // MARK: Facts

    static func reservedColumn(_ name: String, _ place: Place) -> Finding {
        Finding(
            "bad-name", .error, "\"\(name)\" is a column that every fact set has by itself", place: place,
            remedy: "leave it out of keys and measures")
    }

    static func trailingBalance(_ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "a balance has no \"trailing\" windows", place: place,
            remedy: "remove it, or make the set a flow")
    }

    static func byOfBalance(_ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "a balance is taken at key dates, not \"by\" a date of its items", place: place,
            remedy: "remove it, or make the set a flow")
    }

    static func noIntegerParameter(_ name: String, in key: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-parameter", .error, "\"\(key)\" names \"\(name)\", which is no integer parameter", place: place,
            remedy: choice(for: name, among: known, "the integer parameters are"))
    }

    static func unknownView(_ name: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-view", .error, "\"kept_views\" names \"\(name)\", which is none of the views", place: place,
            remedy: choice(for: name, among: known, "the views are"))
    }

    static func noHistoryOf(_ name: String, _ place: Place) -> Finding {
        let known = FactSet.historyKinds + FactSet.historyRecords
        return Finding(
            "unknown-word", .error, "\"history_of\" names \"\(name)\", which is neither a kind of item nor a relation that names items",
            place: place, remedy: choice(for: name, among: known, "the kinds and relations are"))
    }

    static func historyOfNothing(_ place: Place) -> Finding {
        Finding(
            "missing-key", .error, "\"history_of\" without \"history\"", place: place,
            remedy: "say how far back: history: [window]")
    }

    // MARK: Values, tables, charts

    static func headlines(_ ids: [String], _ place: Place) -> Finding {
        Finding(
            "one-headline", .error,
            ids.isEmpty ? "no value is the headline" : "\(list(ids.map { "\"\($0)\"" })) are all headlines",
            place: place, remedy: "give exactly one value \"headline: true\"")
    }

    static func differenceOfTwo(_ id: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "the difference \"\(id)\" must name two values", place: place,
            remedy: "write [minuend, subtrahend]")
    }

    static func statisticAndDifference(_ id: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "the value \"\(id)\" can't be both a difference and a statistic", place: place,
            remedy: "keep one of the two")
    }

    static func statusOfOne(_ id: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "a status compares two values, not \"\(id)\" with itself", place: place,
            remedy: "write { of: VALUE, against: VALUE }")
    }

    static func unknownHistogram(_ name: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-histogram", .error, "the metric has no histogram \"\(name)\"", place: place,
            remedy: known.isEmpty ? "add \"histograms: [\(name)]\"" : choice(for: name, among: known, "its histograms are"))
    }

    static func strayShare(_ place: Place) -> Finding {
        Finding(
            "unknown-key", .error, "a survival median has no \"at\"", place: place, remedy: "remove it; a median is at 50%")
    }

    static func noChoiceParameter(_ name: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-parameter", .error, "\"change\" names \"\(name)\", which is no choice parameter", place: place,
            remedy: choice(for: name, among: known, "the choice parameters are"))
    }

    static func noPeriod(_ name: String, _ place: Place) -> Finding {
        Finding(
            "bad-value", .error, "no choice of \"\(name)\" is a period to compare with the one before", place: place,
            remedy: "remove \"change\", or offer week, month, quarter or year")
    }

    static func targetsOfRate(_ id: String, _ unit: ValueUnit, _ place: Place) -> Finding {
        Finding(
            "bad-value", .error, "targets of \"\(id)\" can't be totals: its unit is \(unit.rawValue)", place: place,
            remedy: "name a value whose unit is money or count")
    }

    static func mixedUnits(_ what: String, _ place: Place) -> Finding {
        Finding(
            "mixed-units", .error, "\(what) mixes values of different units", place: place,
            remedy: "name values of one unit")
    }

    static func unknownValue(_ id: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-value", .error, "the metric has no value \"\(id)\"", place: place,
            remedy: choice(for: id, among: known, "its values are"))
    }

    static func unknownFigure(_ name: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-figure", .error, "an explanation names \"\(name)\", which is no value, input or parameter", place: place,
            remedy: choice(for: name, among: known, "there are"))
    }

    static func openBraces(_ text: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "the braces and brackets of \"\(text)\" don't close, or stand in each other", place: place,
            remedy: "write a figure as {name}, and what is left out without it as [… {name} …]")
    }

    static func unknownTable(_ name: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-table", .error, "the metric has no table \"\(name)\" from a query", place: place,
            remedy: choice(for: name, among: known, "such tables are"))
    }

    static func unknownColumn(_ name: String, of table: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-column", .error, "the table \"\(table)\" has no column \"\(name)\"", place: place,
            remedy: choice(for: name, among: known, "its columns are"))
    }

    static func strayValues(_ source: String, _ place: Place) -> Finding {
        Finding(
            "unknown-key", .error, "a table from \(source) has no \"values\"", place: place,
            remedy: "name its columns under \"columns\"")
    }

    static func strayOrder(_ place: Place) -> Finding {
        Finding(
            "unknown-key", .error, "only a table from details has an \"order\"", place: place,
            remedy: "remove it, and order the query's rows by its position column")
    }

    static func strayTable(_ kind: String, _ place: Place) -> Finding {
        Finding(
            "unknown-key", .error, "a \(kind) chart has no \"table\"", place: place,
            remedy: "remove it; its values are the metric's")
    }

    // MARK: Texts

    static func brokenPhrase(_ text: String, _ place: Place) -> Finding {
        Finding(
            "bad-value", .error, "\"\(text)\" has a place that can't be read", place: place,
            remedy: "write places as {name}, {name, count}, {name, number} or {name, date}")
    }

    static func unknownText(_ key: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-text", .warning, "the metric has no text \"\(key)\"", place: place,
            remedy: Spelling.suggestion(for: key, among: known) ?? "remove it, or correct its key after metric.yaml")
    }

    static func otherPlaces(_ key: String, english: String, _ place: Place) -> Finding {
        Finding(
            "other-places", .warning, "\"\(key)\" has other places than its English text", place: place,
            remedy: "write the same places as in \"\(english)\"")
    }

    static func findingName(_ id: String, _ place: Place) -> Finding {
        badName(
            "finding id", id, "it must be small letters, digits and \"-\"", place,
            remedy: "write \"\(Identifier.slug(id.lowercased(), joint: "-"))\"")
    }
}
