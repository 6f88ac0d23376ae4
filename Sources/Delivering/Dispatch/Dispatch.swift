package import Model

/// Sends what is due through one server, message after message over one connection, and records each step before it is taken.
package struct Dispatch {
    private let outbox: Outbox
    private let server: MailServer
    private let secret: String?
    /// Seconds since 1970.
    private let clock: () -> Int
    /// Asked before each message: what isn't begun then stays queued.
    private let isInterrupted: () -> Bool

    package init(
        outbox: Outbox, server: MailServer, secret: String?, isInterrupted: @escaping () -> Bool = { false }, clock: @escaping () -> Int
    ) {
        self.isInterrupted = isInterrupted
        self.outbox = outbox
        self.server = server
        self.secret = secret
        self.clock = clock
    }

    /// What became of the rows, in their order, and what is to be said about it.
    package func run(_ rows: [OutboxRow], each: (OutboxRow, DeliveryState, String) -> Void = { _, _, _ in }) throws -> DispatchReport {
        var report = DispatchReport()
        guard !rows.isEmpty else { return report }
        let session = try SMTPSession.make(server, secret: secret)
        for (index, row) in rows.enumerated() {
            if isInterrupted() { break }
            guard let content = try outbox.content(row.content) else {
                report.lostContents.append(row)
                continue
            }
            try outbox.begin(row, now: clock())
            do {
                try session.open()
            } catch {
                let failure = error
                // It would be the same for every other message.
                report.failure = failure
                for (later, waiting) in rows[index...].enumerated() {
                    let ended = try later == 0
                        ? finish(waiting, .lost(reason: failure.reason))
                        : postpone(waiting, failure.reason)
                    report.states.append((waiting, ended, failure.reason))
                    each(waiting, ended, failure.reason)
                }
                return report
            }
            let (state, reply) = try send(row, content, session)
            report.states.append((row, state, reply))
            each(row, state, reply)
        }
        return report
    }

    private func send(_ row: OutboxRow, _ content: OutboxContent, _ session: SMTPSession) throws -> (DeliveryState, String) {
        let envelope: Envelope
        do {
            envelope = try Self.envelope(row, content, size: session.size)
        } catch {
            let reply = "its addresses can't be read back from the outbox"
            try outbox.finish(row, .bounced, reply: reply, now: clock())
            return (.bounced, reply)
        }
        if envelope.recipient.needsUTF8 || envelope.sender.needsUTF8, !session.takesUTF8 {
            let reply = "the server takes no addresses beyond ASCII (it doesn't offer SMTPUTF8)"
            try outbox.finish(row, .bounced, reply: reply, now: clock())
            return (.bounced, reply)
        }
        let outcome = session.send(envelope) { try outbox.beginBody(row, now: clock()) }
        if let failure = session.bodyFailure { throw failure }
        return (try finish(row, outcome), outcome.reply)
    }

    /// With its files where the server takes so much, else without; a server that says no size is asked.
    package static func envelope(_ row: OutboxRow, _ content: OutboxContent, size: Int? = nil) throws -> Envelope {
        func made(_ entity: [UInt8]) throws -> Envelope {
            Envelope(
                from: try Mailbox(content.sender), replyTo: content.replyTo.isEmpty ? nil : try Mailbox(content.replyTo),
                to: Mailbox(name: row.name, address: try MailAddress(row.key.recipient)), subject: row.replaces.isEmpty ? content.subject : content.corrected, messageID: row.messageID, replaces: row.replaces, date: row.queuedAt,
                entity: entity)
        }
        let full = try made(content.full)
        guard let size, full.bytes.count > size else { return full }
        return try made(content.light)
    }

    private func finish(_ row: OutboxRow, _ outcome: SMTPOutcome) throws -> DeliveryState {
        let now = clock()
        switch outcome {
        case .accepted: return try finish(row, .sent, outcome.reply, now)
        case .refused: return try finish(row, .bounced, outcome.reply, now)
        case .silent: return try finish(row, .unknown, outcome.reply, now)
        case .deferred, .lost:
            guard let next = BackOff.next(attempts: row.attempts + 1, queuedAt: row.queuedAt, now: now) else {
                return try finish(row, .bounced, "given up after two days: " + outcome.reply, now)
            }
            try outbox.finish(row, .deferred, reply: outcome.reply, next: next, now: now)
            return .deferred
        }
    }

    private func finish(_ row: OutboxRow, _ state: DeliveryState, _ reply: String, _ now: Int) throws -> DeliveryState {
        try outbox.finish(row, state, reply: reply, now: now)
        return state
    }

    private func postpone(_ row: OutboxRow, _ reason: String) throws -> DeliveryState {
        let now = clock()
        if let next = BackOff.next(attempts: row.attempts + 1, queuedAt: row.queuedAt, now: now) {
            try outbox.postpone(row, reply: reason, next: next, now: now)
            return .deferred
        }
        try outbox.begin(row, now: now)
        return try finish(row, .bounced, "given up after two days: " + reason, now)
    }
}

extension SMTPOutcome {
    /// The server's words, or ours.
    var reply: String {
        switch self {
        case .accepted(let reply), .refused(let reply), .deferred(let reply): reply
        case .lost(let reason), .silent(let reason): reason
        }
    }
}
