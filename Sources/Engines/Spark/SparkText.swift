/// Portable SQL as Spark reads it: the same tokens, and nothing that its lexer would take for more.
///
/// Spark knows escapes by backslash in text and quoted names, comments that go on behind a backslash, hints in comments and
/// raw text. The portable subset, and the check of a metric's SQL, know none of these; so text and names are written anew
/// and comments left out, and a statement means what was checked.
enum SparkText {
    static func literal(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    static func quoted(_ name: String) -> String { "`" + name.replacing("`", with: "``") + "`" }

    static func portable(_ sql: String) -> String {
        var scan = Scan(bytes: Array(sql.utf8))
        scan.run()
        return String(decoding: scan.out, as: UTF8.self)
    }

    private struct Scan {
        let bytes: [UInt8]
        var at = 0
        var out: [UInt8] = []

        private func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }
        private static func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), 128...:
                true
            default: false
            }
        }

        mutating func run() {
            out.reserveCapacity(bytes.count + 64)
            while at < bytes.count {
                switch byte() {
                case UInt8(ascii: "'"): put(SparkText.literal(quotation(UInt8(ascii: "'"))))
                case UInt8(ascii: "\""): put(SparkText.quoted(quotation(UInt8(ascii: "\""))))
                case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"):
                    while at < bytes.count, byte() != 10, byte() != 13 { at += 1 }
                    out.append(32)
                case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipComment()
                case UInt8(ascii: "$"):
                    if let text = dollarText() {
                        put(SparkText.literal(text))
                    } else {
                        out.append(byte())
                        at += 1
                    }
                case let first where Self.isWord(first): word()
                default:
                    out.append(byte())
                    at += 1
                }
            }
        }

        /// A letter in front would make it raw or binary text.
        private mutating func put(_ text: String) {
            if let last = out.last, Self.isWord(last) { out.append(32) }
            out += Array(text.utf8)
        }

        /// What stands between quotes, of which a doubled one means itself.
        private mutating func quotation(_ quote: UInt8) -> String {
            var inside: [UInt8] = []
            at += 1
            while at < bytes.count {
                if byte() == quote {
                    if byte(1) != quote { break }
                    at += 1
                }
                inside.append(byte())
                at += 1
            }
            at += 1
            return String(decoding: inside, as: UTF8.self)
        }

        private mutating func skipComment() {
            var depth = 0
            repeat {
                if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                    (depth, at) = (depth + 1, at + 2)
                } else if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                    (depth, at) = (depth - 1, at + 2)
                } else {
                    at += 1
                }
            } while depth > 0 && at < bytes.count
            out.append(32)
        }

        /// `$tag$text$tag$`; nil where it is none.
        private mutating func dollarText() -> String? {
            if let last = out.last, Self.isWord(last) { return nil }
            var end = at + 1
            while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
            guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else { return nil }
            let mark = Array(bytes[at...end])
            var start = end + 1
            let first = start
            while start + mark.count <= bytes.count {
                if Array(bytes[start..<start + mark.count]) == mark {
                    at = start + mark.count
                    return String(decoding: bytes[first..<start], as: UTF8.self)
                }
                start += 1
            }
            return nil
        }

        /// Whether what comes stands in `EXTRACT(`.
        private var isExtracted: Bool {
            let before = out.reversed().drop { $0 <= 32 }
            guard before.first == UInt8(ascii: "(") else { return false }
            return String(decoding: before.dropFirst().drop { $0 <= 32 }.prefix { Self.isWord($0) }.reversed(), as: UTF8.self).lowercased() == "extract"
        }

        /// A function of Spark's own name can't be replaced; and its text has a length or another name.
        private mutating func word() {
            let start = at
            while at < bytes.count, Self.isWord(byte()) { at += 1 }
            let word = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
            let isCall = bytes[at...].first { $0 > 32 } == UInt8(ascii: "(")
            switch word {
            case "add_months" where isCall: out += Array("__add_months".utf8)
            case "varchar" where !isCall: out += Array("STRING".utf8)
            case "isodow" where isExtracted: out += Array("DAYOFWEEK_ISO".utf8)
            case "isoyear" where isExtracted: out += Array("YEAROFWEEK".utf8)
            default: out += bytes[start..<at]
            }
        }
    }
}
