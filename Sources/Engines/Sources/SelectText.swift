internal import Model

/// The text of one SELECT as it can stand in brackets.
enum SelectText {
    /// Without the semicolon that ends it; comments behind that go too.
    static func bare(_ sql: String) -> String {
        let bytes = Array(sql.utf8)
        var at = 0
        /// Behind the last byte that is neither blank nor in a comment, and whether it is a semicolon.
        var (end, semicolons) = (0, 0)
        while at < bytes.count {
            let byte = bytes[at]
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            switch byte {
            case UInt8(ascii: "-") where next == byte:
                while at < bytes.count, bytes[at] != 10 { at += 1 }
                continue
            case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
                at += 2
                while at + 1 < bytes.count, !(bytes[at] == UInt8(ascii: "*") && bytes[at + 1] == UInt8(ascii: "/")) { at += 1 }
                at += 2
                continue
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                // A doubled quote leaves and enters at once.
                at += 1
                while at < bytes.count, bytes[at] != byte { at += 1 }
                (end, semicolons) = (at + 1, 0)
            case 0...32: break
            case UInt8(ascii: ";"):
                if semicolons == 0 { semicolons = end + 1 }
            default: (end, semicolons) = (at + 1, 0)
            }
            at += 1
        }
        return semicolons > 0 ? String(decoding: bytes[..<end], as: UTF8.self) : sql
    }
}

extension SourceDefinition.Query.Subject {
    /// What stands behind FROM.
    var relation: String {
        switch self {
        case .table(let name):
            name.split(separator: ".", omittingEmptySubsequences: false).map { DuckDBSession.quoted(String($0)) }.joined(separator: ".")
        // A comment at its end must not swallow the bracket.
        case .select(let text): "(\(SelectText.bare(text))\n) AS source"
        case .parquet(let path): "parquet.\(SparkText.quoted(path))"
        case .text(let path): "text.\(SparkText.quoted(path)) WITH ('lineSep' = '\\n')"
        }
    }
}
