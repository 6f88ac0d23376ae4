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

    /// The driver would run all of several statements, and a transaction that can't write would end with the first
    /// COMMIT: a metric's text, as the host gives it in the end, is one SELECT or it isn't run.
    func refuseOtherThanOneSelect(_ sql: String, _ purpose: StatementPurpose) throws {
        guard purpose.metric != nil else { return }
        let asked = "SELECT json_array_length(json_serialize_sql(\(Self.literal(sql))), '$.statements') = 1 AS is_one"
        // Said without the metric: this one is the host's.
        guard try rows(asked, for: StatementPurpose(purpose.step)).rows.first?.first == .boolean(true) else {
            // What is no statement at all is best told by the engine itself, which only reads it.
            throw EngineFailure(engine: engine, purpose: purpose, message: try unreadable(sql) ?? "it isn't one SELECT", sql: sql)
        }
    }

    private func unreadable(_ sql: String) throws -> String? {
        let asked = "SELECT json_extract_string(json_serialize_sql(\(Self.literal(sql))), '$.error_message') AS message"
        guard case .text(let message) = try rows(asked, for: StatementPurpose("checking a statement")).rows.first?.first else { return nil }
        return "Parser Error: " + message
    }
}
