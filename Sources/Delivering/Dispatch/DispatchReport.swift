package import Model

/// What became of the messages of one run.
package struct DispatchReport {
    package internal(set) var states: [(row: OutboxRow, state: DeliveryState, reply: String)] = []
    var failure: SMTPFailure?
    /// Rows whose message is no longer in the outbox.
    var lostContents: [OutboxRow] = []

    init() {}

    /// Whether the server could be used at all.
    package var isReachable: Bool { failure == nil }

    package func count(_ state: DeliveryState) -> Int { states.count { $0.state == state } }

    /// A finding for each message that isn't sent, and one for the server where it was that.
    package func findings(server: MailServer) -> [Finding] {
        var findings: [Finding] = []
        if let failure { findings.append(Self.finding(failure, server, waiting: states.count { $0.state == .deferred })) }
        for (row, state, reply) in states where state != .sent && !(failure != nil && state == .deferred) {
            findings.append(DeliveryWords.finding(row, state, reply))
        }
        for row in lostContents {
            findings.append(
                Finding(
                    "message-gone", .error, "\(DeliveryWords.subject(row)) can't be sent: its content is no longer in the outbox",
                    remedy: "Run the report again with --deliver --again."))
        }
        return findings
    }

    /// The worst of it: what someone must mend, then what bounced, then what is only late.
    package var exit: ExitCode {
        if let failure, failure.kind != .unreachable, failure.kind != .refused { return .unavailable }
        if states.contains(where: { $0.state == .unknown }) { return .unavailable }
        if states.contains(where: { $0.state == .bounced }) || !lostContents.isEmpty { return .badData }
        return states.contains { $0.state == .deferred } ? .tryAgain : .done
    }

    private static func finding(_ failure: SMTPFailure, _ server: MailServer, waiting: Int) -> Finding {
        let at = "\(server.host):\(server.port)"
        let (id, message, remedy): (String, String, String) =
            switch failure.kind {
            case .unreachable: ("mail-server-unreachable", "the mail server \(at) can't be reached", "It is tried again by the next run and by `countback deliver retry`.")
            case .certificate:
                ("mail-certificate", "the certificate of the mail server \(at) isn't trusted", "Have it renewed, check the host's name, or name its authority with \"ca_file\"; nothing was sent.")
            case .noTLS: ("mail-no-tls", "the mail server \(at) doesn't offer STARTTLS", "Write \"security: tls\" and its port if it is TLS from the start (465); nothing was sent.")
            case .noLogin: ("mail-no-login", "the mail server \(at) offers no login", "Check host and port, or leave \"user\" out where none is needed; nothing was sent.")
            case .login: ("mail-login-refused", "the mail server \(at) refuses the login", "Check \"user\" and its password or token; nothing was sent.")
            case .refused: ("mail-server-refuses", "the mail server \(at) takes no messages now", "It is tried again by the next run and by `countback deliver retry`.")
            }
        return Finding(
            id, .error, "\(message): \(failure.reason); \(waiting.counted("message")) waiting", place: server.place, remedy: remedy)
    }
}
