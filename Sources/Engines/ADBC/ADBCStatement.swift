internal import CADBC

/// One statement on a connection, which it holds.
struct ADBCStatement: ~Copyable {
    private let connection: ADBCConnection
    private let handle: UnsafeMutablePointer<AdbcStatement>

    private var functions: UnsafePointer<AdbcDriver> { connection.database.driver.functions }

    private init(connection: ADBCConnection, handle: UnsafeMutablePointer<AdbcStatement>) {
        self.connection = connection
        self.handle = handle
        LiveHandles.opened()
    }

    static func open(_ connection: ADBCConnection) throws(ADBCFailure) -> ADBCStatement {
        let handle = UnsafeMutablePointer<AdbcStatement>.allocate(capacity: 1)
        handle.initialize(to: AdbcStatement())
        do {
            try connection.initialize(handle)
        } catch {
            handle.deallocate()
            throw error
        }
        return ADBCStatement(connection: connection, handle: handle)
    }

    func setSQL(_ sql: String) throws(ADBCFailure) {
        // A NUL would end the text early for the driver, so that another statement ran than the one checked.
        guard !sql.utf8.contains(0) else { throw ADBCFailure(message: "the statement contains a NUL character") }
        try ADBCFailure.check("StatementSetSqlQuery") { functions.pointee.StatementSetSqlQuery?(handle, sql, $0) }
    }

    func setOption(_ key: String, _ value: String) throws(ADBCFailure) {
        try ADBCFailure.check("StatementSetOption") { functions.pointee.StatementSetOption?(handle, key, value, $0) }
    }

    /// Gives the driver a stream of rows; the driver releases it.
    func bind(_ stream: UnsafeMutablePointer<ArrowArrayStream>) throws(ADBCFailure) {
        try ADBCFailure.check("StatementBindStream") { functions.pointee.StatementBindStream?(handle, stream, $0) }
    }

    /// Runs the statement for its rows.
    func query() throws(ADBCFailure) -> ADBCStream {
        let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
        stream.initialize(to: ArrowArrayStream())
        do {
            try ADBCFailure.check("StatementExecuteQuery") {
                functions.pointee.StatementExecuteQuery?(handle, stream, nil, $0)
            }
        } catch {
            stream.deallocate()
            throw error
        }
        return ADBCStream(connection: connection, handle: stream)
    }

    /// Runs the statement for its effect; answers the rows affected where the driver knows.
    @discardableResult
    func execute() throws(ADBCFailure) -> Int? {
        var affected: Int64 = -1
        try ADBCFailure.check("StatementExecuteQuery") {
            functions.pointee.StatementExecuteQuery?(handle, nil, &affected, $0)
        }
        return affected < 0 ? nil : Int(affected)
    }

    deinit {
        try? ADBCFailure.check("StatementRelease") { functions.pointee.StatementRelease?(handle, $0) }
        handle.deallocate()
        LiveHandles.closed()
    }
}
