internal import CADBC
internal import Model

/// The rows of a running statement, batch by batch, on a connection, which it holds.
struct ADBCStream: ~Copyable {
    private let connection: ADBCConnection
    private let handle: UnsafeMutablePointer<ArrowArrayStream>

    init(connection: ADBCConnection, handle: UnsafeMutablePointer<ArrowArrayStream>) {
        self.connection = connection
        self.handle = handle
        LiveHandles.opened()
    }

    func columns() throws -> [ArrowColumn] { try withSchema { try ArrowColumn.columns(of: $0) } }

    func withSchema<Result>(_ body: (ArrowSchema) throws -> Result) throws -> Result {
        var schema = ArrowSchema()
        try check(handle.pointee.get_schema?(handle, &schema))
        defer { schema.release?(&schema) }
        return try body(schema)
    }

    /// nil after the last batch.
    func next(_ columns: [ArrowColumn]) throws -> RecordBatch? {
        var array = ArrowArray()
        try check(handle.pointee.get_next?(handle, &array))
        guard array.release != nil else { return nil }
        defer { array.release?(&array) }
        return try ArrowColumn.batch(array, columns)
    }

    private func check(_ status: Int32?) throws(ADBCFailure) {
        guard status != 0 else { return }
        let message = handle.pointee.get_last_error?(handle).map { String(cString: $0) }
        // The stream's own interface has no more than the message; the driver may know the kind of error.
        var code = AdbcStatusCode(ADBC_STATUS_OK)
        let error = connection.database.driver.functions.pointee.ErrorFromArrayStream?(handle, &code)
        throw ADBCFailure(
            message: message ?? "the result stream failed", isFromDriver: true,
            sqlState: error.map { ADBCFailure.sqlState($0.pointee) } ?? "")
    }

    deinit {
        handle.pointee.release?(handle)
        handle.deallocate()
        LiveHandles.closed()
    }
}
