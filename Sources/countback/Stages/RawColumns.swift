internal import Model

/// How the columns of one source's table become the relation's: as they are, or by the mapping's SQL.
///
/// The SQL of a `{ sql: … }` column names the extract's own columns; they are there as text under those names.
struct RawColumns {
    let fields: [ColumnField]
    let computes: Bool
    private let expressions: [String: String]

    init(_ source: SourceDefinition, _ relation: LedgerRelation, _ loaded: [ColumnField], _ rawNames: [String]) throws {
        let raw = Set(rawNames.indices.map { "raw_\($0)" })
        var fields = loaded.filter { !raw.contains($0.name) }
        var expressions: [String: String] = [:]
        for mapping in source.columns {
            guard case .sql(let text) = mapping.rule else { continue }
            let type = relation.column(mapping.column)?.type ?? mapping.type
            let inner = rawNames.enumerated().map { "raw_\($0) AS \(Self.quoted($1))" }.joined(separator: ", ")
            // One row of the extract's columns under their own names, so that the expression reads as it was written.
            expressions[mapping.column] = "CAST((SELECT \(text) FROM (SELECT \(inner)) AS extract) AS \(Self.type(type)))"
            fields.append(ColumnField(mapping.column, Self.vector(type)))
        }
        self.fields = fields
        self.expressions = expressions
        computes = !expressions.isEmpty
    }

    /// The column of the relation, NULL where this source hasn't got it.
    func expression(for field: ColumnField) -> String {
        let name = Self.quoted(field.name)
        if let computed = expressions[field.name] { return "\(computed) AS \(name)" }
        return fields.contains { $0.name == field.name } ? name : "NULL AS \(name)"
    }

    static func refuseEmptyRequired(_ relation: LedgerRelation, _ sources: [SourceDefinition], session: any EngineSession) throws {
        let computed = Set(sources.flatMap(\.columns).compactMap { if case .sql = $0.rule { $0.column } else { nil } })
        let counted = relation.required.map(\.name).filter(computed.contains)
        guard !counted.isEmpty else { return }
        let sums = counted.map { "SUM(CASE WHEN \(quoted($0)) IS NULL THEN 1 ELSE 0 END) AS \(quoted($0))" }
        let row = try session.rows(
            "SELECT \(sums.joined(separator: ", ")) FROM raw_\(relation.name)", for: StatementPurpose("computed columns")
        ).rows.first ?? []
        let findings = zip(counted, row).compactMap { column, count -> Finding? in
            guard let empty = count.wholeNumber, empty > 0 else { return nil }
            let mapping = sources.flatMap(\.columns).first { $0.column == column }
            return Finding(
                "empty-computed-column", .error, "the SQL for \(relation.name).\(column) gives nothing for \(empty) rows",
                place: mapping?.place, remedy: "Let it give a value for every row, with COALESCE or CASE.", count: empty)
        }
        if !findings.isEmpty { throw Refusal(.badData, findings) }
    }

    private static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    private static func type(_ type: LedgerType) -> String {
        switch type {
        case .text: "varchar(4000)"
        case .date: "date"
        case .money: "decimal(18,4)"
        case .rate: "decimal(20,10)"
        case .integer: "bigint"
        }
    }

    private static func vector(_ type: LedgerType) -> VectorType {
        switch type {
        case .text: .text
        case .date: .date
        case .money: .decimal(precision: 18, scale: 4)
        case .rate: .decimal(precision: 20, scale: 10)
        case .integer: .int64
        }
    }
}
