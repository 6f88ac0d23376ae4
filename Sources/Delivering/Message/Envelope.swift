internal import Foundation

/// A whole message to one recipient, ready for the server or for a file.
package struct Envelope: Sendable {
    package var sender: MailAddress
    package var recipient: MailAddress
    package var bytes: [UInt8]

    /// - Parameters:
    ///   - date: seconds since 1970, of when it was queued, so that every try sends the same bytes.
    ///   - replaces: Message-IDs of the versions before.
    package init(
        from: Mailbox, replyTo: Mailbox?, to recipient: Mailbox, subject: String, messageID: String, replaces: [String], date: Int, entity: [UInt8]
    ) {
        sender = from.address
        self.recipient = recipient.address
        var lines = ["Date: " + Self.written(date), HeaderText.mailbox("From", from)]
        if let replyTo { lines.append(HeaderText.mailbox("Reply-To", replyTo)) }
        lines.append(HeaderText.mailbox("To", recipient))
        lines.append(HeaderText.unstructured("Subject", subject))
        lines.append("Message-ID: " + messageID)
        if let last = replaces.last {
            lines.append("In-Reply-To: " + last)
            lines.append("References: " + replaces.joined(separator: "\r\n "))
        }
        // Out-of-office programs don't answer what says that a program wrote it (RFC 3834).
        lines += ["Auto-Submitted: auto-generated", "MIME-Version: 1.0", ""]
        bytes = Array(lines.joined(separator: "\r\n").utf8) + entity
    }

    /// `Mon, 23 Nov 2026 06:00:00 +0000`.
    static func written(_ seconds: Int) -> String {
        let style = Date.VerbatimFormatStyle(
            format: "\(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) +0000",
            locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
        return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
    }
}
