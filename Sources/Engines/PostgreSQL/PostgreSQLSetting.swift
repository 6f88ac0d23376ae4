internal import Foundation
internal import Model

/// What a run sets up on the server before its first statement: rights looked at, settings, the prelude in its schema.
enum PostgreSQLSetting {
    private static let purpose = StatementPurpose("opening the engine")
    private static let oldest = 130_000

    /// What the run has on the server.
    struct Prepared {
        var version: String
        /// The run's own schema, quoted.
        var schema: String
        var changed: [Changed]
    }

    /// A setting that is another one while the user's own tables and queries are read.
    struct Changed {
        var name: String
        var theirs: String
        var ours: String
        /// A table is read from its beginning by one process, so that its rows have the same numbers each time.
        var isForTables = false
    }

    static func prepare(_ transaction: PostgreSQLTransaction, _ address: PostgreSQLAddress, seconds: Int, megabytes: Int?) throws -> Prepared {
        let (version, number, given) = try check(transaction, address)
        var all = settings(seconds: seconds, workMegabytes: megabytes.map { min(128, max(4, $0 / 16)) } ?? 128)
        // A run that was killed doesn't keep the server busy.
        if number >= 140_000 { all.append(("client_connection_check_interval", "2s")) }
        let settings = all.map {
            "set_config(\(PostgreSQLSession.literal($0.0)), \(PostgreSQLSession.literal($0.1)), false)"
        }
        // Run for its effect: what reads is undone.
        try transaction.run("SELECT \(settings.joined(separator: ", "))", for: purpose)
        let schema = "countback_\(getpid())_\(String(UInt32.random(in: 0 ... .max), radix: 36))"
        let quoted = PostgreSQLSession.quoted(schema)
        try transaction.run("CREATE SCHEMA \(quoted)", for: purpose)
        // The run's own first, so that no name of the catalog stands in their way; nobody else's can come between.
        try transaction.run("SET search_path = \(quoted), pg_catalog, pg_temp", for: purpose)
        for statement in PostgreSQLPrelude.statements { try transaction.run(statement, for: purpose) }
        let path = given[0].isEmpty ? "pg_temp" : given[0] + ", pg_temp"
        return Prepared(
            version: version, schema: schema,
            changed: [
                Changed(name: "search_path", theirs: path, ours: "\(quoted), pg_catalog, pg_temp"),
                Changed(name: "TimeZone", theirs: given[1], ours: "UTC"),
                Changed(name: "max_parallel_workers_per_gather", theirs: "0", ours: given[2], isForTables: true),
                Changed(name: "synchronize_seqscans", theirs: "off", ours: given[3], isForTables: true),
            ])
    }

    private static func settings(seconds: Int, workMegabytes: Int) -> [(String, String)] {
        [
            ("statement_timeout", "\(seconds)s"), ("lock_timeout", "0"), ("idle_in_transaction_session_timeout", "0"),
            ("client_encoding", "UTF8"), ("timezone", "UTC"), ("datestyle", "ISO, YMD"), ("standard_conforming_strings", "on"),
            ("backslash_quote", "off"), ("extra_float_digits", "1"), ("client_min_messages", "error"), ("bytea_output", "hex"),
            // Compiling a plan takes longer than most of these statements; what is joined should stay in memory.
            ("jit", "off"), ("work_mem", "\(workMegabytes)MB"),
            // A tenth of a second for each large table rather than three.
            ("default_statistics_target", "30"),
            // Handing rows from one process to another costs less than working them out in one, with numbers as large as these.
            ("parallel_setup_cost", "10"), ("parallel_tuple_cost", "0.001"),
        ]
    }

    private static func check(
        _ transaction: PostgreSQLTransaction, _ address: PostgreSQLAddress
    ) throws -> (text: String, number: Int, given: [String]) {
        let asked = try transaction.read(
            """
            SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer AS number,
              has_database_privilege(current_database(), 'CREATE') AS creates,
              pg_is_in_recovery() AS is_replica, current_setting('server_encoding') AS encoding,
              current_database()::text AS database, current_user::text AS name, current_setting('search_path') AS search_path,
              current_setting('TimeZone') AS zone, current_setting('max_parallel_workers_per_gather') AS workers,
              current_setting('synchronize_seqscans') AS synchronized,
              has_database_privilege(current_database(), 'TEMPORARY') AS keeps
            """, for: purpose)
        guard let row = try asked.next()?.columns.map({ $0.scalar(0) }), case .text(let version) = row[0], case .integer(let number) = row[1],
            case .text(let encoding) = row[4], case .text(let database) = row[5], case .text(let user) = row[6]
        else { throw refusal(address, "the server doesn't say its version", "Look at the server's log.") }
        if number < oldest { throw refusal(address, "its version is \(version)", "PostgreSQL 13 or later is needed.") }
        if row[3] == .boolean(true) {
            throw refusal(address, "it is a replica that nothing can be written to, not even what a run keeps for itself", "Name the primary server.")
        }
        if encoding != "UTF8" {
            throw refusal(address, "its database is encoded in \(encoding)", "Name a database in UTF8, on the same server or another.")
        }
        guard row[2] == .boolean(true) else {
            throw refusal(
                address, "the user \(user) may not make a schema in it",
                "GRANT CREATE ON DATABASE \(database) TO \(user); a run leaves nothing behind in it.")
        }
        guard row[11] == .boolean(true) else {
            throw refusal(
                address, "the user \(user) may not make temporary tables in it",
                "GRANT TEMPORARY ON DATABASE \(database) TO \(user); a run leaves nothing behind in it.")
        }
        return (version.split(separator: " ").first.map(String.init) ?? version, number, row[7...10].map { if case .text(let text) = $0 { text } else { "" } })
    }

    private static func refusal(_ address: PostgreSQLAddress, _ reason: String, _ remedy: String) -> Refusal {
        Refusal(
            .unavailable, Finding("engine-unavailable", .error, "PostgreSQL at \(address.shown) can't be used: \(reason)", remedy: remedy))
    }
}
