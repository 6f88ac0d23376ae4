internal import Foundation
internal import Model

/// What a run sets up on the server before its first statement: rights looked at, settings, the prelude in its schema.
enum PostgreSQLSetting {
    private static let purpose = StatementPurpose("opening the engine")
    private static let oldest = 130_000

    /// Answers the server's version.
    static func prepare(_ transaction: PostgreSQLTransaction, _ address: PostgreSQLAddress, seconds: Int) throws -> String {
        let (version, number) = try check(transaction, address)
        var all = settings(seconds: seconds)
        // A run that was killed doesn't keep the server busy.
        if number >= 140_000 { all.append(("client_connection_check_interval", "2s")) }
        let settings = all.map {
            "set_config(\(PostgreSQLSession.literal($0.0)), \(PostgreSQLSession.literal($0.1)), false)"
        }
        // Run for its effect: what reads is undone.
        try transaction.run("SELECT \(settings.joined(separator: ", "))", for: purpose)
        let schema = PostgreSQLSession.quoted("countback_\(getpid())_\(String(UInt32.random(in: 0 ... .max), radix: 36))")
        try transaction.run("CREATE SCHEMA \(schema)", for: purpose)
        // Nobody else's relations or functions can come between.
        try transaction.run("SET search_path = \(schema), pg_temp", for: purpose)
        for statement in PostgreSQLPrelude.statements { try transaction.run(statement, for: purpose) }
        // Temporary relations first: no name of the catalog stands in their way.
        try transaction.run("SET search_path = pg_temp, \(schema), pg_catalog", for: purpose)
        return version
    }

    private static func settings(seconds: Int) -> [(String, String)] {
        [
            ("statement_timeout", "\(seconds)s"), ("lock_timeout", "0"), ("idle_in_transaction_session_timeout", "0"),
            ("client_encoding", "UTF8"), ("timezone", "UTC"), ("datestyle", "ISO, YMD"), ("standard_conforming_strings", "on"),
            ("backslash_quote", "off"), ("extra_float_digits", "1"), ("client_min_messages", "error"), ("bytea_output", "hex"),
            // Compiling a plan takes longer than most of these statements; what is joined should stay in memory.
            ("jit", "off"), ("work_mem", "64MB"), ("temp_buffers", "64MB"),
        ]
    }

    private static func check(_ transaction: PostgreSQLTransaction, _ address: PostgreSQLAddress) throws -> (text: String, number: Int) {
        let asked = try transaction.read(
            """
            SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer AS number,
              has_database_privilege(current_database(), 'CREATE') AS creates,
              has_database_privilege(current_database(), 'TEMPORARY') AS keeps, pg_is_in_recovery() AS is_replica,
              current_setting('server_encoding') AS encoding, current_database()::text AS database, current_user::text AS name
            """, for: purpose)
        guard let row = try asked.next()?.columns.map({ $0.scalar(0) }), case .text(let version) = row[0], case .integer(let number) = row[1],
            case .text(let encoding) = row[5], case .text(let database) = row[6], case .text(let user) = row[7]
        else { throw refusal(address, "the server doesn't say its version", "Look at the server's log.") }
        if number < oldest { throw refusal(address, "its version is \(version)", "PostgreSQL 13 or later is needed.") }
        if row[4] == .boolean(true) {
            throw refusal(address, "it is a replica that nothing can be written to, not even temporary tables", "Name the primary server.")
        }
        if encoding != "UTF8" {
            throw refusal(address, "its database is encoded in \(encoding)", "Name a database in UTF8, on the same server or another.")
        }
        let missing = [(row[2], "CREATE"), (row[3], "TEMPORARY")].filter { $0.0 != .boolean(true) }.map(\.1)
        guard missing.isEmpty else {
            throw refusal(
                address, "the user \(user) may not make a schema or temporary tables in it",
                "GRANT \(missing.joined(separator: ", ")) ON DATABASE \(database) TO \(user); a run leaves nothing behind in it.")
        }
        return (version.split(separator: " ").first.map(String.init) ?? version, number)
    }

    private static func refusal(_ address: PostgreSQLAddress, _ reason: String, _ remedy: String) -> Refusal {
        Refusal(
            .unavailable, Finding("engine-unavailable", .error, "PostgreSQL at \(address.shown) can't be used: \(reason)", remedy: remedy))
    }
}
