import Delivering
import Foundation
import MailServers
import Model

/// What tests of sending begin with.
enum Samples {
    static let place = Place(file: "report.yaml", line: 1, column: 1)
    static let day = CivilDate("2026-11-20") ?? CivilDate(daysSinceEpoch: 0)

    static func server(_ port: Int, _ change: (inout MailServer) -> Void = { _ in }) -> MailServer {
        var server = MailServer(host: "127.0.0.1", port: port, security: .none, place: place)
        (server.connectSeconds, server.replySeconds) = (1, 1)
        change(&server)
        return server
    }

    static func key(_ recipient: String = "ana@example.com", member: String = "") -> DeliveryKey {
        DeliveryKey(report: "weekly", asOf: day, member: member, recipient: recipient)
    }

    /// A message of some 60 lines, so that it has a middle.
    static func content(_ hash: String = "c1", body: String = String(repeating: "A line of the pack.\n", count: 60)) -> OutboxContent {
        let full = MailEntity.bytes(text: body, html: "<p>\(body)</p>", files: [MailFile(name: "pack.csv", bytes: Array("a,b\r\n1,2\r\n".utf8))], seed: hash)
        let light = MailEntity.bytes(text: "light", html: "<p>light</p>", files: [], seed: hash)
        return OutboxContent(hash: hash, sender: "AR <ar@example.com>", subject: "Weekly", corrected: "Corrected: Weekly", full: full, light: light)
    }

    /// An outbox in memory with a message to each recipient.
    static func outbox(_ recipients: [String], _ content: OutboxContent = content()) throws -> Outbox {
        let outbox = try Outbox.inMemory()
        for (number, recipient) in recipients.enumerated() {
            _ = try outbox.place(key(recipient), content, definition: "/report.yaml", messageID: "<\(number)@example.com>", again: false, now: 1000)
        }
        return outbox
    }
}
