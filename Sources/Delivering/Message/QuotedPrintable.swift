/// Text as lines of at most 76 ASCII characters (RFC 2045): `Größe` is `Gr=C3=B6=C3=9Fe`.
enum QuotedPrintable {
    static func encode(_ text: String) -> String {
        var lines: [String] = []
        for line in text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
            let bytes = Array(line.utf8)
            var current = ""
            for (index, byte) in bytes.enumerated() {
                let isLast = index == bytes.count - 1
                let isBlank = byte == 32 || byte == 9
                let isPlain = (byte >= 33 && byte <= 126 && byte != 61) || (isBlank && !isLast)
                let shown = isPlain ? String(UnicodeScalar(byte)) : "=" + HeaderText.hex(byte)
                // A line that goes on ends in "=", which needs a place too.
                if current.utf8.count + shown.utf8.count > (isLast ? 76 : 75) {
                    lines.append(current + "=")
                    current = ""
                }
                current += shown
            }
            lines.append(current)
        }
        return lines.joined(separator: "\r\n")
    }
}
