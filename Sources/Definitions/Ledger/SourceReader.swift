internal import Model

/// Reads one source of a relation: its files, their format, its columns and control totals.
struct SourceReader {
    let relation: LedgerRelation
    let presets: PresetDesk
    /// The ledger's own, for sources that state neither a preset nor columns.
    let common: [Located<String>]

    private static let endings = ["csv", "tsv", "txt", "xls", "dat", "lst", "json", "jsonl", "ndjson"]
    /// Packed in themselves.
    private static let wholeEndings = ["xlsx", "xlsm", "parquet"]

    func source(_ value: YAMLValue, _ place: Place) -> SourceDefinition? {
        let keys = LedgerKeys.source(relation)
        guard let map = MapReader(value, "a source of \"\(relation.name)\"", keys) else { return nil }
        let isRemote = map["file"] != nil && map["connection"] != nil
        if isRemote || map["file"] == nil, let query = QueryReader.query(map) {
            return whole(map, SourceDefinition(relation: relation.name, file: "", place: query.place), query.query)
        }
        if isRemote { return nil }
        guard let file = map["file"] else {
            // A source from elsewhere has its finding already.
            if case .map(let all) = value.content, !all.contains(where: { $0.key == "file" }) {
                map.sink.add(Problem.missingKey("file", in: map.what, place))
            }
            return nil
        }
        guard let path = file.phrase() else { return nil }
        Self.check(path, file)
        let resolved = FilePath.resolve(path, in: value.source.folder)
        return whole(map, SourceDefinition(relation: relation.name, file: resolved, place: file.place))
    }

    /// What is said of an extract wherever it comes from.
    private func whole(_ map: MapReader, _ place: SourceDefinition, _ query: SourceDefinition.Query? = nil) -> SourceDefinition {
        var source = place
        source.query = query
        source.format = FormatReader.format(map["format"], file: source.path)
        source.control = map["control"].flatMap { Self.control($0, relation) }
        RowsReader.read(map, into: &source)
        source.mended = map["mended"]?.phrase().map { FilePath.resolve($0, in: map.value.source.folder) }
        readColumns(map, into: &source)
        return source
    }

    /// What the definition says, laid over its presets.
    private func readColumns(_ map: MapReader, into source: inout SourceDefinition) {
        let names = map["preset"]?.words() ?? (map["columns"] == nil ? presets.fitting(common, relation) : [])
        var own = Preset.Part(fields: map["fields"].map(FieldReader.fields) ?? [])
        if let columns = map["columns"].map({ ColumnReader.columns($0, relation, isWhole: names.isEmpty) }) {
            own.columns = columns.mappings
            own.additions = columns.additions
        }
        guard let base = presets.part(names, relation) else {
            for addition in own.additions where names.isEmpty { map.sink.add(Problem.nothingToAdd(addition.column, addition.place)) }
            source.fields = own.fields
            source.columns = own.columns
            return
        }
        let whole = Preset.laid(own, over: base, sink: map.sink)
        for needed in relation.required where !whole.columns.contains(where: { $0.column == needed.name }) {
            map.sink.add(Problem.unmappedHere(needed.name, relation.name, names.last?.place ?? map.place))
        }
        source.fields = whole.fields
        source.columns = whole.columns
        source.presets = names.map(\.value)
        source.keepsOthers = whole.keepsOthers
        source.derivesAllocations = whole.derivesAllocations
    }

    /// Endings that are known to need another reader; what a glob finds is looked at when it is read.
    private static func check(_ path: String, _ value: YAMLValue) {
        let name = FilePath.name(of: path).lowercased()
        var parts = name.split(separator: ".").dropFirst()
        if let last = parts.last, wholeEndings.contains(String(last)) { return }
        if parts.last == "gz" { parts = parts.dropLast() }
        guard let ending = parts.last, ending.allSatisfy({ $0.isLetter || $0.isNumber }), !endings.contains(String(ending))
        else { return }
        value.sink.add(
            Problem.notYet(
                "an extract that ends in \".\(ending)\"", value.place, remedy: "save it as .csv, .tsv, .txt or .json, or one of these with .gz, or as .xlsx or .parquet"))
    }

    private static func control(_ value: YAMLValue, _ relation: LedgerRelation) -> ControlTotals? {
        guard let map = MapReader(value, "\"control\"", relation.name == "items" ? LedgerKeys.controlOfItems : LedgerKeys.control) else { return nil }
        var control = ControlTotals(rows: map.integer("rows"))
        if let amount = map["amount"] {
            if relation.column("amount") == nil {
                map.sink.add(Problem.noAmount(relation.name, amount.place))
            } else {
                control.amount = LedgerReader.amounts(amount, isNegativeAllowed: true)
            }
        }
        if let balance = map["balance"].flatMap({ MapReader($0, "\"balance\"", LedgerKeys.balance) }),
            let at = balance.date("at"), let amount = balance["amount"]
        {
            control.balance = ControlBalance(
                at: at, amount: LedgerReader.amounts(amount, isNegativeAllowed: true), place: balance.place)
        }
        return control
    }
}
