internal import CADBC
package import Model

// Rows into DuckDB as an Arrow stream: never through text.
extension DuckDBSession {
    @discardableResult
    package func ingest(_ source: any BatchSource, into table: String) throws -> Int {
        try create(table, source.fields)
        do {
            return try append(source, to: table)
        } catch {
            try? drop(table)
            throw error
        }
    }

    /// An empty table with these columns; refused where there is one already.
    package func create(_ table: String, _ fields: [ColumnField]) throws {
        let columns = fields.map { "\(Self.quoted($0.name)) \(Self.typeName($0.type))" }.joined(separator: ", ")
        try run("CREATE TABLE \(Self.quoted(table)) (\(columns))", for: StatementPurpose("loading \(table)"))
    }

    /// Adds the source's rows to a table with the same columns in the same order; several threads may do so at once.
    @discardableResult
    package func append(_ source: any BatchSource, to table: String) throws -> Int {
        let export = ArrowStreamExport(source)
        do {
            try withStatement(StatementPurpose("loading \(table)"), "") { statement in
                try statement.setOption("adbc.ingest.target_table", table)
                try statement.setOption("adbc.ingest.mode", "adbc.ingest.mode.append")
                var stream = export.stream()
                defer { stream.release?(&stream) }
                try statement.bind(&stream)
                // DuckDB moves the stream out without clearing ours, as a move should.
                stream.release = nil
                try statement.execute()
            }
        } catch {
            throw export.failure ?? error
        }
        if let failure = export.failure { throw failure }
        return export.rows
    }

    static func typeName(_ type: VectorType) -> String {
        switch type {
        case .text, .null: "VARCHAR"
        case .date: "DATE"
        case .boolean: "BOOLEAN"
        case .int32: "INTEGER"
        case .int64: "BIGINT"
        case .double: "DOUBLE"
        case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
        }
    }
}
