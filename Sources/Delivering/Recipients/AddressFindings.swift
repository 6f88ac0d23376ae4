package import Model

/// What can be wrong with an address, worded in one place.
package enum AddressFindings {
    /// The mailbox, or nil after a finding.
    package static func mailbox(_ text: String, _ what: String, _ place: Place, _ findings: inout [Finding]) -> Mailbox? {
        do {
            return try Mailbox(text)
        } catch {
            findings.append(finding(error, text, what, place))
            return nil
        }
    }

    private static func finding(_ flaw: MailAddress.Flaw, _ text: String, _ what: String, _ place: Place) -> Finding {
        let shown = HeaderText.oneLine(text)
        switch flaw {
        case .controlCharacter:
            return Finding(
                "control-character", .error, "the \(what) \"\(shown)\" holds a line break or another control character", place: place,
                remedy: "write it on one line; a line break could begin a header of its own")
        case .notAnAddress:
            return Finding(
                "bad-address", .error, "the \(what) \"\(shown)\" is no e-mail address", place: place,
                remedy: "write ana@example.com, or Ana Ruiz <ana@example.com>")
        case .domain(let domain):
            return Finding(
                "bad-address", .error, "the \(what) \"\(shown)\" is no e-mail address: \"\(domain)\" can't be a domain", place: place,
                remedy: "check what stands after the @")
        }
    }
}
