internal import Model

/// Reads how a relation's columns are made from an extract's: by name, list, table, constant, first-of or SQL.
struct ColumnReader {
    let relation: LedgerRelation

    /// Mappings, and words for maps that a preset has.
    struct Columns {
        var mappings: [ColumnMapping] = []
        var additions: [Addition] = []
    }

    struct Addition {
        var column: String
        var values: [String: String]
        var place: Place
    }

    /// `isWhole`: what isn't here comes from nowhere else.
    static func columns(_ value: YAMLValue, _ relation: LedgerRelation, isWhole: Bool) -> Columns {
        guard let entries = value.ownEntries() else { return Columns() }
        let reader = ColumnReader(relation: relation)
        var columns = Columns()
        for entry in entries {
            if let addition = reader.addition(entry) {
                columns.additions.append(addition)
            } else if let column = reader.column(entry) {
                columns.mappings.append(column)
            }
        }
        if isWhole {
            for needed in relation.required where !entries.contains(where: { $0.key == needed.name }) {
                value.sink.add(Problem.unmappedColumn(needed.name, relation.name, entries.first?.place ?? value.place))
            }
        }
        return columns
    }

    /// `kind: { add: { ZR: invoice } }`
    private func addition(_ entry: YAMLEntry) -> Addition? {
        guard case .map(let keys) = entry.value.content, keys.count == 1, keys[0].key == "add" else { return nil }
        let reader = RuleReader(column: entry.key, known: relation.column(entry.key), place: entry.place)
        return Addition(column: entry.key, values: reader.words(keys[0].value), place: keys[0].place)
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
            return value.words().map { .joined($0.map(\.value), onlyWith: nil) }
        case .map, .empty: break
        }
        guard let map = MapReader(value, "the mapping of \"\(entry.key)\"", ColumnKeys.column) else { return nil }
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
        let written = if case .map(let all) = value.content { all.count } else { 0 }
        return RuleReader(column: entry.key, known: known, place: entry.place).rule(map, written: written)
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
