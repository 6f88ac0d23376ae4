internal import Engines
internal import Model
internal import Synchronization

/// Opens what only an engine or a database can read, each reader when the first source asks for it, for one load.
final class SourceTables: TableOpening {
    private struct Open {
        var files: FileTables?
        var databases: [String: DatabaseTables] = [:]
        /// Of clusters, by what names them.
        var remote: [SourceDefinition.Query: [any RemoteFile]] = [:]
    }

    private let connections: [Connection]
    private let open = Mutex(Open())

    init(connections: [Connection]) { self.connections = connections }

    convenience init(_ ledger: LedgerDefinition) { self.init(connections: ledger.connections) }

    func sheet(_ name: String, of path: String, from firstRow: Int, width: Int) throws -> any BatchSource {
        let files = try open.withLock { open in
            let files = try Self.files(&open)
            try files.loadExcel()
            return files
        }
        return try files.sheet(name, of: path, from: firstRow, width: width)
    }

    func parquet(_ path: String) throws -> any SourceTable { try open.withLock { try Self.files(&$0) }.parquet(path) }

    private static func files(_ open: inout Open) throws -> FileTables {
        if let files = open.files { return files }
        let files = try FileTables.open()
        open.files = files
        return files
    }

    func table(of source: SourceDefinition) throws -> any SourceTable {
        let (database, query, _) = try database(of: source)
        return try database.table(query, place: source.place)
    }

    func files(of source: SourceDefinition) throws -> [any RemoteFile] {
        if let query = source.query, let files = open.withLock({ $0.remote[query] }) { return files }
        let (database, query, connection) = try database(of: source)
        let files = try database.files(query, place: source.place, skipped: source.format.skip) {
            try DatabaseTables.open(connection, password: connection.password?.read(for: connection))
        }
        open.withLock { $0.remote[query] = files }
        return files
    }

    private func database(of source: SourceDefinition) throws -> (DatabaseTables, SourceDefinition.Query, Connection) {
        guard let query = source.query, let connection = connections.first(where: { $0.name == query.connection }) else {
            throw Refusal(.badDefinition, Finding("unknown-connection", .error, "the source names no connection", place: source.place))
        }
        return try open.withLock { open in
            if let database = open.databases[connection.name] { return (database, query, connection) }
            let database = try DatabaseTables.open(connection, password: connection.password?.read(for: connection))
            open.databases[connection.name] = database
            return (database, query, connection)
        }
    }

    /// Ends what runs, from another thread.
    func cancel() { open.withLock { $0.files }?.cancel() }

    deinit {
        open.withLock { open in
            open.files?.close()
            for database in open.databases.values { database.close() }
        }
    }
}
