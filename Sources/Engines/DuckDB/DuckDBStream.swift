internal import Model

/// A running DuckDB SELECT's rows; gives its connection back at the end.
final class DuckDBStream: BatchSource {
    let fields: [ColumnField]
    private let columns: [ArrowColumn]
    private let pool: ConnectionPool
    private let connection: ADBCConnection
    private let failure: (any Error) -> any Error
    private var statement: ADBCStatement?
    private var stream: ADBCStream?
    /// Whether a transaction of its own, in which nothing can be written, is around it.
    private let isGuarded: Bool

    private init(
        _ pool: ConnectionPool, _ connection: ADBCConnection, _ statement: consuming ADBCStatement,
        _ stream: consuming ADBCStream, _ columns: [ArrowColumn], isGuarded: Bool, _ failure: @escaping (any Error) -> any Error
    ) {
        self.isGuarded = isGuarded
        self.fields = columns.map(\.field)
        self.columns = columns
        self.pool = pool
        self.connection = connection
        self.failure = failure
        self.statement = consume statement
        self.stream = consume stream
    }

    static func open(
        _ sql: String, _ pool: ConnectionPool, isGuarded: Bool, failure: @escaping (any Error) -> any Error
    ) throws -> DuckDBStream {
        let connection = try pool.take()
        do {
            if isGuarded { try run("BEGIN TRANSACTION READ ONLY", connection) }
            let statement = try ADBCStatement.open(connection)
            try statement.setSQL(sql)
            let stream = try statement.query()
            let columns = try stream.columns()
            return DuckDBStream(pool, connection, statement, stream, columns, isGuarded: isGuarded, failure)
        } catch {
            if isGuarded { try? run("ROLLBACK", connection) }
            pool.giveBack(connection)
            throw error
        }
    }

    private static func run(_ sql: String, _ connection: ADBCConnection) throws {
        let statement = try ADBCStatement.open(connection)
        try statement.setSQL(sql)
        try statement.execute()
    }

    func next() throws -> RecordBatch? {
        guard stream != nil else { return nil }
        do {
            if let batch = try stream?.next(columns) { return batch }
            finish()
            return nil
        } catch {
            finish()
            throw failure(error)
        }
    }

    private func finish() {
        guard stream != nil else { return }
        stream = nil
        statement = nil
        if isGuarded { try? Self.run("ROLLBACK", connection) }
        pool.giveBack(connection)
    }

    deinit { finish() }
}
