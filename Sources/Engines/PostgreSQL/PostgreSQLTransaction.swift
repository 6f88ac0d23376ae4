internal import CADBC
internal import Foundation
internal import Model
internal import Synchronization

/// The one transaction on a PostgreSQL server in which a run does everything, and which is never committed.
///
/// So a run reads one state of the ledger from beginning to end, and what it makes (its schema, its tables) is gone when
/// it ends, in whatever way: nothing of it was ever there for anyone else. Statements run one after the other.
final class PostgreSQLTransaction: @unchecked Sendable {
    // `turn` guards `connection`, `spoilt` and `isReading`.
    private let turn = NSRecursiveLock()
    private var connection: ADBCConnection?
    /// The first failure; after it the server takes no more statements in this transaction.
    private var spoilt: EngineFailure?
    private var isReading = false

    private struct Stop {
        var running: ADBCConnection?
        var isCancelled = false
    }

    private let stop = Mutex(Stop())
    private let address: PostgreSQLAddress
    private let seconds: Int

    private init(_ connection: ADBCConnection, _ address: PostgreSQLAddress, seconds: Int) {
        self.connection = connection
        self.address = address
        self.seconds = seconds
    }

    static func begin(_ address: PostgreSQLAddress, seconds: Int) throws -> PostgreSQLTransaction {
        let driver = try ADBCDriver.open(DriverPlaces.ofThisProcess.locate(.postgresql))
        let opening = StatementPurpose("opening the engine")
        do {
            let connection = try ADBCConnection.open(ADBCDatabase.open(driver, options: [("uri", address.full)]))
            let transaction = PostgreSQLTransaction(connection, address, seconds: seconds)
            try connection.setOption("adbc.connection.autocommit", "false")
            try transaction.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", for: opening)
            return transaction
        } catch let failure as ADBCFailure {
            throw Self.unreachable(address, failure)
        }
    }

    private static func unreachable(_ address: PostgreSQLAddress, _ failure: ADBCFailure) -> Refusal {
        let reason = address.withoutSecrets(PostgreSQLMessage.ofConnecting(failure.message))
        return Refusal(
            .unavailable,
            Finding(
                "engine-unavailable", .error, "PostgreSQL at \(address.shown) can't be used: \(reason)",
                remedy: "See that the server runs and lets this user in; the connection is the ledger's, or COUNTBACK_POSTGRESQL_URI's."))
    }

    // MARK: Statements

    /// Runs a statement for its effect; answers the rows affected where the driver knows.
    @discardableResult
    func run(_ sql: String, for purpose: StatementPurpose) throws -> Int? {
        try taking(purpose, sql) { connection in
            let statement = try ADBCStatement.open(connection)
            try statement.setSQL(sql)
            return try statement.execute()
        }
    }

    /// Rows into a table that is there, by COPY.
    func append(_ export: ArrowStreamExport, to table: String, in schema: String, for purpose: StatementPurpose) throws {
        try taking(purpose, "") { connection in
            let statement = try ADBCStatement.open(connection)
            try statement.setOption("adbc.ingest.target_table", table)
            try statement.setOption("adbc.ingest.target_db_schema", schema)
            try statement.setOption("adbc.ingest.mode", "adbc.ingest.mode.append")
            var stream = export.stream()
            defer { stream.release?(&stream) }
            try statement.bind(&stream)
            // The driver's from here on, whether it cleared our copy or not.
            stream.release = nil
            let loaded = try statement.execute()
            if let failure = export.failure { throw failure }
            guard loaded == nil || loaded == export.rows else {
                throw ADBCFailure(message: "\(loaded ?? 0) rows of \(export.rows) arrived")
            }
        }
    }

    private static let mark = "reading"

    /// Runs a SELECT. A metric's, which is someone else's text, runs where it can change nothing, whatever it calls.
    func read(_ select: String, for purpose: StatementPurpose) throws -> PostgreSQLRows {
        try read(select, for: purpose, isGuarded: purpose.metric != nil)
    }

    func read(_ select: String, for purpose: StatementPurpose, isGuarded: Bool) throws -> PostgreSQLRows {
        turn.lock()
        defer { turn.unlock() }
        if isGuarded {
            try run("SAVEPOINT \(Self.mark)", for: purpose)
            try run("SET TRANSACTION READ ONLY", for: purpose)
        }
        let rows = try taking(purpose, select) { connection in
            let statement = try ADBCStatement.open(connection)
            // The driver puts the text in brackets, and a comment at its end must not swallow the second.
            try statement.setSQL(select + "\n")
            let stream = try statement.query()
            return try PostgreSQLRows.open(statement, stream) { [weak self] body in
                guard let self else { throw ADBCFailure(message: "the session is closed") }
                return try self.continuing(purpose, select, body)
            }
        }
        if rows.isAtEnd {
            if isGuarded { try leave(purpose) }
        } else {
            isReading = true
            rows.atEnd = { [weak self] in
                self?.finishReading()
                if isGuarded { try self?.leave(purpose) }
            }
        }
        return rows
    }

    /// Runs a statement where it can write to temporary tables at most, and keeps what it wrote there.
    func guarded<Result>(_ purpose: StatementPurpose, _ body: () throws -> Result) throws -> Result {
        try run("SAVEPOINT \(Self.mark)", for: purpose)
        try run("SET TRANSACTION READ ONLY", for: purpose)
        let result = try body()
        // The end of a savepoint gives back the right to write.
        try run("RELEASE SAVEPOINT \(Self.mark)", for: purpose)
        return result
    }

    private func finishReading() {
        turn.lock()
        isReading = false
        turn.unlock()
    }

    private func leave(_ purpose: StatementPurpose) throws {
        try run("ROLLBACK TO SAVEPOINT \(Self.mark)", for: purpose)
        try run("RELEASE SAVEPOINT \(Self.mark)", for: purpose)
    }

    /// More of a result that is still streaming.
    private func continuing<Result>(_ purpose: StatementPurpose, _ sql: String, _ body: () throws -> Result) throws -> Result {
        turn.lock()
        defer { turn.unlock() }
        do {
            return try body()
        } catch {
            isReading = false
            let failure = failure(error, purpose, sql)
            spoilt = failure as? EngineFailure
            throw failure
        }
    }

    private func taking<Result>(
        _ purpose: StatementPurpose, _ sql: String, _ body: (ADBCConnection) throws -> Result
    ) throws -> Result {
        turn.lock()
        defer { turn.unlock() }
        guard let connection else { throw failure(ADBCFailure(message: "the session is closed"), purpose, sql) }
        if let spoilt { throw spoilt }
        guard !isReading else { throw failure(ADBCFailure(message: "a result is still being read"), purpose, sql) }
        let began = ContinuousClock.now
        do {
            let isCancelled = stop.withLock { stop in
                stop.running = connection
                return stop.isCancelled
            }
            defer { stop.withLock { $0.running = nil } }
            if isCancelled { throw ArrowStreamExport.Cancelled() }
            return try body(connection)
        } catch {
            let failure = failure(error, purpose, sql, after: .now - began)
            spoilt = failure as? EngineFailure
            throw failure
        }
    }

    // MARK: Ending

    var isCancelled: Bool { stop.withLock { $0.isCancelled } }

    /// Ends what runs, and refuses what comes. A statement that is only about to begin would not notice, so it is told
    /// again until it is gone, for a second at most.
    func cancel() {
        stop.withLock { $0.isCancelled = true }
        Thread.detachNewThread { [weak self] in
            for _ in 0..<100 {
                guard let self, let running = self.stop.withLock({ $0.running }) else { return }
                try? running.cancel()
                Thread.sleep(forTimeInterval: 0.01)
            }
        }
    }

    func close() {
        turn.lock()
        defer { turn.unlock() }
        guard let connection else { return }
        self.connection = nil
        stop.withLock { $0.running = nil }
        try? connection.rollBack()
    }

    private func failure(
        _ error: any Error, _ purpose: StatementPurpose, _ sql: String, after duration: Duration = .zero
    ) -> any Error {
        var failure = EngineFailure(engine: "postgresql", purpose: purpose, message: "", sql: sql, isCancelled: isCancelled)
        switch error {
        case let error as ADBCFailure:
            let text = error.isFromDriver ? PostgreSQLMessage.withoutValues(error.message, sqlState: error.sqlState) : error.message
            failure.message = address.withoutSecrets(text)
            if PostgreSQLMessage.isLost(error.message, sqlState: error.sqlState) {
                failure.cause = .connectionLost
            } else if ["53100", "53200", "53400", "54000"].contains(error.sqlState) {
                failure.cause = .outOfMemory
            } else if error.sqlState == "57014", duration >= .seconds(seconds) {
                // The same state as after another's cancel, and words in the server's language.
                failure.cause = .timeLimit(seconds: seconds)
                failure.message = "the statement took longer than the limit of \(seconds) s"
            }
        case is ArrowStreamExport.Cancelled: failure.isCancelled = true
        default: return error
        }
        if failure.isCancelled { failure.message = "cancelled" }
        return failure
    }
}
