internal import Foundation
package import Model
internal import Synchronization

/// A connection's database, from which tables and queries are read and to which nothing is written.
///
/// Everything is read in one transaction that may not write, so that the rows and their count are of one moment.
package final class DatabaseTables: Sendable {
    let name: String
    private let address: DatabaseAddress
    private let connection: Mutex<ADBCConnection?>

    private init(_ name: String, _ address: DatabaseAddress, _ connection: ADBCConnection) {
        self.name = name
        self.address = address
        self.connection = Mutex(connection)
    }

    package static func open(_ declared: Connection, password: String?) throws -> DatabaseTables {
        let address = try DatabaseAddress(declared, password: password)
        let driver = try ADBCDriver.open(DriverPlaces.ofThisProcess.locate(address.driver))
        do {
            let connection = try ADBCConnection.open(ADBCDatabase.open(driver, options: address.options))
            if address.hasTransactions { try connection.setOption("adbc.connection.autocommit", "false") }
            let tables = DatabaseTables(declared.name, address, connection)
            for statement in address.beginning { try tables.run(connection, statement) }
            return tables
        } catch let failure as ADBCFailure {
            throw Refusal(
                .unavailable,
                Finding(
                    "connection-failed", .error, "the connection \(declared.name) (\(address.shown)) can't be used: \(address.reason(ofConnecting: failure))",
                    place: declared.place, remedy: "see that the server runs and lets this user in, then run again"))
        }
    }

    package func close() {
        let open = connection.withLock { connection in
            defer { connection = nil }
            return connection
        }
        if address.hasTransactions { try? open?.rollBack() }
    }

    private func run(_ connection: ADBCConnection, _ sql: String) throws {
        let statement = try ADBCStatement.open(connection)
        try statement.setSQL(sql)
        try statement.execute()
    }

    func taken() throws -> ADBCConnection {
        try connection.withLock { connection in
            guard let connection else { throw ADBCFailure(message: "the connection is closed") }
            return connection
        }
    }

    /// A server takes nothing more in a transaction in which something failed.
    private func recover() throws {
        let connection = try taken()
        if address.hasTransactions { try connection.rollBack() }
        for statement in address.beginning { try run(connection, statement) }
    }

    // MARK: What is read

    package func table(_ query: SourceDefinition.Query, place: Place) throws -> any SourceTable {
        do {
            return try DatabaseTable(self, query, address, place: place)
        } catch let failure as ADBCFailure {
            try? recover()
            if query.isFile, failure.message.contains("PATH_NOT_FOUND") { throw Self.missing(query, place) }
            if case .table(let name) = query.subject, let known = try? tableNames(), !known.contains(name) {
                throw Refusal(
                    .noInput,
                    Finding(
                        "missing-table", .error, "there is no table \"\(name)\" on the connection \(self.name)", place: place,
                        remedy: Spelling.suggestion(for: name, among: known)
                            ?? (known.isEmpty ? "it has no table that this user may read" : "its tables are: \(known.prefix(20).joined(separator: ", "))")))
            }
            throw refusal(failure, place, query.shownName)
        }
    }

    /// What failed in the user's own query, or else between us and the server.
    func refusal(_ failure: ADBCFailure, _ place: Place, _ shownName: String) -> Refusal {
        if address.isLost(failure) {
            return Refusal(
                .tryAgain,
                Finding("connection-lost", .error, "the connection \(name) (\(address.shown)) was lost while \(shownName) was read", place: place, remedy: "run again"))
        }
        return Self.unreadable(shownName, place, because: address.reason(failure))
    }

    package static func unreadable(_ shownName: String, _ place: Place, because reason: String) -> Refusal {
        Refusal(
            .badDefinition,
            Finding(
                "bad-query", .error, "\(shownName) can't be read: \(reason)", place: place,
                remedy: "correct the query: it must be one SELECT, as the database writes it"))
    }

    /// Those in reach, as a definition would name them.
    private func tableNames() throws -> [String] {
        let statement = try ADBCStatement.open(try taken())
        try statement.setSQL(address.namesSelect)
        let stream = try statement.query()
        let columns = try stream.columns()
        var names: [String] = []
        while let batch = try stream.next(columns) {
            for row in 0..<batch.rowCount { names.append(batch.columns[address.namesColumn].scalar(row).plainText) }
        }
        return names
    }
}
