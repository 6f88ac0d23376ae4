internal import CADBC

/// A refusal by a driver, its message unchanged, or by this client.
///
/// A driver's message isn't to be shown before the engine's folder has stripped the data values from it.
struct ADBCFailure: Error {
    var message: String
    var isFromDriver = false
    var isCancelled = false
    /// The five characters by which SQL names a kind of error, such as 42P01; empty where the driver gives none.
    var sqlState = ""

    static func sqlState(_ error: AdbcError) -> String {
        withUnsafeBytes(of: error.sqlstate) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// Runs a driver's function with a fresh `AdbcError`; nil stands for a slot that the driver leaves empty.
    static func check(
        _ function: String, _ call: (UnsafeMutablePointer<AdbcError>) -> AdbcStatusCode?
    ) throws(ADBCFailure) {
        var error = AdbcError()
        error.vendor_code = Int32.min  // ADBC_ERROR_VENDOR_CODE_PRIVATE_DATA: the fields of 1.1.0 are there
        guard let status = call(&error) else {
            throw ADBCFailure(message: "the driver has no \(function)")
        }
        defer { error.release?(&error) }
        guard status == ADBC_STATUS_OK else {
            let message = error.message.map { String(cString: $0) }
            throw ADBCFailure(
                message: message ?? "\(function) failed with status \(status)", isFromDriver: true,
                isCancelled: status == ADBC_STATUS_CANCELLED, sqlState: Self.sqlState(error))
        }
    }
}
