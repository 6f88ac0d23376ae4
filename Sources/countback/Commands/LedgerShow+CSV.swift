internal import Definitions
internal import Model
internal import Rendering

extension LedgerShow {
    /// Every row in the order of the files, so that it can be held against a list of one's own.
    func writeCSV() throws {
        let name = relation ?? "items"
        let known = LedgerRelation.all.map(\.name)
        guard known.contains(name) else {
            throw Refusal(
                .usage,
                Finding(
                    "unknown-relation", .error, "a ledger has no relation \"\(name)\"",
                    remedy: Spelling.suggestion(for: name, among: known) ?? "its relations are \(known.joined(separator: ", "))"))
        }
        let ledger = try LedgerDefinition.read(DefinitionText.load(file)).get()
        let engine = try Engine.open()
        defer { engine.close() }
        let loaded = try LoadStage(ledger: ledger, session: engine.ledger).run()
        Terminal.error(Terminal.report(loaded.findings))
        guard let shape = loaded.shape.relations[name] else { return }
        let names = shape.fields.map(\.name).filter { $0 != "item_no" && $0 != "target_no" }
        let order = shape.has("item_no") ? "item_no" : shape.has("target_no") ? "target_no" : "ALL"
        let found = try engine.ledger.rows(
            "SELECT \(names.map { "\"\($0)\"" }.joined(separator: ", ")) FROM raw_\(name) ORDER BY \(order)", for: StatementPurpose("preview"))
        let table = Table(
            id: name, title: name, layout: .details, columns: names.map { Column(name: $0, title: $0, kind: .text) },
            rows: found.rows.map { Row($0.map { Cell($0.plain) }) })
        CSVFile.write(table) { Terminal.out(String(decoding: $0, as: UTF8.self)) }
    }
}

extension ScalarValue {
    /// For a list: amounts without the zeros that nobody wrote.
    fileprivate var plain: CellValue {
        switch self {
        case .null: .empty
        case .decimal(let number): .days(number.normalized)
        case .date(let day): .date(day)
        default: .text(words)
        }
    }
}
