internal import Model
internal import Synchronization

/// Which of a metric's files an engine was given last.
final class RunningSteps: Sendable {
    private let last = Mutex<String?>(nil)

    /// The one that began last.
    var newest: String? { last.withLock { $0 } }

    /// The session, with a note of each statement of a metric.
    func noting(_ session: any EngineSession) -> any EngineSession { NotedSession(session, self) }

    fileprivate func began(_ purpose: StatementPurpose) {
        guard purpose.metric != nil, purpose.step.hasSuffix(".sql") else { return }
        last.withLock { $0 = purpose.step }
    }
}

private final class NotedSession: EngineSession {
    private let session: any EngineSession
    private let steps: RunningSteps

    init(_ session: any EngineSession, _ steps: RunningSteps) {
        self.session = session
        self.steps = steps
    }

    var engine: String { session.engine }
    var version: String { session.version }

    func ingest(_ source: any BatchSource, into table: String) throws -> Int { try session.ingest(source, into: table) }

    func keep(_ select: String, as table: String, for purpose: StatementPurpose) throws {
        steps.began(purpose)
        try session.keep(select, as: table, for: purpose)
    }

    func define(_ select: String, as view: String, for purpose: StatementPurpose) throws {
        steps.began(purpose)
        try session.define(select, as: view, for: purpose)
    }

    func drop(_ table: String) throws { try session.drop(table) }
    func drop(columns: [String], of table: String) throws { try session.drop(columns: columns, of: table) }

    func stream(_ select: String, for purpose: StatementPurpose) throws -> any BatchSource {
        steps.began(purpose)
        return try session.stream(select, for: purpose)
    }

    func readInPlace(
        _ source: InPlaceSource, into table: String, numbered: (column: String, first: Int)?, odd: OddRowReading
    ) throws -> InPlaceReading {
        try session.readInPlace(source, into: table, numbered: numbered, odd: odd)
    }

    func cancel() { session.cancel() }
    func closeToOutside() throws { try session.closeToOutside() }
    func close() { session.close() }
}
