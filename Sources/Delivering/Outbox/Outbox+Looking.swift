internal import Foundation
internal import GRDB
package import Model

/// What is in the outbox, and what need no longer be.
extension Outbox {
    /// Every row, by report, key date, member and recipient; summaries last.
    package func rows() throws -> [OutboxRow] {
        try read { database in
            try OutboxRecord.fetchAll(
                database, sql: "SELECT \(OutboxRow.columns) FROM deliveries ORDER BY purpose, report, as_of, member, recipient"
            ).map(OutboxRow.init)
        }
    }

    package func row(_ key: DeliveryKey) throws -> OutboxRow? { try read { try Self.row(key, $0) } }

    /// What may be tried now, in the order in which it was queued.
    package func due(now: Int, ignoringBackOff: Bool = false) throws -> [OutboxRow] {
        try read { database in
            try OutboxRecord.fetchAll(
                database,
                sql: "SELECT \(OutboxRow.columns) FROM deliveries WHERE state IN ('queued', 'deferred') AND (next_at <= ? OR ?) ORDER BY queued_at, id",
                arguments: [now, ignoringBackOff]
            ).map(OutboxRow.init)
        }
    }

    package func content(_ hash: String) throws -> OutboxContent? {
        try read { database in
            try OutboxRecord.fetchOne(database, sql: "SELECT hash, sender, reply_to, subject, corrected, full, light FROM contents WHERE hash = ?", arguments: [hash])
                .map { row in
                    OutboxContent(
                        hash: row["hash"], sender: row["sender"], replyTo: row["reply_to"], subject: row["subject"], corrected: row["corrected"],
                        full: [UInt8](row["full"] as Data), light: [UInt8](row["light"] as Data))
                }
        }
    }

    /// Forgets the contents that no message needs any more: what was sent is known by its hash.
    package func forgetSentContents() throws {
        try write { database in
            try database.execute(
                sql: """
                    DELETE FROM contents WHERE hash NOT IN (SELECT content FROM deliveries WHERE state <> 'sent')
                        AND hash NOT IN (SELECT held FROM deliveries WHERE held IS NOT NULL)
                    """)
        }
    }

    /// Forgets all that is done or parked for key dates before a day; what still waits to be sent stays. Answers how many.
    package func purge(before day: CivilDate) throws -> Int {
        let count = try write { database in
            try database.execute(
                sql: "DELETE FROM deliveries WHERE as_of < ? AND state IN ('sent', 'bounced', 'unknown')", arguments: [day.description])
            return database.changesCount
        }
        try forgetSentContents()
        try OutboxFailure.worded(path) { try database.vacuum() }
        return count
    }
}
