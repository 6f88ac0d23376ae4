internal import Dispatch
internal import Foundation
internal import Synchronization

/// Two pieces of work at the same time: one here, one on a thread of its own.
///
/// Not `concurrentPerform`: what that runs inside itself runs one after the other.
enum SideBySide {
    static func run<First: Sendable, Second: Sendable>(
        _ first: () throws -> First, _ second: @escaping () throws -> Second
    ) -> (Result<First, any Error>, Result<Second, any Error>) {
        let handover = Handover(work: second)
        let other = Mutex<Result<Second, any Error>?>(nil)
        let isDone = DispatchSemaphore(value: 0)
        let thread = Thread {
            let result = Result { try handover.work() }
            other.withLock { $0 = result }
            isDone.signal()
        }
        thread.stackSize = 8 << 20
        thread.start()
        let here = Result { try first() }
        isDone.wait()
        return (here, other.withLock { $0 } ?? .failure(Unfinished()))
    }

    private struct Unfinished: Error {}

    /// Called once, by the other thread, while the caller waits.
    private struct Handover<Value>: @unchecked Sendable {
        let work: () throws -> Value
    }
}
