/// A session on some SQL engine: the only way that the rest of Countback reaches one.
///
/// Statements given here are in the portable subset plus the prelude's functions; the engine wraps them in its own
/// way of keeping a result. Every failure is an `EngineFailure`, after which a session may refuse everything else. A session is used from one thread at a time, but for
/// `cancel` and for `ingest`, of which several may run side by side into different tables.
package protocol EngineSession: AnyObject, Sendable {
    /// `duckdb`, `postgresql`, `spark`.
    var engine: String { get }
    /// The engine's own version, for the manifest.
    var version: String { get }
    /// How many rows of an extract it takes at once: where they go elsewhere, few are as quick as many and hold less memory.
    var rowsAtOnce: Int { get }
    /// Creates `table` and fills it from `source`; answers the number of rows.
    @discardableResult
    func ingest(_ source: any BatchSource, into table: String) throws -> Int
    /// Keeps the rows of a SELECT under a name; a metric's never takes the place of something that is there.
    func keep(_ select: String, as table: String, for purpose: StatementPurpose) throws
    /// Gives a SELECT a name without running it; a metric's never takes the place of something that is there.
    func define(_ select: String, as view: String, for purpose: StatementPurpose) throws
    func drop(_ table: String) throws
    /// Gives back the memory of columns that nothing reads any more; views over the table must not name them.
    func drop(columns: [String], of table: String) throws
    /// Runs a SELECT and streams its rows; a metric's, which is someone else's text, where it can change nothing.
    func stream(_ select: String, for purpose: StatementPurpose) throws -> any BatchSource
    /// Reads a source where it lies into `table`, without its rows passing through this process but for the odd ones;
    /// answers what each of its files came to, or the whole.
    /// Throws `StreamingReason` where that can't be done, and has then done nothing.
    ///
    /// `numbered`: the name of a column with running numbers and its first, where the table is to have one.
    func readInPlace(
        _ source: InPlaceSource, into table: String, numbered: (column: String, first: Int)?, odd: OddRowReading
    ) throws -> [InPlaceReading]
    /// Ends the running statement from another thread; it then throws `EngineFailure` with `isCancelled`.
    func cancel()
    /// After loading: no files, no network, no settings from here on.
    func closeToOutside() throws
    /// Releases everything; further calls fail.
    func close()
}

extension EngineSession {
    package var rowsAtOnce: Int { 8_192 }

    package func readInPlace(
        _ source: InPlaceSource, into table: String, numbered: (column: String, first: Int)?, odd: OddRowReading
    ) throws -> [InPlaceReading] {
        throw StreamingReason("the engine is \(engine)")
    }

    /// The rows of a small result.
    package func rows(_ select: String, for purpose: StatementPurpose) throws -> ResultRows {
        try ResultRows(all: stream(select, for: purpose))
    }
}

/// What a statement is for, so that its failure names it: a metric's file, or a step of the host.
package struct StatementPurpose: Sendable, Hashable {
    package var metric: String?
    /// `facts/sales.sql`, or a host step such as `settlement`.
    package var step: String
    package init(_ step: String, metric: String? = nil) {
        self.step = step
        self.metric = metric
    }
}

/// An engine's refusal: the engine, what the statement was for, its SQL, and the message without any data value.
package struct EngineFailure: Error, Sendable, Hashable {
    package var engine: String
    package var purpose: StatementPurpose
    package var message: String
    package var sql: String
    package var isCancelled: Bool
    package var cause = Cause.statement

    /// What it takes to do better.
    package enum Cause: Sendable, Hashable {
        /// Another statement, or a larger machine.
        case statement
        /// More time: the statement was ended after so many seconds.
        case timeLimit(seconds: Int)
        /// More memory, or more room on the disk.
        case outOfMemory
        /// A server that stays.
        case connectionLost
    }

    package init(engine: String, purpose: StatementPurpose, message: String, sql: String, isCancelled: Bool = false) {
        self.engine = engine
        self.purpose = purpose
        self.message = message
        self.sql = sql
        self.isCancelled = isCancelled
    }
}
