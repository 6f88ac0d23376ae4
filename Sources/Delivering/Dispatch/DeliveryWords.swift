package import Model

/// What is said of messages that were not simply sent, in one place.
package enum DeliveryWords {
    /// `weekly of 2026-11-20 for ES to ana@example.com`.
    package static func subject(_ row: OutboxRow) -> String {
        let what = row.key.purpose == .summary ? "the summary of \(row.key.report)" : row.key.report
        return "\(what) of \(row.key.asOf)" + (row.key.member.isEmpty ? "" : " for \(row.key.member)") + " to \(row.key.recipient)"
    }

    static func finding(_ row: OutboxRow, _ state: DeliveryState, _ reply: String) -> Finding {
        switch state {
        case .deferred:
            Finding(
                "mail-deferred", .warning, "\(subject(row)) is deferred: \(reply)",
                remedy: "It is tried again by the next run and by `countback deliver retry`, for two days in all.")
        case .bounced:
            Finding(
                "mail-bounced", .error, "\(subject(row)) was refused: \(reply)",
                remedy: "Correct the recipient, or once the reason is gone, `countback deliver release \(row.id)`.")
        case .unknown:
            Finding(
                "mail-unknown", .error, "\(subject(row)) may have been taken or not: \(reply)",
                remedy: "Ask whether it has arrived; if not, `countback deliver release \(row.id)` sends it again.")
        case .queued, .sending, .body, .sent:
            Finding("mail-waiting", .warning, "\(subject(row)) is \(state.rawValue)", remedy: "`countback deliver retry` sends it.")
        }
    }

    package static func held(_ row: OutboxRow) -> Finding {
        Finding(
            "mail-held", .error,
            "\(subject(row)) is held: other content \(row.state == .sent ? "was sent" : row.state == .bounced ? "was refused" : "may have been sent") before",
            remedy: "`--again` sends it as a replacement of the earlier one, `countback deliver release \(row.id)` too.")
    }
}
