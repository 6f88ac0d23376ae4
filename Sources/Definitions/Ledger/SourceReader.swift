internal import Model

/// Reads one source of a relation: its files, their format, its columns and control totals.
enum SourceReader {
    private static let endings = ["csv", "tsv", "txt", "json", "jsonl", "ndjson"]
    /// Packed in themselves.
    private static let wholeEndings = ["xlsx", "xlsm", "parquet"]

    static func source(_ value: YAMLValue, _ relation: LedgerRelation, _ place: Place) -> SourceDefinition? {
        let keys = LedgerKeys.source(relation)
        guard let map = MapReader(value, "a source of \"\(relation.name)\"", keys) else { return nil }
        if map["file"] == nil, let query = QueryReader.query(map) {
            var source = SourceDefinition(
                relation: relation.name, file: "", format: FormatReader.format(map["format"], file: ""),
                columns: map["columns"].map { ColumnReader.columns($0, relation) } ?? [],
                control: map["control"].flatMap { control($0, relation) }, place: query.place)
            source.query = query.query
            readRows(map, into: &source)
            return source
        }
        guard let file = map["file"] else {
            // A source from elsewhere has its finding already.
            if case .map(let all) = value.content, !all.contains(where: { keys.later.contains($0.key) || $0.key == "file" }) {
                map.sink.add(Problem.missingKey("file", in: map.what, place))
            }
            return nil
        }
        guard let path = file.phrase() else { return nil }
        check(path, file)
        var source = SourceDefinition(
            relation: relation.name, file: FilePath.resolve(path, in: value.source.folder),
            format: FormatReader.format(map["format"], file: path),
            columns: map["columns"].map { ColumnReader.columns($0, relation) } ?? [],
            control: map["control"].flatMap { control($0, relation) }, place: file.place)
        readRows(map, into: &source)
        return source
    }

    /// Which rows of the extract are read, and which of two that are the same.
    private static func readRows(_ map: MapReader, into source: inout SourceDefinition) {
        for other in ["table", "query", "connection"] where !source.isQueried && map[other] != nil {
            map.sink.add(Problem.fileAndQuery(other, map.entry(other)?.place ?? map.place))
        }
        source.sheet = map.text("sheet")
        source.headerRow = map.integer("header_row")
        source.onDuplicate = map.choice("on_duplicate", SourceDefinition.DuplicateRule.self) ?? .reject
        let isSheet = [".xlsx", ".xlsm"].contains { source.file.lowercased().hasSuffix($0) }
        for key in ["sheet", "header_row"] where map[key] != nil && !isSheet {
            map.sink.add(Problem.onlyInSheets(key, map.entry(key)?.place ?? map.place))
        }
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
        guard let map = MapReader(value, "\"control\"", LedgerKeys.control) else { return nil }
        var control = ControlTotals(rows: map.integer("rows"))
        if let amount = map["amount"] {
            if relation.column("amount") == nil {
                map.sink.add(Problem.noAmount(relation.name, amount.place))
            } else {
                control.amount = LedgerReader.amounts(amount, isNegativeAllowed: true)
            }
        }
        return control
    }
}
