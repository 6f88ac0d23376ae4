internal import Model

/// Reads one source of a relation: its files, their format, its columns and control totals.
enum SourceReader {
    private static let endings = ["csv", "tsv", "txt", "xls", "dat", "lst"]

    static func source(_ value: YAMLValue, _ relation: LedgerRelation, _ place: Place) -> SourceDefinition? {
        let keys = LedgerKeys.source(relation)
        guard let map = MapReader(value, "a source of \"\(relation.name)\"", keys) else { return nil }
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
        source.mended = map["mended"]?.phrase().map { FilePath.resolve($0, in: value.source.folder) }
        return source
    }

    /// Endings that are known to need another reader; what a glob finds is looked at when it is read.
    private static func check(_ path: String, _ value: YAMLValue) {
        let name = FilePath.name(of: path).lowercased()
        var parts = name.split(separator: ".").dropFirst()
        if parts.last == "gz" { parts = parts.dropLast() }
        guard let ending = parts.last, ending.allSatisfy({ $0.isLetter || $0.isNumber }), !endings.contains(String(ending))
        else { return }
        value.sink.add(
            Problem.notYet(
                "an extract that ends in \".\(ending)\"", value.place, remedy: "save it as .csv, .tsv or .txt, or one of these with .gz"))
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
