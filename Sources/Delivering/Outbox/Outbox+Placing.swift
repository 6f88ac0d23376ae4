internal import Foundation
internal import GRDB
internal import Model

/// What came of handing a message to the outbox.
package enum Placing: Sendable, Hashable {
    /// To be sent; in place of an earlier version where it replaces one.
    case queued(replacing: Bool)
    /// The same content is there already, in this state.
    case unchanged(DeliveryState)
    /// Other content was sent, or may have been: this one waits for `--again` or `deliver release`.
    case held(DeliveryState)
}

extension Outbox {
    /// Puts a message to a recipient into the outbox, once.
    ///
    /// Content that nobody can have received is simply replaced. `messageID` makes the id for a key and a content.
    package func place(
        _ key: DeliveryKey, name: String = "", _ content: OutboxContent, definition: String, messageID: String, again: Bool, now: Int
    ) throws -> Placing {
        try write { database in
            guard let row = try Self.row(key, database) else {
                try Self.keep(content, database)
                try database.execute(
                    sql: """
                        INSERT INTO deliveries (purpose, report, as_of, member, recipient, name, definition, content, message_id, state, queued_at, next_at, changed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?)
                        """,
                    arguments: [
                        key.purpose.rawValue, key.report, key.asOf.description, key.member, key.recipient, name, definition, content.hash,
                        messageID, now, now, now,
                    ])
                return .queued(replacing: false)
            }
            if row.content == content.hash {
                // What was held is no longer what the report says.
                try database.execute(sql: "UPDATE deliveries SET held = NULL, definition = ? WHERE id = ?", arguments: [definition, row.id])
                return .unchanged(row.state)
            }
            try Self.keep(content, database)
            let isOut = row.state == .sent || row.state == .unknown
            guard again || !(isOut || row.state == .bounced) else {
                try database.execute(
                    sql: "UPDATE deliveries SET held = ?, definition = ?, changed_at = ? WHERE id = ?",
                    arguments: [content.hash, definition, now, row.id])
                return .held(row.state)
            }
            try Self.requeue(row, content: content.hash, messageID: messageID, definition: definition, now: now, database)
            return .queued(replacing: isOut || !row.replaces.isEmpty)
        }
    }

    /// Lets a parked message go: what is held as a replacement, what is bounced or unknown once more under its old Message-ID,
    /// so that who has it already sees that it is the same.
    package func release(_ row: OutboxRow, messageID: (String) -> String, now: Int) throws {
        try write { database in
            let content = row.held ?? row.content
            try Self.requeue(
                row, content: content, messageID: row.held == nil ? row.messageID : messageID(content), definition: row.definition, now: now, database)
        }
    }

    private static func requeue(
        _ row: OutboxRow, content: String, messageID: String, definition: String, now: Int, _ database: Database
    ) throws {
        let isOut = row.state == .sent || row.state == .unknown
        let replaces = isOut && messageID != row.messageID ? row.replaces + [row.messageID] : row.replaces
        try database.execute(
            sql: """
                UPDATE deliveries SET content = ?, held = NULL, message_id = ?, replaces = ?, definition = ?, state = 'queued', attempts = 0,
                    queued_at = ?, next_at = ?, changed_at = ?, reply = '' WHERE id = ?
                """,
            arguments: [content, messageID, replaces.joined(separator: " "), definition, now, now, now, row.id])
    }

    private static func keep(_ content: OutboxContent, _ database: Database) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO contents (hash, sender, reply_to, subject, corrected, full, light) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                content.hash, content.sender, content.replyTo, content.subject, content.corrected, Data(content.full), Data(content.light),
            ])
    }

    static func row(_ key: DeliveryKey, _ database: Database) throws -> OutboxRow? {
        try OutboxRecord.fetchOne(
            database,
            sql: "SELECT \(OutboxRow.columns) FROM deliveries WHERE purpose = ? AND report = ? AND as_of = ? AND member = ? AND recipient = ?",
            arguments: [key.purpose.rawValue, key.report, key.asOf.description, key.member, key.recipient]
        ).map(OutboxRow.init)
    }
}
