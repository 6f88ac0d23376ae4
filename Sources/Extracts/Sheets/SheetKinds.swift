internal import Foundation

/// What kinds of cells a sheet's rows have, on their way from the thread that scans the sheet to the one that reads it.
///
/// Unchecked: everything is guarded by the condition's lock.
final class SheetKinds: @unchecked Sendable {
    struct Rows: Sendable {
        var numbers: [Int] = []
        /// `width` of them a row.
        var kinds: [UInt8] = []
    }

    private static let limit = 8
    static let rowsAtOnce = 1024

    private let condition = NSCondition()
    private var waiting: [Rows] = []
    private var end: Result<Void, any Error>?
    private var isUnwanted = false

    /// Waits while much is waiting already, unless nobody will take it.
    func put(_ rows: Rows, isCancelled: () -> Bool) {
        condition.lock()
        defer { condition.unlock() }
        while waiting.count >= Self.limit, !isUnwanted, !isCancelled() {
            _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
        }
        if !isUnwanted { waiting.append(rows) }
        condition.broadcast()
    }

    func finish(_ result: Result<Void, any Error>) {
        condition.lock()
        if end == nil { end = result }
        condition.broadcast()
        condition.unlock()
    }

    /// nil at the end.
    func take() throws -> Rows? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty, end == nil { condition.wait() }
        condition.broadcast()
        if !waiting.isEmpty { return waiting.removeFirst() }
        try end?.get()
        return nil
    }

    func drop() {
        condition.lock()
        isUnwanted = true
        waiting = []
        condition.broadcast()
        condition.unlock()
    }
}
