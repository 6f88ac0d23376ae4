internal import Model

/// Opens the extracts of a source that aren't delimited text.
struct TableInputs {
    enum Kind { case sheet, parquet, json }

    private let source: SourceDefinition
    private let tables: (any TableOpening)?

    init(_ source: SourceDefinition, _ tables: (any TableOpening)?) {
        self.source = source
        self.tables = tables
    }

    static func kind(ofFile path: String) -> Kind? {
        let name = path.lowercased()
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        if [".json", ".jsonl", ".ndjson"].contains(where: plain.hasSuffix) { return .json }
        if [".xlsx", ".xlsm"].contains(where: name.hasSuffix) { return .sheet }
        return name.hasSuffix(".parquet") ? .parquet : nil
    }

    /// nil for delimited text; refused where a glob finds files of several kinds.
    func kind(of files: [ExtractFile]) throws -> Kind? {
        let kind = files.first.flatMap { Self.kind(ofFile: $0.path) }
        if let other = files.first(where: { Self.kind(ofFile: $0.path) != kind }) {
            throw Refusal(
                .badDefinition,
                Finding(
                    "mixed-extracts", .error, "\(files[0].name) and \(other.name) are not the same kind of file", place: source.place,
                    remedy: "make a source of each kind: items: [{ file: … }, { file: … }]"))
        }
        return kind
    }

    /// All that is wrong with the files at once.
    func headers(_ files: [ExtractFile], _ kind: Kind) throws -> [ExtractHeader] {
        var headers: [ExtractHeader] = []
        var findings: [Finding] = []
        var exit: ExitCode?
        for file in files {
            do {
                headers.append(try header(file, kind))
            } catch let refusal as Refusal where [.badData, .badDefinition].contains(refusal.exit) {
                findings += refusal.findings
                exit = exit ?? refusal.exit
            }
        }
        if let exit { throw Refusal(exit, findings) }
        return headers
    }

    private func header(_ file: ExtractFile, _ kind: Kind) throws -> ExtractHeader {
        switch kind {
        case .json: return header(file, try JSONInput(file, format: source.format))
        case .parquet: return header(file, QueriedInput(try opening().parquet(file.path), file: file, format: source.format))
        case .sheet:
            let sheet = try SheetInput(
                file, sheet: source.sheet, headerRow: source.headerRow, format: source.format,
                place: source.place, tables: try opening())
            return header(ExtractFile(path: file.path, name: sheet.shownName), sheet)
        }
    }

    /// Files of text that a cluster sees.
    func remote() throws -> [ExtractFile] {
        if let odd = tables as? OddLines { return odd.files }
        return try opening().files(of: source).map {
            ExtractFile(path: $0.path, name: "\(source.query?.connection ?? ""):\($0.path)", remote: $0)
        }
    }

    func queried() throws -> ExtractHeader {
        let file = ExtractFile(path: "", name: source.query?.shownName ?? "")
        return header(file, QueriedInput(try opening().table(of: source), file: nil, format: source.format))
    }

    private func header(_ file: ExtractFile, _ input: some TableInput) -> ExtractHeader {
        ExtractHeader(file: file, names: input.names, line: input.names.joined(separator: "\t"), table: input)
    }

    private func opening() throws -> any TableOpening {
        guard let tables else {
            throw Refusal(
                .unavailable,
                Finding("missing-reader", .error, "nothing is at hand that reads \(source.file)", place: source.place))
        }
        return tables
    }
}
