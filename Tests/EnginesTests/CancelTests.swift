import Engines
import Foundation
import Model
import Testing

extension EngineSuite {
    /// A running statement ends from another thread.
    @Suite struct CancelTests {
        private let endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range + b.range = -1"

        private func cancelSoon(_ session: DuckDBSession, after seconds: Double = 0.1) {
            DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { session.cancel() }
        }

        @Test func aSelect() throws {
            try withSession { session in
                cancelSoon(session)
                let failure = #expect(throws: EngineFailure.self) { try session.row(endless) }
                #expect(failure?.isCancelled == true)
                #expect(failure?.message == "cancelled")
            }
        }

        @Test func aKeptTable() throws {
            try withSession { session in
                cancelSoon(session)
                let failure = #expect(throws: EngineFailure.self) { try session.keep(endless, as: "t", for: step) }
                #expect(failure?.isCancelled == true)
            }
        }

        @Test func aStreamHalfRead() throws {
            try withSession { session in
                let stream = try session.stream("SELECT range FROM range(1000000000)", for: step)
                _ = try stream.next()
                session.cancel()
                let failure = #expect(throws: EngineFailure.self) { while try stream.next() != nil {} }
                #expect(failure?.isCancelled == true)
            }
        }

        /// One batch for ever.
        private final class Endless: BatchSource {
            let fields = [ColumnField("n", .int64)]
            private let batch = RecordBatch(columns: [ColumnVector(.int64([1]))], rowCount: 1)
            func next() throws -> RecordBatch? { batch }
        }

        @Test func anIngest() throws {
            try withSession { session in
                cancelSoon(session)
                let failure = #expect(throws: EngineFailure.self) { try session.ingest(Endless(), into: "t") }
                #expect(failure?.isCancelled == true)
            }
        }

        @Test func nothingRunsAfterwards() throws {
            try withSession { session in
                session.cancel()
                let failure = #expect(throws: EngineFailure.self) { try session.row("SELECT 1") }
                #expect(failure?.isCancelled == true)
            }
        }
    }
}
