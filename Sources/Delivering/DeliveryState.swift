/// How far one recipient's message has come; each is committed to the outbox before the step it stands for.
package enum DeliveryState: String, Sendable, CaseIterable {
    /// Composed and kept, not yet tried.
    case queued
    /// Committed before anything is sent to the server; the message itself has not begun.
    case sending
    /// Committed before the first byte of the message: from here on the server may have taken it.
    case body
    /// The server has taken it.
    case sent
    /// Refused for now, or not reached: tried again with back-off.
    case deferred
    /// Refused for good, or given up after two days; parked.
    case bounced
    /// The server fell silent, or the program ended, after the message had begun: it may have been taken, so it is parked.
    case unknown
}
