import Engines
import Model
import Testing

/// All engine tests, one after another: the count of live handles is the process's.
@Suite(.serialized, .engineAlone) struct EngineSuite {}

let step = StatementPurpose("test")

/// Runs a test body on a fresh session and checks that nothing it opened stays open.
func withSession(
    memoryLimitMB: Int? = nil, mostMemoryMB: Int? = nil, threads: Int? = 2, temporaryDirectory: String? = nil,
    _ body: (DuckDBSession) throws -> Void
) throws {
    do {
        let session = try DuckDBSession.open(
            memoryLimitMB: memoryLimitMB, mostMemoryMB: mostMemoryMB, threads: threads, temporaryDirectory: temporaryDirectory)
        defer { session.close() }
        try body(session)
    }
    #expect(LiveHandles.count == 0)
}

func decimal(_ text: String) -> ScalarValue { ExactDecimal(text).map { .decimal($0) } ?? .null }
func date(_ text: String) -> ScalarValue { CivilDate(text).map { .date($0) } ?? .null }

/// Batches given beforehand, and perhaps an error after them.
final class GivenBatches: BatchSource {
    let fields: [ColumnField]
    private var batches: [RecordBatch]
    private let failure: (any Error)?

    init(_ fields: [ColumnField], _ batches: [RecordBatch], then failure: (any Error)? = nil) {
        self.fields = fields
        self.batches = batches.reversed()
        self.failure = failure
    }

    func next() throws -> RecordBatch? {
        if let batch = batches.popLast() { return batch }
        if let failure { throw failure }
        return nil
    }
}

extension EngineSession {
    /// The first row of a SELECT.
    func row(_ select: String) throws -> [ScalarValue] { try rows(select, for: step).rows.first ?? [] }
}
