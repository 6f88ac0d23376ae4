internal import Model

/// Reads the fields of a source or preset: names for an extract's columns and the headers that they may have.
enum FieldReader {
    static func fields(_ value: YAMLValue) -> [ExtractField] {
        (value.ownEntries() ?? []).compactMap { entry in
            value.sink.isIdentifier(entry.key, "field name", entry.place) ? field(entry) : nil
        }
    }

    private static func field(_ entry: YAMLEntry) -> ExtractField? {
        let value = entry.value
        var field = ExtractField(name: entry.key, place: entry.place)
        switch value.content {
        case .empty:
            value.sink.add(Problem.emptyValue(entry.key, entry.place))
            return nil
        case .text, .list:
            field.spellings = value.words()?.map(\.value) ?? []
            if field.spellings.isEmpty { value.sink.add(Problem.emptyList(value, "a header of the extract")) }
            return field
        case .map: break
        }
        guard let map = MapReader(value, "the field \"\(entry.key)\"", ColumnKeys.field) else { return nil }
        field.spellings = map.words("headers") ?? []
        field.empties = words(map, "empty")
        field.isOptional = map.boolean("optional") ?? false
        field.fallback = fallback(map)
        if let other = map.text("where") { field.condition = .init(field: other, words: words(map, "is")) }
        if map["where"] == nil || map["is"] == nil, let stray = map.entry("is") ?? map.entry("where") {
            map.sink.add(Problem.strayCondition(stray.key, stray.place))
        }
        return field
    }

    /// Words to compare cells with: sixteen letters at most.
    static func words(_ map: MapReader, _ key: String) -> [String] {
        (map[key]?.words() ?? []).compactMap { word in
            if word.value.utf8.count <= 16 { return word.value }
            map.sink.add(Problem.badValue(key, "words of at most 16 letters", word.value, word.place))
            return nil
        }
    }

    private static func fallback(_ map: MapReader) -> ExtractField.Fallback? {
        let stated = ["value", "else", "year_of"].filter { map[$0] != nil }
        if stated.count > 1, let place = map.entry(stated[1])?.place {
            map.sink.add(Problem.twoFallbacks(map.what, stated, place))
        }
        if map["year_of"] == nil, let stray = map.entry("starts") ?? map.entry("named_by") {
            map.sink.add(Problem.strayYear(stray.key, stray.place))
        }
        if let text = map.text("value") { return .constant(text) }
        if let other = map.text("else") { return .field(other) }
        guard let date = map.text("year_of") else { return nil }
        return .fiscalYear(of: date, starts: map.integer("starts") ?? 1, isNamedByEnd: map.word("named_by") == "end")
    }
}
