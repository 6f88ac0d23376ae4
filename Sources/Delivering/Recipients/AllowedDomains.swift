package import Model

/// The domains that may receive mail, with those below them: what keeps a slip of the pen from sending debtors' names to a stranger.
package struct AllowedDomains: Sendable {
    private let domains: [String]

    /// Domains that can't be one are findings.
    package init(_ domains: [Located<String>], _ findings: inout [Finding]) {
        self.domains = domains.compactMap { domain in
            if let ascii = MailAddress.ascii(domain: domain.value), ascii.contains(".") || ascii == "localhost" { return ascii }
            findings.append(
                Finding(
                    "bad-value", .error, "\"allowed_domains\" must hold domains such as example.com, not \"\(domain.value)\"", place: domain.place,
                    remedy: "write what stands after the @ of its addresses"))
            return nil
        }
    }

    package func allows(_ address: MailAddress) -> Bool {
        domains.contains { address.domain == $0 || address.domain.hasSuffix("." + $0) }
    }

    package func refusal(_ mailbox: Mailbox, _ place: Place) -> Finding? {
        if allows(mailbox.address) { return nil }
        return Finding(
            "domain-not-allowed", .error, "\(mailbox.address.text) may not receive mail: its domain is not among the allowed ones", place: place,
            remedy: domains.isEmpty ? "Name the domain in \"allowed_domains\"." : "Allowed are \(domains.joined(separator: ", ")); correct the address, or add its domain to \"allowed_domains\".")
    }
}
