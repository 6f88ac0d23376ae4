internal import Foundation

/// A thread's answer, waited for.
///
/// Unchecked: guarded by the condition's lock.
final class Outcome<Value>: @unchecked Sendable {
    private let condition = NSCondition()
    private var result: Result<Value, any Error>?

    func set(_ result: Result<Value, any Error>) {
        condition.lock()
        // The first answer stands.
        if self.result == nil { self.result = result }
        condition.broadcast()
        condition.unlock()
    }

    func get() throws -> Value {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result { return try result.get() }
            condition.wait()
        }
    }
}
