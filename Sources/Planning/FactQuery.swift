package import Model

/// A fact set's query as the host runs it: the plugin's own SELECT, its columns named.
package enum FactQuery {
    package static func sql(_ set: FactSet, text: String) -> String {
        let day = set.kind == .balance ? "as_of" : "day"
        let keys = set.keys.map { "f." + SQLText.quoted($0) }
        let columns = ["f.\(day)", "f.scope"] + keys + set.measures.map { "f." + SQLText.quoted($0.name) }
        return "SELECT \(columns.joined(separator: ", "))\nFROM (\n\(PortableSQL.of(trimmed(text)))\n) AS f"
    }

    /// The plugin's own SELECT where nothing but a SELECT can stand.
    package static func enclosed(_ text: String) -> String { "SELECT * FROM (\(trimmed(text))\n) AS t" }

    /// The same, meaning the same on every engine.
    package static func portable(_ text: String) -> String { enclosed(PortableSQL.of(text)) }

    /// Without a closing semicolon; a newline ends a trailing comment.
    package static func trimmed(_ text: String) -> String {
        var body = text[...]
        while let last = body.last, last.isWhitespace || last == ";" { body = body.dropLast() }
        return String(body)
    }

    /// The last day of the span that each day belongs to. Borders: key dates, months' ends, and D − p for every key
    /// date D and trailing parameter p, and `ends` of other stretches; so `day > D - p AND day <= D` and whole months stay exact.
    package static func spans(
        from first: CivilDate, to last: CivilDate, keyDates: [CivilDate], trailing: [Int], ends: Set<CivilDate> = []
    ) -> [(day: CivilDate, span: CivilDate)] {
        guard first <= last else { return [] }
        var borders = ends.union(keyDates)
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
