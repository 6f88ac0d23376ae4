internal import Delivering
internal import Foundation
internal import Model
internal import Rendering

/// Sends what is due by one report's settings, writes the log, and tells the owner of what was not simply sent.
struct Sender {
    let outbox: Outbox
    let email: EmailDelivery
    let secret: String?
    var log: DeliveryLog?
    var isTest = false

    /// What the owner is told is about this.
    struct Subject {
        var report: String
        var definition: String
        var asOf: CivilDate
    }

    /// - Parameter subject: nil: the first of what is due.
    func send(_ due: [OutboxRow], about subject: Subject? = nil, _ outcome: inout DeliveryOutcome) throws {
        let report = try dispatch(due) { row, state, reply in outcome.add(member(of: row), recipient(of: row), state.rawValue, state == .sent ? "" : reply) }
        let findings = report.findings(server: email.server)
        outcome.findings += findings
        outcome.worsen(report.exit)
        let first = due.first { $0.key.purpose == .pack }.map { Subject(report: $0.key.report, definition: $0.definition, asOf: $0.key.asOf) }
        if !isTest, !outcome.findings.isEmpty, let subject = subject ?? first {
            try tellOwner(subject, what: Self.words(report), findings: outcome.findings, isReachable: report.isReachable)
        }
        if !isTest { try outbox.forgetSentContents() }
    }

    /// In a test a row stands for another recipient.
    private func member(of row: OutboxRow) -> String { isTest ? String(row.key.member.split(separator: "\u{1F}", omittingEmptySubsequences: false).first ?? "") : row.key.member }
    private func recipient(of row: OutboxRow) -> String {
        guard isTest, let real = row.key.member.split(separator: "\u{1F}").last else { return row.key.recipient }
        return "\(row.key.recipient) for \(real)"
    }

    private func dispatch(_ rows: [OutboxRow], _ each: (OutboxRow, DeliveryState, String) -> Void) throws -> DispatchReport {
        let dispatch = Dispatch(outbox: outbox, server: email.server, secret: secret, isInterrupted: DeliveryRun.isInterrupted, clock: DeliveryRun.now)
        return try dispatch.run(rows) { row, state, reply in
            each(row, state, reply)
            log?.write(
                "delivery",
                [
                    "report": row.key.report, "as_of": "\(row.key.asOf)", "member": row.key.member, "recipient": row.key.recipient,
                    "purpose": row.key.purpose.rawValue, "state": state.rawValue, "reply": reply, "message_id": row.messageID,
                ])
        }
    }

    private static func words(_ report: DispatchReport) -> String {
        let counts = [DeliveryState.deferred, .bounced, .unknown].compactMap { state in
            let count = report.count(state)
            return count > 0 ? "\(count) \(state.rawValue)" : nil
        }
        return counts.isEmpty ? "not all was sent" : counts.joined(separator: ", ")
    }

    /// One message to the owner; the same news isn't told twice, and a summary that can't be sent waits in the outbox like any other.
    func tellOwner(_ subject: Subject, what: String, findings: [Finding], isReachable: Bool = true) throws {
        guard let owner = email.owner, let mailbox = try? Mailbox(owner.value) else { return }
        let content = SummaryComposer.content(
            report: subject.report, asOf: subject.asOf, what: what, findings: findings, sender: email.from.value, version: Version.countback,
            hash: DeliveryRun.hash)
        let key = DeliveryKey(.summary, report: subject.report, asOf: subject.asOf, recipient: mailbox.address.text)
        let id = MessageID.of(key, content: content.hash, sender: email.from.value, hash: DeliveryRun.hash)
        _ = try outbox.place(key, name: mailbox.name, content, definition: subject.definition, messageID: id, again: true, now: DeliveryRun.now())
        guard isReachable, let row = try outbox.row(key), row.state == .queued else { return }
        _ = try dispatch([row]) { _, _, _ in }
    }
}
