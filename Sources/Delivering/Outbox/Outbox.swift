internal import Foundation
internal import GRDB
internal import Model

/// What is to be sent and what became of it: an SQLite file with a row per report, key date, member and recipient.
///
/// Every change is committed to the disk before the step that it stands for, so that a program killed at any moment
/// leaves the truth, or "unknown" where nobody can know it.
package final class Outbox: Sendable {
    /// Empty for one in memory.
    package let path: String
    let database: DatabaseQueue
    private let lock: FileLock?

    /// Opens or makes the file, to look at it.
    package static func open(_ path: String) throws -> Outbox { try open(path, lock: nil) }

    /// Opens or makes the file, to send from it: another program that is sending is exit 75. What a killed program left
    /// half done is settled: what had not begun goes back, what had begun is unknown.
    package static func openToSend(_ path: String, now: Int) throws -> Outbox {
        try makeFolder(of: path)
        let outbox = try open(path, lock: try OutboxLock.take(path))
        try outbox.settleInterrupted(now: now)
        return outbox
    }

    /// One that is gone with the program, for test messages.
    package static func inMemory() throws -> Outbox {
        try OutboxFailure.worded("in memory") {
            let outbox = Outbox(path: "", database: try DatabaseQueue(), lock: nil)
            try outbox.prepare()
            return outbox
        }
    }

    package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private static func open(_ path: String, lock: FileLock?) throws -> Outbox {
        try makeFolder(of: path)
        // Messages are in it: for its owner alone, unless someone made it otherwise.
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OutboxFailure.refusal(path, reason: String(cString: strerror(errno)).lowercased()) }
        close(descriptor)
        return try OutboxFailure.worded(path) {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let outbox = Outbox(path: path, database: try DatabaseQueue(path: path, configuration: configuration), lock: lock)
            try outbox.prepare()
            return outbox
        }
    }

    private static func makeFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder.isEmpty ? "." : folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw OutboxFailure.refusal(path, reason: "its folder can't be made")
        }
    }

    private init(path: String, database: DatabaseQueue, lock: FileLock?) {
        self.path = path
        self.database = database
        self.lock = lock
    }

    private func prepare() throws {
        try database.writeWithoutTransaction { database in
            let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
            if application == 0, version == 0, tables == 0 {
                try database.inTransaction {
                    try database.execute(sql: OutboxSchema.text)
                    return .commit
                }
            } else if application != OutboxSchema.application {
                throw OutboxFailure.notOurs(path)
            } else if version > OutboxSchema.version {
                throw OutboxFailure.newer(path, version: version)
            }
        }
    }

    /// One committed change, or a refusal in the user's words.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try OutboxFailure.worded(path) { try database.write(body) }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try OutboxFailure.worded(path) { try database.read(body) }
    }
}
