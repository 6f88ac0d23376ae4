internal import CADBC
internal import Foundation
internal import Model
internal import Synchronization

/// A run's session on a Spark Connect server, and the statements that run in it one after the other.
///
/// The server keeps a session until a connection with its id is released. That ends whatever runs in it, too, and is the
/// only way to: so a statement is cancelled by a second connection with the same id.
final class SparkLink: @unchecked Sendable {
    let address: SparkAddress
    let id: String
    let seconds: Int
    // `turn` guards `connection`.
    private let turn = NSRecursiveLock()
    private var connection: ADBCConnection?

    private struct Stop {
        var isCancelled = false
        var isTooLate = false
        var running = 0
    }

    private let stop = Mutex(Stop())

    private init(_ address: SparkAddress, id: String, seconds: Int, _ connection: ADBCConnection) {
        self.address = address
        self.id = id
        self.seconds = seconds
        self.connection = connection
    }

    static func open(_ address: SparkAddress, id: String = UUID().uuidString.lowercased(), seconds: Int) throws -> SparkLink {
        SparkLink(address, id: id, seconds: seconds, try connect(address, id))
    }

    private static func connect(_ address: SparkAddress, _ id: String) throws -> ADBCConnection {
        let driver = try ADBCDriver.open(DriverPlaces.ofThisProcess.locate(.spark))
        let options = address.options.map { ($0.key, $0.value) } + [("adbc.spark.session_id", id)]
        do {
            return try ADBCConnection.open(ADBCDatabase.open(driver, options: options))
        } catch {
            throw unreachable(address, error)
        }
    }

    static func unreachable(_ address: SparkAddress, _ failure: ADBCFailure) -> Refusal {
        unavailable(address, address.withoutSecrets(SparkMessage.ofConnecting(failure.message)))
    }

    static func unavailable(_ address: SparkAddress, _ reason: String) -> Refusal {
        Refusal(
            .unavailable,
            Finding(
                "engine-unavailable", .error, "Spark at \(address.shown) can't be used: \(reason)",
                remedy: "See that a Spark Connect server (4.0 or later) runs there and lets this user in; `scripts/spark-for-tests.sh` starts one "
                    + "on this machine. The address is the ledger's connection, or COUNTBACK_SPARK_URI's."))
    }

    // MARK: Statements

    /// Runs a statement for its effect.
    func run(_ sql: String, for purpose: StatementPurpose, shown: String = "") throws {
        _ = try rows(sql, for: purpose, shown: shown)
    }

    /// All rows of a small answer.
    func rows(_ sql: String, for purpose: StatementPurpose, shown: String = "") throws -> ScalarRows {
        try ResultRows(all: read(sql, for: purpose, shown: shown)).rows
    }

    /// - Parameter shown: the statement as whoever wrote it knows it.
    func read(_ sql: String, for purpose: StatementPurpose, shown: String) throws -> SparkRows {
        try taking(purpose, shown) { connection in
            let statement = try ADBCStatement.open(connection)
            try statement.setSQL(sql)
            let stream = try statement.query()
            return SparkRows(self, purpose, shown, try stream.columns(), statement, stream)
        }
    }

    /// A call to the driver, its errors as `EngineFailure`s, ended after the longest that a statement may take.
    func taking<Result>(_ purpose: StatementPurpose, _ sql: String, _ body: (ADBCConnection) throws -> Result) throws -> Result {
        turn.lock()
        defer { turn.unlock() }
        guard let connection else { throw failure(ADBCFailure(message: "the session is closed"), purpose, sql) }
        if isCancelled { throw failure(ArrowStreamExport.Cancelled(), purpose, sql) }
        let mark = stop.withLock { stop in
            stop.running += 1
            return stop.running
        }
        defer { stop.withLock { $0.running += 1 } }
        let deadline = DispatchWorkItem { [weak self] in self?.endLate(mark) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds), execute: deadline)
        defer { deadline.cancel() }
        do {
            return try body(connection)
        } catch {
            throw failure(error, purpose, sql)
        }
    }

    private func endLate(_ mark: Int) {
        let isLate = stop.withLock { stop in
            stop.isTooLate = stop.isTooLate || stop.running == mark
            return stop.running == mark
        }
        if isLate { releaseElsewhere() }
    }

    // MARK: Ending

    var isCancelled: Bool { stop.withLock { $0.isCancelled } }
    /// Whether the server has no session any more.
    var isBroken: Bool { stop.withLock { $0.isCancelled || $0.isTooLate } }

    /// Ends what runs, and refuses what comes. A statement that is only about to begin would not notice, so it is told
    /// again until it is gone.
    func cancel() {
        stop.withLock { $0.isCancelled = true }
        Thread.detachNewThread { [weak self] in
            for _ in 0..<20 {
                guard let self, self.stop.withLock({ $0.running % 2 == 1 }) else { return }
                self.releaseElsewhere()
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }

    private func releaseElsewhere() { Self.release(address, id) }

    /// Ends a session and all that runs in it, whoever opened it.
    static func release(_ address: SparkAddress, _ id: String) {
        _ = try? connect(address, id)
    }

    func close() {
        turn.lock()
        defer { turn.unlock() }
        connection = nil
    }

    func failure(_ error: any Error, _ purpose: StatementPurpose, _ sql: String) -> any Error {
        let stop = stop.withLock { $0 }
        var failure = EngineFailure(engine: "spark", purpose: purpose, message: "", sql: sql, isCancelled: stop.isCancelled)
        switch error {
        case let error as ADBCFailure:
            failure.message = address.withoutSecrets(error.isFromDriver ? SparkMessage.withoutValues(error.message) : error.message)
            if stop.isTooLate {
                failure.cause = .timeLimit(seconds: seconds)
                failure.message = "the statement took longer than the limit of \(seconds) s"
            } else if SparkMessage.isLost(error.message) {
                failure.cause = .connectionLost
            }
        case is ArrowStreamExport.Cancelled: failure.isCancelled = true
        default: return error
        }
        if failure.isCancelled { failure.message = "cancelled" }
        return failure
    }
}
