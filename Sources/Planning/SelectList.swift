/// The names that a SELECT gives its columns, as far as its text says them.
///
/// A column is called by the last word of its expression: `o.scope`, `SUM(x) AS amount`. What `*` stands for isn't said.
package enum SelectList {
    /// Of the outermost SELECT, the first of a UNION; names in small letters.
    package static func names(of sql: String) -> Set<String> {
        let bytes = Array(sql.utf8)
        var names: Set<String> = []
        var (at, depth, last) = (0, 0, String?.none)
        var isInside = false
        while at < bytes.count {
            let here = bytes[at]
            if here == UInt8(ascii: "-"), at + 1 < bytes.count, bytes[at + 1] == here {
                while at < bytes.count, bytes[at] != 10, bytes[at] != 13 { at += 1 }
                continue
            }
            if here == UInt8(ascii: "/"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "*") {
                at += 2
                while at < bytes.count, !(bytes[at] == UInt8(ascii: "*") && at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "/")) { at += 1 }
                at += 2
                continue
            }
            let start = at
            at = end(of: bytes, from: at)
            let word = String(decoding: bytes[start..<at], as: UTF8.self)
            switch here {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): (depth, last) = (depth - 1, nil)
            case _ where depth > 0 || here <= 32: break
            case UInt8(ascii: "\""): last = String(word.dropFirst().dropLast()).replacing("\"\"", with: "\"").lowercased()
            case _ where !isWord(here):
                if here == UInt8(ascii: ","), isInside, let last { names.insert(last) }
                last = nil
            case _ where word.lowercased() == "select" && !isInside: (isInside, last) = (true, nil)
            case _ where word.lowercased() == "from" && isInside: return names.union(last.map { [$0] } ?? [])
            default: last = word.lowercased()
            }
        }
        return isInside ? names.union(last.map { [$0] } ?? []) : []
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 95, 128...: true
        default: false
        }
    }

    /// Behind a word, what stands in quotes, or one character.
    private static func end(of bytes: [UInt8], from start: Int) -> Int {
        var at = start + 1
        if isWord(bytes[start]) {
            while at < bytes.count, isWord(bytes[at]) { at += 1 }
        } else if bytes[start] == UInt8(ascii: "'") || bytes[start] == UInt8(ascii: "\"") {
            while at < bytes.count, bytes[at] != bytes[start] || (at + 1 < bytes.count && bytes[at + 1] == bytes[start]) {
                at += bytes[at] == bytes[start] ? 2 : 1
            }
            at = min(at + 1, bytes.count)
        }
        return at
    }
}
