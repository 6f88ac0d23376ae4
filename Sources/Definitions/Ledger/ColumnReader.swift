internal import Model

/// Reads how a relation's columns are made from an extract's: by name, list, table, constant, first-of or SQL.
struct ColumnReader {
    let relation: LedgerRelation

    static func columns(_ value: YAMLValue, _ relation: LedgerRelation) -> [ColumnMapping] {
        guard let entries = value.ownEntries() else { return [] }
        let reader = ColumnReader(relation: relation)
        let columns = entries.compactMap(reader.column)
        for needed in relation.required where !entries.contains(where: { $0.key == needed.name }) {
            value.sink.add(Problem.unmappedColumn(needed.name, relation.name, entries.first?.place ?? value.place))
        }
        return columns
    }

    private func column(_ entry: YAMLEntry) -> ColumnMapping? {
        let known = relation.column(entry.key)
        let sink = entry.value.sink
        if known == nil, !sink.isIdentifier(entry.key, "column name", entry.place) { return nil }
        if entry.value.isEmpty {
            sink.add(Problem.emptyValue(entry.key, entry.place))
            return nil
        }
        var type = known?.type ?? .text
        guard let rule = rule(entry, known, &type) else { return nil }
        return ColumnMapping(column: entry.key, rule: rule, type: type, place: entry.place)
    }

    private func rule(_ entry: YAMLEntry, _ known: LedgerColumn?, _ type: inout LedgerType) -> ColumnMapping.Rule? {
        let value = entry.value
        switch value.content {
        case .text:
            warnIfMisspelt(entry, known)
            return value.phrase().map(ColumnMapping.Rule.column)
        case .list(let items):
            warnIfMisspelt(entry, known)
            if items.isEmpty { value.sink.add(Problem.emptyList(value, "a column of the extract")) }
            return value.words().map { .joined($0.map(\.value)) }
        case .map, .empty: break
        }
        guard let map = MapReader(value, "the mapping of \"\(entry.key)\"", LedgerKeys.column) else { return nil }
        if let declared = map["type"] {
            guard let word = map.word("type") else { return nil }
            let chosen = LedgerType(rawValue: word) ?? .text
            if let known, known.type != chosen {
                map.sink.add(Problem.fixedType(entry.key, relation.name, known.type, declared.place))
            }
            type = chosen
        } else {
            warnIfMisspelt(entry, known)
        }
        return rule(map, entry, known)
    }

    private func rule(_ map: MapReader, _ entry: YAMLEntry, _ known: LedgerColumn?) -> ColumnMapping.Rule? {
        let rules = ["from", "value", "sql", "first_of"].filter { map[$0] != nil }
        guard rules.count == 1 else {
            if rules.count > 1 || map.entries.count == valueCount(entry) {
                map.sink.add(Problem.oneRule(entry.key, rules, entry.place))
            }
            return nil
        }
        if map["from"] == nil, let stray = map.entry("map") ?? map.entry("default") {
            map.sink.add(Problem.strayRule(stray.key, stray.place))
        }
        if let sql = map["sql"] { return sql.phrase().map(ColumnMapping.Rule.sql) }
        if let first = map["first_of"] { return first.words().map { .firstOf($0.map(\.value)) } }
        if let constant = map["value"] {
            guard let text = constant.text() else { return nil }
            check(text, known, constant.place, map.sink)
            return .constant(text)
        }
        guard let from = map.text("from") else { return nil }
        guard let table = map["map"] else {
            if let stray = map.entry("default") { map.sink.add(Problem.strayRule("default", stray.place)) }
            return .column(from)
        }
        var values: [String: String] = [:]
        for row in table.ownEntries() ?? [] {
            guard let text = row.value.text() else { continue }
            check(text, known, row.value.place, map.sink)
            values[row.key] = text
        }
        let fallback = map["default"]
        if let fallback, let text = fallback.text() { check(text, known, fallback.place, map.sink) }
        return .mapped(from: from, values: values, fallback: map.text("default"))
    }

    /// How many keys the map was written with, so that one whose keys were refused isn't blamed again.
    private func valueCount(_ entry: YAMLEntry) -> Int {
        if case .map(let all) = entry.value.content { all.count } else { 0 }
    }

    /// A text that the ledger would refuse in every row.
    private func check(_ text: String, _ known: LedgerColumn?, _ place: Place, _ sink: FindingSink) {
        if let choices = known?.choices, !choices.contains(text) {
            sink.add(Problem.unknownWord(known?.name ?? "", text, known: choices, place))
        }
        if known?.name == "currency", !CurrencyCode.isWellFormed(text) {
            sink.add(Problem.badCurrency("currency", text, place))
        }
    }

    /// An extra column whose name is nearly one of the relation's; a declared type says that it is meant.
    private func warnIfMisspelt(_ entry: YAMLEntry, _ known: LedgerColumn?) {
        guard known == nil, entry.key.count >= 4 else { return }
        let names = relation.columns.map(\.name)
        guard let near = names.first(where: { Spelling.distance(entry.key, $0) <= (entry.key.count >= 6 ? 2 : 1) }) else {
            return
        }
        entry.value.sink.add(Problem.nearColumn(entry.key, near, relation.name, entry.place))
    }
}
