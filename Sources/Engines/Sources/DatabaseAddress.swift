internal import Foundation
internal import Model

/// Where a connection's database is, and what its kind of database wants to be asked.
struct DatabaseAddress {
    let driver: DriverName
    let options: [(String, String)]
    /// Without a password, whatever was declared.
    let shown: String
    private let postgresql: PostgreSQLAddress?
    private let spark: SparkAddress?

    init(_ declared: Connection, password: String?) throws {
        switch declared.driver {
        case .postgresql:
            let address = PostgreSQLAddress(declared.uri, password: password)
            driver = .postgresql
            options = [("uri", address.full)]
            shown = address.shown
            postgresql = address
            spark = nil
        case .spark:
            let address = SparkAddress(declared.uri, token: password)
            driver = .spark
            options = address.options.map { ($0.key, $0.value) }
            shown = address.shown
            postgresql = nil
            spark = address
        case .sqlite:
            guard FileManager.default.isReadableFile(atPath: declared.uri) else {
                throw Refusal(
                    .noInput,
                    Finding(
                        "missing-extract", .error, "there is no file \(declared.uri) that can be read, which the connection \(declared.name) names",
                        place: declared.place, remedy: "paths are relative to the ledger definition"))
            }
            driver = .sqlite
            let path = declared.uri.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? declared.uri
            options = [("uri", "file:\(path)?mode=ro")]
            shown = declared.uri
            postgresql = nil
            spark = nil
        }
    }

    /// Whether there are transactions to read in.
    var hasTransactions: Bool { spark == nil }

    /// What begins the transaction. `extra_float_digits`: the fewest digits that mean a number and no other.
    var beginning: [String] {
        if spark != nil { return SparkSetting.ofReading }
        return postgresql == nil
            ? ["PRAGMA query_only = 1"]
            : [
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", "SET LOCAL datestyle = ISO", "SET LOCAL extra_float_digits = 1",
                // A large table is read from its beginning, whoever else is reading it: rows are named by their number.
                "SET LOCAL synchronize_seqscans = off",
            ]
    }

    var namesSelect: String {
        if spark != nil { return "SHOW TABLES" }
        return postgresql == nil
            ? "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
            : """
            SELECT CASE WHEN table_schema = current_schema() THEN table_name ELSE table_schema || '.' || table_name END::text
            FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
            """
    }

    /// Which column of the answer has the names.
    var namesColumn: Int { spark == nil ? 0 : 1 }

    /// Whether a statement's columns have types of their own, before any row is read.
    var isTyped: Bool { postgresql != nil || spark != nil }

    /// A value as the text that the database writes for it.
    func text(of column: String) -> String {
        if spark != nil { return "CAST(\(column) AS STRING)" }
        if postgresql != nil { return "\(column)::text" }
        // The driver takes a column's type from its first rows; seventeen digits hold any binary number.
        return "COALESCE(CASE typeof(\(column)) WHEN 'real' THEN printf('%!.17g', \(column)) ELSE CAST(\(column) AS TEXT) END, '')"
    }

    // MARK: Messages

    func reason(ofConnecting failure: ADBCFailure) -> String {
        if let spark { return spark.withoutSecrets(SparkMessage.ofConnecting(failure.message)) }
        return postgresql.map { $0.withoutSecrets(PostgreSQLMessage.ofConnecting(failure.message)) } ?? failure.message
    }

    func reason(_ failure: ADBCFailure) -> String {
        if let spark { return spark.withoutSecrets(SparkMessage.withoutValues(failure.message)) }
        // The lines after the first repeat the statement.
        guard let postgresql else { return String(failure.message.prefix { !$0.isNewline }) }
        return postgresql.withoutSecrets(PostgreSQLMessage.withoutValues(failure.message, sqlState: failure.sqlState))
    }

    func isLost(_ failure: ADBCFailure) -> Bool {
        if spark != nil { return SparkMessage.isLost(failure.message) }
        return postgresql != nil && PostgreSQLMessage.isLost(failure.message, sqlState: failure.sqlState)
    }
}
