internal import Foundation
internal import Model
internal import Synchronization

/// The statements of a run in order, for `show sql`; nothing is kept unless started.
enum StatementLog {
    private static let log = Mutex<[String]?>(nil)

    static func start() { log.withLock { $0 = [] } }
    /// Whether statements are to be seen at all.
    static var isWatching: Bool { log.withLock { $0 != nil } || durations.withLock { $0 != nil } }

    static func add(_ sql: String, on engine: String, for purpose: StatementPurpose) {
        log.withLock { log in
            guard log != nil else { return }
            let title = [purpose.metric, purpose.step].compactMap { $0 }.joined(separator: ", ")
            log?.append("-- \(engine): \(title)\n\(sql)\n")
        }
    }

    // MARK: Durations, for `run --timings`

    private static let durations = Mutex<[(name: String, duration: Duration)]?>(nil)

    static func startTiming() { durations.withLock { $0 = [] } }

    static func timed<Value>(_ name: String, _ body: () throws -> Value) rethrows -> Value {
        let began = ContinuousClock.now
        defer { durations.withLock { $0?.append((name, .now - began)) } }
        return try body()
    }

    /// The statements that took longest, first.
    static func slowest(_ count: Int) -> String {
        durations.withLock { $0 ?? [] }.sorted { $0.duration > $1.duration }.prefix(count).map {
            "  \($0.name.padding(toLength: 40, withPad: " ", startingAt: 0)) \(Int($0.duration / .milliseconds(1))) ms\n"
        }.joined()
    }

    static func take() -> String {
        log.withLock { log in
            defer { log = nil }
            return (log ?? []).joined(separator: "\n")
        }
    }
}
