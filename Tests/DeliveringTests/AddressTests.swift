import Delivering
import Model
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("ana@example.com", "ana@example.com"), ("Ana.Ruiz+ar@EXAMPLE.com", "Ana.Ruiz+ar@example.com"), ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("désirée@example.com", "désirée@example.com"), ("x@localhost", "x@localhost"),
    ])
    func sound(_ written: String, _ address: String) throws { #expect(try MailAddress(written).text == address) }

    @Test(arguments: [
        "", "ana", "@example.com", "ana@", "a b@example.com", "ana@exam ple.com", "a@b@c.com", "ana@-example.com", "ana..ruiz@example.com", ".ana@example.com",
        "<ana@example.com>", "ana@example..com", "ana@example.com.", "\"ana\"@example.com", "ana@[127.0.0.1]", "a@\(String(repeating: "x", count: 64)).com",
        String(repeating: "x", count: 65) + "@example.com", "ana\u{200F}@example.com",
    ])
    func unsound(_ written: String) { #expect(throws: MailAddress.Flaw.self) { try MailAddress(written) } }

    @Test(arguments: ["ana@example.com\r\nBcc: x@example.com", "ana@example.com\n", "a\0na@example.com", "Ana\r <ana@example.com>", "ana\u{2028}@example.com", "\u{85}a@b.com"])
    func controlCharacters(_ written: String) { #expect(throws: MailAddress.Flaw.controlCharacter) { try Mailbox(written) } }

    /// Domains and those below them, in any case and script; nothing that only looks alike.
    @Test func allowedDomains() throws {
        var findings: [Finding] = []
        let allowed = AllowedDomains(["Example.com", "bücher.example", "not a domain", "com"].map { Located($0, place: Samples.place) }, &findings)
        for (address, isAllowed) in [
            ("a@example.com", true), ("a@mail.example.com", true), ("a@EXAMPLE.COM", true), ("a@xn--bcher-kva.example", true), ("a@badexample.com", false),
            ("a@example.com.evil.net", false), ("a@other.com", false),
        ] {
            #expect(allowed.allows(try MailAddress(address)) == isAllowed, "\(address)")
        }
        // A whole ending of the world's names is no company's domain.
        #expect(findings.map(\.message) == [
            "\"allowed_domains\" must hold domains such as example.com, not \"not a domain\"",
            "\"allowed_domains\" must hold domains such as example.com, not \"com\"",
        ])
    }
}
