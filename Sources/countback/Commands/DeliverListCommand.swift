internal import ArgumentParser
internal import Delivering
internal import Foundation
internal import Model

struct DeliverListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Every message of the outbox with its state.")

    @OptionGroup var place: OutboxOptions

    @Flag(name: .long, help: "Only what was not sent, and what is held.")
    var open = false

    @Flag(name: .long, help: "Print it as JSON.")
    var json = false

    func run() throws {
        try Terminal.run {
            let path = try place.path()
            let all = Outbox.exists(path) ? try Outbox.open(path).rows() : []
            let rows = open ? all.filter { $0.state != .sent || $0.held != nil } : all
            if json { return Terminal.out(OutboxText.json(rows)) }
            Terminal.out(rows.isEmpty ? "the outbox \(path) holds no messages\n" : OutboxText.table(rows))
        }
    }
}

/// An outbox's rows for a terminal and for programs.
enum OutboxText {
    static func table(_ rows: [OutboxRow]) -> String {
        let lines = [["id", "state", "report", "as of", "member", "recipient", "since", "note"]] + rows.map { row in
            [
                "\(row.id)", row.held == nil ? row.state.rawValue : "\(row.state.rawValue), held",
                row.key.purpose == .summary ? "\(row.key.report) (summary)" : row.key.report, "\(row.key.asOf)", row.key.member, row.key.recipient,
                time(row.changedAt), note(row),
            ]
        }
        let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = zip(line, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
            return cells.joined(separator: "  ").trimmingCharacters(in: .whitespaces) + "\n"
        }.joined()
    }

    private static func note(_ row: OutboxRow) -> String {
        switch row.state {
        case .deferred: "\(row.attempts.counted("try", "tries")), next at \(time(row.nextAt)): \(row.reply)"
        case .sent: row.held == nil ? "" : "other content waits: countback deliver release \(row.id)"
        default: row.reply
        }
    }

    static func time(_ seconds: Int) -> String { Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601) }

    static func json(_ rows: [OutboxRow]) -> String {
        let values = rows.map { row -> [String: Any] in
            [
                "id": row.id, "state": row.state.rawValue, "held": row.held != nil, "purpose": row.key.purpose.rawValue, "report": row.key.report,
                "as_of": "\(row.key.asOf)", "member": row.key.member, "recipient": row.key.recipient, "definition": row.definition,
                "content": row.content, "message_id": row.messageID, "replaces": row.replaces, "attempts": row.attempts,
                "queued_at": time(row.queuedAt), "next_at": time(row.nextAt), "changed_at": time(row.changedAt), "reply": row.reply,
            ]
        }
        let data = try? JSONSerialization.data(withJSONObject: values, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data("[]".utf8), as: UTF8.self) + "\n"
    }
}
