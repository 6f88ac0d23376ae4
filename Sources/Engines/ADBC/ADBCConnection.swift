internal import CADBC

/// A connection to a database, which it holds; used from one thread at a time, but for `cancel`.
final class ADBCConnection: @unchecked Sendable {
    let database: ADBCDatabase
    private let handle: UnsafeMutablePointer<AdbcConnection>

    private var functions: UnsafePointer<AdbcDriver> { database.driver.functions }

    private init(database: ADBCDatabase, handle: UnsafeMutablePointer<AdbcConnection>) {
        self.database = database
        self.handle = handle
        LiveHandles.opened()
    }

    static func open(_ database: ADBCDatabase) throws(ADBCFailure) -> ADBCConnection {
        let handle = UnsafeMutablePointer<AdbcConnection>.allocate(capacity: 1)
        handle.initialize(to: AdbcConnection())
        let functions = database.driver.functions
        do {
            try ADBCFailure.check("ConnectionNew") { functions.pointee.ConnectionNew?(handle, $0) }
        } catch {
            handle.deallocate()
            throw error
        }
        let connection = ADBCConnection(database: database, handle: handle)
        try database.initialize(handle)
        return connection
    }

    func setOption(_ key: String, _ value: String) throws(ADBCFailure) {
        try ADBCFailure.check("ConnectionSetOption") { functions.pointee.ConnectionSetOption?(handle, key, value, $0) }
    }

    /// Ends the transaction, as though nothing of it had been; only where statements don't commit by themselves.
    func rollBack() throws(ADBCFailure) {
        try ADBCFailure.check("ConnectionRollback") { functions.pointee.ConnectionRollback?(handle, $0) }
    }

    /// Ends what runs on this connection, from another thread.
    func cancel() throws(ADBCFailure) {
        try ADBCFailure.check("ConnectionCancel") { functions.pointee.ConnectionCancel?(handle, $0) }
    }

    func initialize(_ statement: UnsafeMutablePointer<AdbcStatement>) throws(ADBCFailure) {
        try ADBCFailure.check("StatementNew") { functions.pointee.StatementNew?(handle, statement, $0) }
    }

    deinit {
        try? ADBCFailure.check("ConnectionRelease") { functions.pointee.ConnectionRelease?(handle, $0) }
        handle.deallocate()
        LiveHandles.closed()
    }
}
