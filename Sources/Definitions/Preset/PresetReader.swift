internal import Model

/// Reads a preset's file.
enum PresetReader {
    static let keys = KeyTable([
        .needed("preset", .name(.kebabCase), "The preset's name, that of its file."),
        .needed("title", .phrase, "The export that it is for, in a few words."),
        .optional("based_on", .oneOrMore(.name(.kebabCase), atLeast: 1), "Presets that this one is laid over."),
        .needed("relations", .map(relations), "What it says of each relation."),
    ])

    private static let relations = KeyTable(
        LedgerRelation.all.map { DefinitionKey($0.name, .map(part($0)), "How it is made from the export.") })

    private static func part(_ relation: LedgerRelation) -> KeyTable {
        KeyTable([
            .optional("fields", ColumnKeys.fields, "Names for the export's columns, each with the headers that it may have."),
            .optional("columns", LedgerKeys.columns(relation), "How the relation's columns are made."),
            .optional("other_columns", .word(["leave", "keep"]), "Whether other headers become extra columns. Default: leave."),
            .optional("derive_allocations", .boolean, "Whether allocations come from the items. Default: false."),
        ])
    }

    static func preset(_ text: DefinitionText, sink: FindingSink) -> Preset? {
        guard let root = YAMLSyntax.root(of: text, sink: sink), let map = MapReader(root, "a preset", keys) else { return nil }
        let name = map.text("preset") ?? ""
        let file = FilePath.name(of: text.path)
        if !name.isEmpty, file != name + ".yaml" {
            sink.add(Problem.presetName(name, file: file, map["preset"]?.place ?? root.place))
        }
        var parts: [String: Preset.Part] = [:]
        if let value = map["relations"], let found = MapReader(value, "\"relations\"", relations) {
            for entry in found.entries {
                guard let relation = LedgerRelation.named(entry.key) else { continue }
                parts[relation.name] = part(entry.value, relation)
            }
        }
        return Preset(
            name: name, title: map["title"]?.phrase() ?? "", basedOn: map.words("based_on") ?? [], parts: parts,
            file: PresetFile(name: file, bytes: text.bytes), path: text.path)
    }

    private static func part(_ value: YAMLValue, _ relation: LedgerRelation) -> Preset.Part? {
        guard let map = MapReader(value, "\"\(relation.name)\" of a preset", part(relation)) else { return nil }
        let columns = map["columns"].map { ColumnReader.columns($0, relation, isWhole: false) }
        return Preset.Part(
            fields: map["fields"].map(FieldReader.fields) ?? [], columns: columns?.mappings ?? [],
            additions: columns?.additions ?? [], keepsOthers: map.word("other_columns") == "keep",
            derivesAllocations: map.boolean("derive_allocations") ?? false)
    }
}
