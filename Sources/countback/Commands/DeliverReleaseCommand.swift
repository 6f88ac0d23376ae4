internal import ArgumentParser
internal import Delivering
internal import Model

struct DeliverReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Send what is parked: refused, unknown, or held for its other content.",
        discussion: "What is unknown goes under its old Message-ID, so that a receiver who has it sees that it is the same.")

    @Argument(help: "The numbers that `countback deliver list` shows.")
    var ids: [Int]

    @OptionGroup var place: OutboxOptions

    func run() throws {
        try Terminal.run {
            let path = try place.path()
            let outbox = try Outbox.openToSend(path, now: DeliveryRun.now())
            let rows = try outbox.rows()
            var findings: [Finding] = []
            let parked = ids.compactMap { id -> OutboxRow? in
                guard let row = rows.first(where: { $0.id == id }) else {
                    findings.append(Finding("no-such-message", .error, "the outbox has no message \(id)", remedy: "`countback deliver list` shows them."))
                    return nil
                }
                guard row.held != nil || row.state == .bounced || row.state == .unknown else {
                    findings.append(
                        Finding(
                            "not-parked", .error, "message \(id) is \(row.state.rawValue), not parked",
                            remedy: row.state == .sent ? "What was sent is not sent again." : "`countback deliver retry --now` sends it."))
                    return nil
                }
                return row
            }
            if !findings.isEmpty { throw Refusal(.usage, findings) }
            for row in parked {
                let sender = try (row.held ?? row.content).isEmpty ? "" : outbox.content(row.held ?? row.content)?.sender ?? ""
                try outbox.release(
                    row, messageID: { MessageID.of(row.key, content: $0, sender: sender, hash: DeliveryRun.hash) }, now: DeliveryRun.now())
            }
            let released = Set(parked.map(\.id))
            try Resend(outbox: outbox).send(try outbox.due(now: DeliveryRun.now()).filter { released.contains($0.id) })
        }
    }
}
