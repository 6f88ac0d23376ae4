internal import Model
internal import Synchronization

/// The statements of a run in order, for `show sql`; nothing is kept unless started.
enum StatementLog {
    private static let log = Mutex<[String]?>(nil)

    static func start() { log.withLock { $0 = [] } }
    static var isOn: Bool { log.withLock { $0 != nil } }

    static func add(_ sql: String, on engine: String, for purpose: StatementPurpose) {
        log.withLock { log in
            guard log != nil else { return }
            let title = [purpose.metric, purpose.step].compactMap { $0 }.joined(separator: ", ")
            log?.append("-- \(engine): \(title)\n\(sql)\n")
        }
    }

    static func take() -> String {
        log.withLock { log in
            defer { log = nil }
            return (log ?? []).joined(separator: "\n")
        }
    }
}
