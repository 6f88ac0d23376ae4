internal import Foundation
internal import Model

/// Where a connection's database is, and what its kind of database wants to be asked.
struct DatabaseAddress {
    let driver: DriverName
    let options: [(String, String)]
    /// Without a password, whatever was declared.
    let shown: String
    private let postgresql: PostgreSQLAddress?

    init(_ declared: Connection, password: String?) throws {
        switch declared.driver {
        case .postgresql:
            let address = PostgreSQLAddress(declared.uri, password: password)
            driver = .postgresql
            options = [("uri", address.full)]
            shown = address.shown
            postgresql = address
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
        }
    }

    /// What begins the transaction. `extra_float_digits`: the fewest digits that mean a number and no other.
    var beginning: [String] {
        postgresql == nil
            ? ["PRAGMA query_only = 1"]
            : [
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", "SET LOCAL datestyle = ISO", "SET LOCAL extra_float_digits = 1",
                // A large table is read from its beginning, whoever else is reading it: rows are named by their number.
                "SET LOCAL synchronize_seqscans = off",
            ]
    }

    var namesSelect: String {
        postgresql == nil
            ? "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
            : """
            SELECT CASE WHEN table_schema = current_schema() THEN table_name ELSE table_schema || '.' || table_name END::text
            FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
            """
    }

    var isPostgreSQL: Bool { postgresql != nil }

    // MARK: Messages

    func reason(ofConnecting failure: ADBCFailure) -> String {
        postgresql.map { $0.withoutSecrets(PostgreSQLMessage.ofConnecting(failure.message)) } ?? failure.message
    }

    func reason(_ failure: ADBCFailure) -> String {
        // The lines after the first repeat the statement.
        guard let postgresql else { return String(failure.message.prefix { !$0.isNewline }) }
        return postgresql.withoutSecrets(PostgreSQLMessage.withoutValues(failure.message, sqlState: failure.sqlState))
    }

    func isLost(_ failure: ADBCFailure) -> Bool {
        postgresql != nil && PostgreSQLMessage.isLost(failure.message, sqlState: failure.sqlState)
    }
}
