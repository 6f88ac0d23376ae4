internal import CIDN
internal import Model

/// An e-mail address: a local part and a domain, which is kept in the ASCII form that servers know (`xn--…`).
package struct MailAddress: Sendable, Hashable {
    package let local: String
    /// In small letters, ASCII.
    package let domain: String

    package enum Flaw: Error, Sendable, Hashable {
        /// A line break, NUL or another control character: it could become a header of its own.
        case controlCharacter
        case notAnAddress
        /// It names a domain that can't be one.
        case domain(String)
    }

    /// `ana@example.com`; nothing around it.
    package init(_ text: String) throws(Flaw) {
        guard !text.unicodeScalars.contains(where: Self.isControl) else { throw .controlCharacter }
        guard let at = text.lastIndex(of: "@") else { throw .notAnAddress }
        let local = String(text[..<at])
        let domain = String(text[text.index(after: at)...])
        guard Self.isLocal(local), local.utf8.count <= 64, !domain.isEmpty else { throw .notAnAddress }
        guard let ascii = Self.ascii(domain: domain) else { throw .domain(domain) }
        self.local = local
        self.domain = ascii
    }

    /// As it goes to the server.
    package var text: String { local + "@" + domain }
    /// Whether the server must know SMTPUTF8 to take it.
    package var needsUTF8: Bool { !local.utf8.allSatisfy { $0 < 128 } }

    /// Unquoted: what RFC 5322 calls a dot-atom, with letters of other scripts as RFC 6532 has it.
    private static func isLocal(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && part.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9": true
                case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~": true
                default: scalar.value >= 0xA0 && !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
                }
            }
        }
    }

    /// `bücher.de` is `xn--bcher-kva.de`; nil for what is no domain.
    package static func ascii(domain: String) -> String? {
        // libidn2 drops what it doesn't know, and what is left would be another domain.
        guard domain.unicodeScalars.allSatisfy({ !$0.isASCII || isInHost($0) }) else { return nil }
        var found: UnsafeMutablePointer<UInt8>?
        let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        let code = domain.withCString(encodedAs: UTF8.self) { idn2_lookup_u8($0, &found, flags) }
        defer { idn2_free(found) }
        guard code == IDN2_OK.rawValue, let found else { return nil }
        let ascii = String(cString: found)
        let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
        let isSound = labels.count >= 1 && ascii.utf8.count <= 253 && labels.allSatisfy { label in
            !label.isEmpty && label.first != "-" && label.last != "-" && label.unicodeScalars.allSatisfy { isInHost($0) && $0 != "." }
        }
        return isSound ? ascii : nil
    }

    private static func isInHost(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "."
    }

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0) || scalar.value == 0x2028 || scalar.value == 0x2029
    }
}
