/// Where NULLs stand in an order, said: engines differ where a statement doesn't say it.
///
/// DuckDB puts them last, PostgreSQL before everything that falls, Spark before everything that rises. So every expression of
/// an ORDER BY that says nothing gets `NULLS LAST`.
package struct NullOrder {
    private let bytes: [UInt8]
    private var at = 0
    private var out: [UInt8] = []
    /// Of each bracket around what is read, whether an ORDER BY is open in it.
    private var levels = [Level()]

    private struct Level {
        var isOrdering = false
        /// The words of an ordered set, `WITHIN GROUP (ORDER BY x)`, which leaves NULLs out.
        var isSet = false
        var isStated = false
        /// Where the expression ends in `out`; nil before its first word.
        var end: Int?
        var words: (last: String, before: String) = ("", "")
    }

    private static let ends: Set<String> = [
        "limit", "offset", "fetch", "rows", "range", "groups", "union", "intersect", "except", "window", "qualify", "for",
    ]

    /// The statement with every place of NULLs stated; its lines stay.
    package static func stated(_ sql: String) -> String {
        var text = NullOrder(bytes: Array(sql.utf8))
        text.run()
        return String(decoding: text.out, as: UTF8.self)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

    private mutating func run() {
        out.reserveCapacity(bytes.count + 64)
        while at < bytes.count {
            switch byte() {
            case 0...32: copy(1)
            case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"):
                while at < bytes.count, byte() != 10, byte() != 13 { copy(1) }
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): comment()
            case UInt8(ascii: "'"), UInt8(ascii: "\""): quoted()
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open()
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close()
            case UInt8(ascii: ","):
                state()
                copy(1)
                (levels[levels.count - 1].end, levels[levels.count - 1].isStated) = (nil, false)
            case UInt8(ascii: ";"):
                finish()
                copy(1)
            case let first where Self.isWord(first): word()
            default: significant(1)
            }
        }
        finish()
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 95, 128...: true
        default: false
        }
    }

    private mutating func copy(_ count: Int) {
        out += bytes[at..<min(at + count, bytes.count)]
        at += count
    }

    private mutating func significant(_ count: Int) {
        copy(count)
        levels[levels.count - 1].end = out.count
    }

    private mutating func comment() {
        let start = at
        at += 2
        while at < bytes.count, !(byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) { at += 1 }
        let end = min(at + 2, bytes.count)
        at = start
        copy(end - start)
    }

    private mutating func quoted() {
        let (mark, start) = (byte(), at)
        at += 1
        while at < bytes.count, byte() != mark || byte(1) == mark { at += byte() == mark ? 2 : 1 }
        let end = min(at + 1, bytes.count)
        at = start
        significant(end - start)
        remember("")
    }

    private mutating func open() {
        let words = levels[levels.count - 1].words
        copy(1)
        remember("")
        var level = Level()
        level.isSet = words == ("group", "within")
        levels.append(level)
    }

    private mutating func close() {
        finish()
        if levels.count > 1 { levels.removeLast() }
        significant(1)
    }

    private mutating func word() {
        var end = at
        while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
        let word = String(decoding: bytes[at..<end], as: UTF8.self).lowercased()
        let level = levels[levels.count - 1]
        if level.isOrdering, level.end != nil {
            if word == "nulls" { levels[levels.count - 1].isStated = true }
            if Self.ends.contains(word) { finish() }
        }
        if word == "by", level.words.last == "order", !level.isSet {
            copy(end - at)
            (levels[levels.count - 1].isOrdering, levels[levels.count - 1].end, levels[levels.count - 1].isStated) = (true, nil, false)
        } else {
            significant(end - at)
            // Every column in its order: a word of DuckDB's.
            if levels[levels.count - 1].isOrdering, level.end == nil, word == "all" { levels[levels.count - 1].isStated = true }
        }
        remember(word)
    }

    private mutating func remember(_ word: String) {
        levels[levels.count - 1].words = (word, levels[levels.count - 1].words.last)
    }

    /// The expression of an ORDER BY is over.
    private mutating func state() {
        let level = levels[levels.count - 1]
        guard level.isOrdering, !level.isStated, let end = level.end else { return }
        out.insert(contentsOf: Array(" NULLS LAST".utf8), at: end)
    }

    private mutating func finish() {
        state()
        levels[levels.count - 1].isOrdering = false
    }
}
