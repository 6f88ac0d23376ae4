internal import Dispatch
internal import Synchronization

/// Two pieces of work at the same time, each on a thread of its own.
enum SideBySide {
    static func run<First: Sendable, Second: Sendable>(
        _ first: () throws -> First, _ second: () throws -> Second
    ) -> (Result<First, any Error>, Result<Second, any Error>) {
        let results = Mutex<(Result<First, any Error>?, Result<Second, any Error>?)>((nil, nil))
        withoutActuallyEscaping(first) { first in
            withoutActuallyEscaping(second) { second in
                let work = Work(first: first, second: second)
                DispatchQueue.concurrentPerform(iterations: 2) { index in
                    if index == 0 {
                        let result = Result { try work.first() }
                        results.withLock { $0.0 = result }
                    } else {
                        let result = Result { try work.second() }
                        results.withLock { $0.1 = result }
                    }
                }
            }
        }
        return results.withLock { found in
            (found.0 ?? .failure(Unfinished()), found.1 ?? .failure(Unfinished()))
        }
    }

    private struct Unfinished: Error {}

    /// Each closure is called once, by one thread, while the caller waits.
    private struct Work<First, Second>: @unchecked Sendable {
        let first: () throws -> First
        let second: () throws -> Second
    }
}
