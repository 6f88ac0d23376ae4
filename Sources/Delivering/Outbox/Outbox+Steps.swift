internal import Foundation
internal import GRDB
internal import Model

/// The steps of one message, each committed before it is taken.
extension Outbox {
    package func begin(_ row: OutboxRow, now: Int) throws {
        try step(row, from: [.queued, .deferred], to: .sending, now: now, attempts: row.attempts + 1)
    }

    /// Called before the first byte of the message: from here on only the server knows.
    package func beginBody(_ row: OutboxRow, now: Int) throws { try step(row, from: [.sending], to: .body, now: now) }

    package func finish(_ row: OutboxRow, _ state: DeliveryState, reply: String, next: Int? = nil, now: Int) throws {
        try step(row, from: [.sending, .body], to: state, now: now, reply: reply, next: next)
    }

    /// Not tried at all, as its connection failed for another message: it waits like that one.
    package func postpone(_ row: OutboxRow, reply: String, next: Int, now: Int) throws {
        try step(row, from: [.queued, .deferred], to: .deferred, now: now, attempts: row.attempts + 1, reply: reply, next: next)
    }

    private func step(
        _ row: OutboxRow, from: [DeliveryState], to state: DeliveryState, now: Int, attempts: Int? = nil, reply: String? = nil, next: Int? = nil
    ) throws {
        try write { database in
            let states = from.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            try database.execute(
                sql: """
                    UPDATE deliveries SET state = ?, changed_at = ?, attempts = COALESCE(?, attempts), reply = COALESCE(?, reply),
                        next_at = COALESCE(?, next_at) WHERE id = ? AND state IN (\(states))
                    """,
                arguments: [state.rawValue, now, attempts, reply, next, row.id])
            guard database.changesCount == 1 else {
                throw OutboxFailure.refusal(path, reason: "message \(row.id) is no longer \(from.map(\.rawValue).joined(separator: " or "))")
            }
        }
    }

    /// What a killed program left: what had not begun is queued as before, what had begun is unknown.
    func settleInterrupted(now: Int) throws {
        try write { database in
            try database.execute(
                sql: "UPDATE deliveries SET state = 'queued', changed_at = ?, reply = 'the program ended before the message had begun' WHERE state = 'sending'",
                arguments: [now])
            try database.execute(
                sql: "UPDATE deliveries SET state = 'unknown', changed_at = ?, reply = 'the program ended while the message was being sent' WHERE state = 'body'",
                arguments: [now])
        }
    }
}
