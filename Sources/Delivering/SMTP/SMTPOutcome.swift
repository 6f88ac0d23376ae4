/// What came of one try to send a message.
enum SMTPOutcome: Sendable, Hashable {
    case accepted(reply: String)
    /// A 5xx reply to the sender, the recipient or the message.
    case refused(reply: String)
    /// A 4xx reply.
    case deferred(reply: String)
    /// The connection was lost, or never there, and the message had not begun.
    case lost(reason: String)
    /// No reply was had after the message had begun: the server may have taken it.
    case silent(reason: String)
}

/// Why a connection can't be used at all, for whatever message.
struct SMTPFailure: Error, Sendable, Hashable {
    enum Kind: Sendable { case unreachable, certificate, noTLS, noLogin, login, refused }
    var kind: Kind
    /// The server's or the system's words.
    var reason: String
}
