internal import GRDB
internal import Model

/// One recipient's message as the outbox has it.
package struct OutboxRow: Sendable, Hashable {
    package var id: Int
    package var key: DeliveryKey
    /// The recipient's, as the header shows it; may be empty.
    package var name: String
    /// Absolute path of the report definition, whose settings it is sent with.
    package var definition: String
    /// Hash of what is sent, and of other content that waits for someone to say that it may go, too.
    package var content: String
    package var held: String?
    package var messageID: String
    /// Message-IDs of earlier versions, oldest first.
    package var replaces: [String]
    package var state: DeliveryState
    package var attempts: Int
    /// Seconds since 1970.
    package var queuedAt: Int
    package var nextAt: Int
    package var changedAt: Int
    /// The server's last words, or why it wasn't reached.
    package var reply: String

    static let columns =
        "id, purpose, report, as_of, member, recipient, name, definition, content, held, message_id, replaces, state, attempts, queued_at, next_at, changed_at, reply"

    init(_ row: OutboxRecord) {
        id = row["id"]
        key = DeliveryKey(
            DeliveryKey.Purpose(rawValue: row["purpose"]) ?? .pack, report: row["report"],
            asOf: CivilDate(row["as_of"] as String) ?? CivilDate(daysSinceEpoch: 0), member: row["member"], recipient: row["recipient"])
        name = row["name"]
        definition = row["definition"]
        content = row["content"]
        held = row["held"]
        messageID = row["message_id"]
        replaces = (row["replaces"] as String).split(separator: " ").map(String.init)
        state = DeliveryState(rawValue: row["state"]) ?? .unknown
        attempts = row["attempts"]
        queuedAt = row["queued_at"]
        nextAt = row["next_at"]
        changedAt = row["changed_at"]
        reply = row["reply"]
    }
}
