internal import Foundation
internal import Model

/// Batches on their way from the thread that reads to the one that takes them: a few at most, so that memory stays
/// bounded.
///
/// Unchecked: everything is guarded by the condition's lock.
final class BatchQueue: @unchecked Sendable {
    private static let limit = 4

    private let condition = NSCondition()
    private var batches: [RecordBatch] = []
    private var isEnded = false
    private var failure: (any Error)?
    private var cancelled = false

    private func locked<Value>(_ body: () -> Value) -> Value {
        condition.lock()
        defer { condition.unlock() }
        return body()
    }

    var isCancelled: Bool { locked { cancelled } }

    /// Waits while the queue is full.
    func put(_ batch: RecordBatch) {
        locked {
            while batches.count >= Self.limit, !cancelled { condition.wait() }
            if !cancelled { batches.append(batch) }
            condition.broadcast()
        }
    }

    func end(_ error: (any Error)?) {
        locked {
            isEnded = true
            failure = error
            condition.broadcast()
        }
    }

    /// nil at the end.
    func take() throws -> RecordBatch? {
        let result: Result<RecordBatch?, any Error> = locked {
            while batches.isEmpty, !isEnded { condition.wait() }
            if !batches.isEmpty {
                let batch = batches.removeFirst()
                condition.broadcast()
                return .success(batch)
            }
            if let failure { return .failure(failure) }
            return .success(nil)
        }
        return try result.get()
    }

    /// Nobody will take any more: the reading thread stops at its next batch.
    func cancel() {
        locked {
            cancelled = true
            condition.broadcast()
        }
    }
}
