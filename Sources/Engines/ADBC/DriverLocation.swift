/// Where a driver's library is, and the names under which its entry function may be found.
struct DriverLocation: Hashable {
    var path: String
    var entrySymbols: [String]
}

/// What a driver is called: in a manifest's file name, in its library's, and its entry function.
struct DriverName: Hashable {
    /// `duckdb` for `duckdb.toml`.
    var manifest: String
    /// `libduckdb.so`.
    var library: String
    var entrySymbol: String

    static let duckdb = DriverName(manifest: "duckdb", library: "libduckdb.so", entrySymbol: "duckdb_adbc_init")
    static let sqlite = DriverName(
        manifest: "sqlite", library: "libadbc_driver_sqlite.so", entrySymbol: "AdbcDriverSqliteInit")
    static let postgresql = DriverName(
        manifest: "postgresql", library: "libadbc_driver_postgresql.so", entrySymbol: "AdbcDriverPostgresqlInit")
    static let spark = DriverName(manifest: "spark", library: "libadbc_driver_spark.so", entrySymbol: "AdbcDriverSparkInit")
}
