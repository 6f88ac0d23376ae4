package import Model

/// A fact set's query as the host runs it: the plugin's own SELECT, its columns named, days folded where allowed.
package enum FactQuery {
    /// `folded`: the relation `fact_days (day, span)` is there, and days are summed up to the last day of their span.
    package static func sql(_ set: FactSet, text: String, folded: Bool) -> String {
        let body = trimmed(text)
        let keys = set.keys.map { "f." + SQLText.quoted($0) }
        let day = set.kind == .balance ? "as_of" : "day"
        guard folded else {
            let columns = ["f.\(day)", "f.scope"] + keys + set.measures.map { "f." + SQLText.quoted($0.name) }
            return "SELECT \(columns.joined(separator: ", "))\nFROM (\n\(body)\n) AS f"
        }
        let measures = set.measures.map {
            "\($0.combination.rawValue.uppercased())(f.\(SQLText.quoted($0.name))) AS \(SQLText.quoted($0.name))"
        }
        let columns = ["d.span AS day", "f.scope"] + keys + measures
        let grouped = ["d.span", "f.scope"] + keys
        return """
            SELECT \(columns.joined(separator: ", "))
            FROM (
            \(body)
            ) AS f JOIN fact_days d ON d.day = f.day
            GROUP BY \(grouped.joined(separator: ", "))
            """
    }

    /// Without a closing semicolon; a newline ends a trailing comment.
    package static func trimmed(_ text: String) -> String {
        var body = text[...]
        while let last = body.last, last.isWhitespace || last == ";" { body = body.dropLast() }
        return String(body)
    }

    /// The last day of the span that each day belongs to. Borders: key dates, months' ends, and D − p for every key
    /// date D and trailing parameter p; so `day > D - p AND day <= D` and whole months stay exact.
    package static func spans(
        from first: CivilDate, to last: CivilDate, keyDates: [CivilDate], trailing: [Int]
    ) -> [(day: CivilDate, span: CivilDate)] {
        guard first <= last else { return [] }
        var borders = Set(keyDates)
        for date in keyDates { for days in trailing { borders.insert(date - days) } }
        var end = last
        var result: [(day: CivilDate, span: CivilDate)] = []
        var day = last
        while day >= first {
            if borders.contains(day) || day == day.monthEnd { end = day }
            result.append((day, end))
            day = day - 1
        }
        return result
    }
}
