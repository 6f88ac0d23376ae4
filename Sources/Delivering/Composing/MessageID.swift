internal import Model

/// Message-IDs that are the same whenever the same content goes to the same recipient, so that a receiver can tell.
package enum MessageID {
    package static func of(_ key: DeliveryKey, content: String, sender: String, hash: ([UInt8]) -> String) -> String {
        let text = [key.purpose.rawValue, key.report, key.asOf.description, key.member, key.recipient, content].joined(separator: "\0")
        let domain = (try? Mailbox(sender))?.address.domain ?? "localhost"
        return "<\(hash(Array(text.utf8)).prefix(40))@\(domain)>"
    }
}
