internal import CADBC

/// A database opened through a driver, which it holds.
final class ADBCDatabase: @unchecked Sendable {
    let driver: ADBCDriver
    // ADBC: a database may be used from several threads to open connections.
    private let handle: UnsafeMutablePointer<AdbcDatabase>

    private init(driver: ADBCDriver, handle: UnsafeMutablePointer<AdbcDatabase>) {
        self.driver = driver
        self.handle = handle
        LiveHandles.opened()
    }

    static func open(_ driver: ADBCDriver, options: [(String, String)]) throws(ADBCFailure) -> ADBCDatabase {
        let handle = UnsafeMutablePointer<AdbcDatabase>.allocate(capacity: 1)
        handle.initialize(to: AdbcDatabase())
        let functions = driver.functions
        do {
            try ADBCFailure.check("DatabaseNew") { functions.pointee.DatabaseNew?(handle, $0) }
        } catch {
            handle.deallocate()
            throw error
        }
        let database = ADBCDatabase(driver: driver, handle: handle)
        for (key, value) in options {
            try ADBCFailure.check("DatabaseSetOption") { functions.pointee.DatabaseSetOption?(handle, key, value, $0) }
        }
        try ADBCFailure.check("DatabaseInit") { functions.pointee.DatabaseInit?(handle, $0) }
        return database
    }

    func initialize(_ connection: UnsafeMutablePointer<AdbcConnection>) throws(ADBCFailure) {
        try ADBCFailure.check("ConnectionInit") { driver.functions.pointee.ConnectionInit?(connection, handle, $0) }
    }

    deinit {
        try? ADBCFailure.check("DatabaseRelease") { driver.functions.pointee.DatabaseRelease?(handle, $0) }
        handle.deallocate()
        LiveHandles.closed()
    }
}
