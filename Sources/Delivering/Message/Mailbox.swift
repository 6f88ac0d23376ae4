/// An address with the name that a reader sees: `Ana Núñez <ana@example.com>`.
package struct Mailbox: Sendable, Hashable {
    /// Empty where there is none.
    package let name: String
    package let address: MailAddress

    /// Reads `ana@example.com`, `Ana <ana@example.com>` or `"Núñez, Ana" <ana@example.com>`.
    package init(_ text: String) throws(MailAddress.Flaw) {
        guard !text.unicodeScalars.contains(where: MailAddress.isControl) else { throw .controlCharacter }
        let trimmed = Self.trimmed(text[...])
        guard trimmed.last == ">" else {
            self.init(name: "", address: try MailAddress(trimmed))
            return
        }
        guard let open = trimmed.lastIndex(of: "<") else { throw .notAnAddress }
        let address = try MailAddress(String(trimmed[trimmed.index(after: open)...].dropLast()))
        var name = Self.trimmed(trimmed[..<open])
        if name.count >= 2, name.first == "\"", name.last == "\"" {
            name = String(name.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
        }
        self.init(name: name, address: address)
    }

    package init(name: String, address: MailAddress) {
        self.name = name
        self.address = address
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
