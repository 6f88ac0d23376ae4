internal import Model

extension DuckDBSession {
    /// A statement as DuckDB parsed it, as JSON, without running it: what `StatementCheck` reads.
    ///
    /// `{"error": true, …}` for text that isn't SELECT statements.
    package func statementTree(_ sql: String) throws -> String {
        let purpose = StatementPurpose("checking a statement")
        let answer = try rows("SELECT CAST(json_serialize_sql(\(Self.literal(sql))) AS VARCHAR)", for: purpose)
        guard case .text(let tree) = answer.rows.first?.first else {
            throw EngineFailure(engine: engine, purpose: purpose, message: "the engine gave no statement tree", sql: sql)
        }
        return tree
    }
}
