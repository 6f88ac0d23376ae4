internal import CADBC
internal import Glibc
internal import Model

/// A driver's library, loaded, and its table of functions.
///
/// The library stays loaded for the life of the process: one with threads of its own can't be unloaded safely.
final class ADBCDriver: @unchecked Sendable {
    // The table is written once, by the entry function, and only read after that.
    private let table: UnsafeMutablePointer<AdbcDriver>

    var functions: UnsafePointer<AdbcDriver> { UnsafePointer(table) }

    private init(table: UnsafeMutablePointer<AdbcDriver>) {
        self.table = table
        LiveHandles.opened()
    }

    static func open(_ location: DriverLocation) throws -> ADBCDriver {
        guard let library = dlopen(location.path, RTLD_NOW | RTLD_LOCAL) else {
            throw refusal(location, dlerror().map { String(cString: $0) } ?? "the library can't be loaded")
        }
        guard let symbol = location.entrySymbols.lazy.compactMap({ dlsym(library, $0) }).first else {
            throw refusal(location, "it has no \(location.entrySymbols.joined(separator: " or "))")
        }
        let entry = unsafeBitCast(symbol, to: AdbcDriverInitFunc.self)
        let table = UnsafeMutablePointer<AdbcDriver>.allocate(capacity: 1)
        table.initialize(to: AdbcDriver())
        do {
            try ADBCFailure.check("entry function") { entry(Int32(ADBC_VERSION_1_1_0), table, $0) }
        } catch {
            table.deallocate()
            throw refusal(location, error.message)
        }
        return ADBCDriver(table: table)
    }

    private static func refusal(_ location: DriverLocation, _ reason: String) -> Refusal {
        Refusal(
            .unavailable,
            Finding(
                "unusable-driver", .error, "the engine's driver \(location.path) can't be used: \(reason)",
                remedy: "make it anew with `make setup`, or correct ADBC_DRIVER_PATH and the driver manifests"))
    }

    deinit {
        try? ADBCFailure.check("release") { table.pointee.release?(table, $0) }
        table.deallocate()
        LiveHandles.closed()
    }
}
