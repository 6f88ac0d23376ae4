internal import Model
internal import Synchronization

/// What a session may take, and up to what a statement may raise it that fails for want of memory.
struct MemoryRoom {
    private(set) var limitMB: Int
    let mostMB: Int

    var isMore: Bool { limitMB < mostMB }

    /// A quarter as much again.
    mutating func raise() { limitMB = min(limitMB + limitMB / 4, mostMB) }
}

extension DuckDBSession {
    /// Does something that leaves nothing behind where it fails, once more with more memory while it fails for want of it.
    func withRoom<Value>(_ work: () throws -> Value) throws -> Value {
        while true {
            do {
                return try work()
            } catch {
                guard try hasMoreRoom(after: error) else { throw error }
            }
        }
    }

    /// Raises the limit, if it was that and there is more.
    func hasMoreRoom(after error: any Error) throws -> Bool {
        guard let failure = error as? EngineFailure, failure.cause == .outOfMemory, !failure.isCancelled else { return false }
        let limit = room.withLock { room -> Int? in
            guard room.isMore else { return nil }
            room.raise()
            return room.limitMB
        }
        guard let limit else { return false }
        try run("SET GLOBAL memory_limit = '\(limit)MB'", for: failure.purpose)
        return true
    }
}
