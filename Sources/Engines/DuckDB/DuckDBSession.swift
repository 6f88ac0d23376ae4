internal import Foundation
package import Model
internal import Synchronization

/// A session on the embedded DuckDB, its database in memory, spilling to a folder where one is given.
///
/// Several threads may ingest at once; every statement has a connection of its own. Once cancelled, a session runs
/// nothing more.
package final class DuckDBSession: EngineSession {
    package let engine = "duckdb"
    package let version: String
    /// Half a row group, for each of two lanes.
    package var rowsAtOnce: Int { 65_536 }
    let pool: ConnectionPool
    /// How many threads a statement may take.
    let threads: Int
    /// Whether settings stay as they are from now on.
    private let isLocked = Atomic(false)
    private let views = Mutex<Set<String>>([])
    let room: Mutex<MemoryRoom>

    private init(pool: ConnectionPool, version: String, threads: Int, room: MemoryRoom) {
        self.room = Mutex(room)
        self.threads = threads
        self.pool = pool
        self.version = version
    }

    /// - Parameters:
    ///   - memoryLimitMB: what it may take; nil: most of the machine's.
    ///   - mostMemoryMB: what a statement may take that fails within the limit; it then stays the limit.
    ///   - temporaryDirectory: where to spill what exceeds the memory limit; nil: nowhere, it fails instead.
    package static func open(
        memoryLimitMB: Int? = nil, mostMemoryMB: Int? = nil, threads: Int? = nil, temporaryDirectory: String? = nil
    ) throws -> DuckDBSession {
        let driver = try ADBCDriver.open(DriverPlaces.ofThisProcess.locate(.duckdb))
        var options = [
            ("path", ":memory:"), ("autoinstall_known_extensions", "false"), ("autoload_known_extensions", "false"),
            ("ieee_floating_point_ops", "false"), ("preserve_insertion_order", "false"),
            ("temp_directory", temporaryDirectory ?? ""),
            // A checkpoint on its own account rewrites all tables, in the midst of a run.
            ("checkpoint_threshold", "1TB"),
            // Some key dates against millions of stretches: comparing them all beats sorting for a merge by far.
            ("nested_loop_join_threshold", "64"),
        ]
        if let temporaryDirectory { options += Self.room(for: temporaryDirectory) }
        if let memoryLimitMB { options.append(("memory_limit", "\(memoryLimitMB)MB")) }
        let cores = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
        if let threads { options.append(("threads", "\(max(1, threads))")) }
        let room = MemoryRoom(limitMB: memoryLimitMB ?? .max, mostMB: memoryLimitMB.map { mostMemoryMB ?? $0 } ?? .max)
        let opening = StatementPurpose("opening the engine")
        do {
            let database = try ADBCDatabase.open(driver, options: options)
            let pool = ConnectionPool(database)
            let session = DuckDBSession(pool: pool, version: "", threads: cores, room: room)
            try session.run("SET GLOBAL TimeZone = 'UTC';\n" + DuckDBPrelude.sql, for: opening)
            guard case .text(let version) = try session.rows("SELECT version()", for: opening).rows.first?.first else {
                throw ADBCFailure(message: "the engine doesn't say its version")
            }
            return DuckDBSession(
                pool: pool, version: version.hasPrefix("v") ? String(version.dropFirst()) : version, threads: cores, room: room)
        } catch let error as ADBCFailure {
            throw Self.failure(error, opening, "")
        }
    }

    /// For sessions of this process that are yet to be opened: what they free isn't kept for ten seconds in case it is needed again,
    /// nor by each core on its own account. Has no effect once the library is loaded, nor where the user has chosen otherwise.
    package static func returnMemoryAtOnce() { setenv("DUCKDB_JE_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0,narenas:1", 0) }

    /// No statement fills the disk: less than half of what is free, since a run has two sessions.
    private static func room(for folder: String) -> [(String, String)] {
        let above = URL(fileURLWithPath: folder).deletingLastPathComponent().path
        let free = try? FileManager.default.attributesOfFileSystem(forPath: above)[.systemFreeSize] as? NSNumber
        return free.map { [("max_temp_directory_size", "\($0.int64Value / 1_000_000 * 45 / 100)MB")] } ?? []
    }

    /// The driver's library and what it may consist of beside it, by path; nil where there is none to be found.
    package static var driverFiles: [String]? {
        guard let library = try? DriverPlaces.ofThisProcess.locate(.duckdb).path else { return nil }
        let folder = URL(fileURLWithPath: library).deletingLastPathComponent().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let parts = names.filter { $0.contains("duckdb") && $0.contains(".so") }.sorted().map { "\(folder)/\($0)" }
        return parts.contains(library) ? parts : parts + [library]
    }

    package func keep(_ select: String, as table: String, for purpose: StatementPurpose) throws {
        try refuseOtherThanOneSelect(select, purpose)
        try withRoom { try run("\(Self.making(purpose)) TABLE \(Self.quoted(table)) AS\n\(select)\n", for: purpose) }
    }

    package func define(_ select: String, as view: String, for purpose: StatementPurpose) throws {
        try refuseOtherThanOneSelect(select, purpose)
        try run("\(Self.making(purpose)) VIEW \(Self.quoted(view)) AS\n\(select)\n", for: purpose)
        views.withLock { _ = $0.insert(view.lowercased()) }
    }

    private static func making(_ purpose: StatementPurpose) -> String { purpose.metric == nil ? "CREATE OR REPLACE" : "CREATE" }

    package func drop(_ table: String) throws {
        let isView = views.withLock { $0.remove(table.lowercased()) != nil }
        try run("DROP \(isView ? "VIEW" : "TABLE") IF EXISTS \(Self.quoted(table))", for: StatementPurpose("dropping \(table)"))
    }

    package func drop(columns: [String], of table: String) throws {
        for column in columns {
            try run(
                "ALTER TABLE \(Self.quoted(table)) DROP COLUMN IF EXISTS \(Self.quoted(column))",
                for: StatementPurpose("dropping columns of \(table)"))
        }
    }

    package func stream(_ select: String, for purpose: StatementPurpose) throws -> any BatchSource {
        try refuseOtherThanOneSelect(select, purpose)
        let open = { [pool] in
            let failure = { (error: any Error) in Self.failure(error, purpose, select, isCancelled: pool.isCancelled) }
            do {
                return try DuckDBStream.open(select, pool, isGuarded: purpose.metric != nil, failure: failure)
            } catch {
                throw failure(error)
            }
        }
        let stream = try withRoom(open)
        guard room.withLock({ $0.isMore }) else { return stream }
        return RepeatedStream(stream) { [self] error in
            guard try hasMoreRoom(after: error) else { throw error }
            return try withRoom(open)
        }
    }

    package func cancel() { pool.cancel() }

    package func closeToOutside() throws {
        isLocked.store(true, ordering: .relaxed)
        let more = room.withLock { $0.isMore } ? "SET GLOBAL allowed_configs = ['memory_limit'];\n" : ""
        try run(
            "SET GLOBAL enable_external_access = false;\n\(more)SET GLOBAL lock_configuration = true",
            for: StatementPurpose("closing the engine to the outside"))
    }

    package func close() { pool.close() }

    /// How many threads all statements from now on may take, until settings are locked.
    func setThreads(_ count: Int) throws {
        guard !isLocked.load(ordering: .relaxed) else { return }
        try run("SET GLOBAL threads = \(count)", for: StatementPurpose("loading"))
    }

    /// Runs a statement for its effect.
    func run(_ sql: String, for purpose: StatementPurpose) throws {
        try withStatement(purpose, sql) { statement in
            try statement.setSQL(sql)
            try statement.execute()
        }
    }

    /// A statement on a connection of its own, its errors as `EngineFailure`s.
    func withStatement<Result>(
        _ purpose: StatementPurpose, _ sql: String, _ body: (borrowing ADBCStatement) throws -> Result
    ) throws -> Result {
        do {
            let connection = try pool.take()
            defer { pool.giveBack(connection) }
            let statement = try ADBCStatement.open(connection)
            return try body(statement)
        } catch {
            throw Self.failure(error, purpose, sql, isCancelled: pool.isCancelled)
        }
    }

    static func quoted(_ name: String) -> String { "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
    static func literal(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "''") + "'" }

    static func failure(
        _ error: any Error, _ purpose: StatementPurpose, _ sql: String, isCancelled: Bool = false
    ) -> any Error {
        var failure = EngineFailure(engine: "duckdb", purpose: purpose, message: "", sql: sql)
        switch error {
        case let error as ADBCFailure:
            let interrupted = error.isCancelled || error.message.hasPrefix("INTERRUPT")
            failure.message = error.isFromDriver ? DuckDBMessage.withoutValues(error.message) : error.message
            failure.isCancelled = interrupted
            if error.message.hasPrefix("Out of Memory Error") {
                failure.cause = .outOfMemory
                failure.message = failure.message.split(separator: "\n").first.map(String.init) ?? failure.message
            }
        case ConnectionPool.Absence.closed: failure.message = "the session is closed"
        case ConnectionPool.Absence.cancelled, is ArrowStreamExport.Cancelled: failure.isCancelled = true
        default: return error
        }
        failure.isCancelled = failure.isCancelled || isCancelled
        if failure.isCancelled { failure.message = "cancelled" }
        return failure
    }
}
