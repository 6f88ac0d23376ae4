/// A message but for what differs from recipient to recipient, with its files and without.
package struct OutboxContent: Sendable, Hashable {
    package var hash: String
    /// As they stand in the header: `AR Reporting <ar@example.com>`.
    package var sender: String
    package var replyTo: String
    package var subject: String
    /// The subject where it takes the place of an earlier message.
    package var corrected: String
    /// MIME entities: their own header lines, an empty line, the body.
    package var full: [UInt8]
    package var light: [UInt8]

    package init(hash: String, sender: String, replyTo: String = "", subject: String, corrected: String, full: [UInt8], light: [UInt8]) {
        self.hash = hash
        self.sender = sender
        self.replyTo = replyTo
        self.subject = subject
        self.corrected = corrected
        self.full = full
        self.light = light
    }
}
