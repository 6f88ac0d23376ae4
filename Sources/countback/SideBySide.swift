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

    /// Work on each of so many, two at a time; the first that fails ends both.
    static func each(_ count: Int, _ work: @escaping (Int) throws -> Void) throws {
        let next = Mutex(0)
        let isEnded = Mutex(false)
        let lane = {
            while true {
                let index = next.withLock { index in
                    defer { index += 1 }
                    return index
                }
                guard index < count, !isEnded.withLock({ $0 }) else { return }
                do {
                    try Interruption.check()
                    try work(index)
                } catch {
                    isEnded.withLock { $0 = true }
                    throw error
                }
            }
        }
        let (here, there) = run(lane, lane)
        try here.get()
        try there.get()
    }

    private struct Unfinished: Error {}

    /// Called once, by the other thread, while the caller waits.
    private struct Handover<Value>: @unchecked Sendable {
        let work: () throws -> Value
    }
}
