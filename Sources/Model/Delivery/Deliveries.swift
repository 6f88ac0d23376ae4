/// What `deliver:` of a report says: to whom its pack goes, how, and when.
package struct Deliveries: Sendable, Hashable {
    package var email: EmailDelivery
    /// Absolute path of the outbox; nil: where it is by default.
    package var outbox: String?
    package var place: Place

    package init(email: EmailDelivery, outbox: String? = nil, place: Place) {
        self.email = email
        self.outbox = outbox
        self.place = place
    }
}

package struct EmailDelivery: Sendable, Hashable {
    package enum Recipients: Sendable, Hashable {
        /// As written, `Ana <ana@example.com>`; not yet checked.
        case listed([Located<String>])
        /// Absolute path of a CSV file with the columns `member` and `recipients`.
        case table(String, Place)
    }

    package var to: Recipients
    package var from: Located<String>
    package var replyTo: Located<String>?
    /// With places such as `{title}`; nil: the usual one.
    package var subject: Located<String>?
    /// nil: the workbook, or what is written instead.
    package var attach: [OutputFormat]?
    /// Attachments that are larger together are packed into one file; in bytes.
    package var zipAbove: Int
    /// Where readers find the files when a mail can't carry them.
    package var filesAt: String?
    package var when: Located<DeliveryCondition>?
    /// Who is told what went wrong.
    package var owner: Located<String>?
    /// Recipients may be in these domains, and below them.
    package var allowedDomains: [Located<String>]
    package var server: MailServer

    package init(to: Recipients, from: Located<String>, allowedDomains: [Located<String>], server: MailServer) {
        self.to = to
        self.from = from
        self.allowedDomains = allowedDomains
        self.server = server
        zipAbove = 10 << 20
    }

    /// Where the recipients are named.
    package var recipientsPlace: Place {
        switch to {
        case .listed(let addresses): addresses.first?.place ?? from.place
        case .table(_, let place): place
        }
    }
}

package struct MailServer: Sendable, Hashable {
    package enum Security: String, Sendable, CaseIterable {
        /// Begins in clear text and must switch to TLS before anything is said.
        case starttls
        case tls
        /// Clear text, to this machine itself only.
        case none
    }

    package enum Login: String, Sendable, CaseIterable { case any, plain, login, xoauth2 }

    package var host: String
    package var port: Int
    package var security: Security
    package var login: Login
    package var user: String?
    /// The password, or with `xoauth2` the token.
    package var secret: Secret?
    /// Absolute path of the certificates to trust instead of the system's.
    package var caFile: String?
    package var connectSeconds: Int
    package var replySeconds: Int
    package var place: Place

    package init(host: String, port: Int? = nil, security: Security = .starttls, place: Place) {
        self.host = host
        self.port = port ?? (security == .tls ? 465 : 587)
        self.security = security
        self.place = place
        login = .any
        connectSeconds = 30
        replySeconds = 600
    }

    /// Whether clear text to this host stays on this machine.
    package static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts.allSatisfy { $0 != nil } && parts[0] == 127
    }
}
