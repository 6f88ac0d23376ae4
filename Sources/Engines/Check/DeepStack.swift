internal import Foundation
internal import Synchronization

/// Work on a thread with room for deep recursion: a parser's, on a text that someone else wrote.
///
/// The engine's parser calls itself for each operand of `1 + 1 + 1 + …`; what `StatementText` lets through takes a
/// fraction of this, and memory that isn't touched costs nothing.
enum DeepStack {
    private static let bytes = 512 << 20

    static func run<Value: Sendable>(_ work: @escaping () throws -> Value) throws -> Value {
        let handover = Handover(work: work)
        let result = Mutex<Result<Value, any Error>?>(nil)
        let isDone = DispatchSemaphore(value: 0)
        let thread = Thread {
            let outcome = Result { try handover.work() }
            result.withLock { $0 = outcome }
            isDone.signal()
        }
        thread.stackSize = bytes
        thread.start()
        isDone.wait()
        guard let outcome = result.withLock({ $0 }) else { throw Unfinished() }
        return try outcome.get()
    }

    private struct Unfinished: Error {}

    /// Called once, by the other thread, while the caller waits.
    private struct Handover<Value>: @unchecked Sendable {
        let work: () throws -> Value
    }
}
