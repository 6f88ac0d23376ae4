/// A word, a literal, a quoted name or a sign of an SQL text, as DuckDB and PostgreSQL cut it; blanks and comments are none.
///
/// For texts that the check has passed: their comments don't nest, and nothing but doubling escapes a quote.
package struct SQLToken: Sendable, Hashable {
    package enum Kind: Sendable { case word, literal, name, sign }
    package var kind: Kind
    /// Words in small letters, names without their quotes, a sign as it is, nothing of a literal.
    package var text: String
    /// In the text's bytes.
    package var range: Range<Int>

    package static func all(in sql: String) -> [SQLToken] {
        let bytes = Array(sql.utf8)
        var tokens: [SQLToken] = []
        var at = 0
        func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }
        while at < bytes.count {
            let (start, here) = (at, byte())
            switch (here, byte(1)) {
            case (0...32, _):
                at += 1
                continue
            case (UInt8(ascii: "-"), UInt8(ascii: "-")):
                while at < bytes.count, byte() != 10, byte() != 13 { at += 1 }
                continue
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                at += 2
                while at < bytes.count, !(byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) { at += 1 }
                at += 2
                continue
            case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _):
                at += 1
                while at < bytes.count, byte() != here || byte(1) == here { at += byte() == here ? 2 : 1 }
                at = min(at + 1, bytes.count)
                let isName = here == UInt8(ascii: "\"")
                let inside = isName ? String(decoding: bytes[start..<at], as: UTF8.self).dropFirst().dropLast().replacing("\"\"", with: "\"") : ""
                tokens.append(SQLToken(kind: isName ? .name : .literal, text: String(inside), range: start..<at))
            case _ where isWordPart(here):
                while at < bytes.count, isWordPart(byte()) { at += 1 }
                tokens.append(SQLToken(kind: .word, text: String(decoding: bytes[start..<at], as: UTF8.self).lowercased(), range: start..<at))
            default:
                at += 1
                tokens.append(SQLToken(kind: .sign, text: String(UnicodeScalar(here)), range: start..<at))
            }
        }
        return tokens
    }

    package var opens: Bool { kind == .sign && ["(", "[", "{"].contains(text) }
    package var closes: Bool { kind == .sign && [")", "]", "}"].contains(text) }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 95, 128...: true
        default: false
        }
    }
}
