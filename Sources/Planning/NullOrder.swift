internal import Model

/// Where NULLs stand in an order, said: engines differ where a statement doesn't say it.
///
/// DuckDB puts them last, PostgreSQL before everything that falls, Spark before everything that rises. So every expression of
/// an ORDER BY that says nothing gets `NULLS LAST`.
package struct NullOrder {
    /// Ends of the expressions that say nothing.
    private var unsaid: [Int] = []
    /// What is read, and the brackets around it.
    private var levels = [Level()]

    private struct Level {
        var isOrdering = false
        /// The words of an ordered set, `WITHIN GROUP (ORDER BY x)`, which leaves NULLs out.
        var isSet = false
        var isStated = false
        /// Where the expression ends so far; nil before its first word.
        var end: Int?
        var words: (last: String, before: String) = ("", "")
    }

    private static let ends: Set<String> = [
        "limit", "offset", "fetch", "rows", "range", "groups", "union", "intersect", "except", "window", "qualify", "for",
    ]

    /// The statement with every place of NULLs stated; its lines stay.
    package static func stated(_ sql: String) -> String {
        var order = NullOrder()
        for token in SQLToken.all(in: sql) { order.read(token) }
        order.finish()
        let bytes = Array(sql.utf8)
        var stated: [UInt8] = []
        var from = 0
        for end in order.unsaid {
            stated += bytes[from..<end] + Array(" NULLS LAST".utf8)
            from = end
        }
        return String(decoding: stated + bytes[from...], as: UTF8.self)
    }

    private var level: Level {
        get { levels[levels.count - 1] }
        set { levels[levels.count - 1] = newValue }
    }

    private mutating func read(_ token: SQLToken) {
        switch token.kind {
        case .word: read(word: token)
        case .sign where token.opens:
            let isSet = level.words == ("group", "within")
            remember("")
            levels.append(Level(isSet: isSet))
        case .sign where token.closes:
            finish()
            if levels.count > 1 { levels.removeLast() }
            level.end = token.range.upperBound
        case .sign where token.text == ",":
            state()
            (level.end, level.isStated) = (nil, false)
        case .sign where token.text == ";": finish()
        default:
            level.end = token.range.upperBound
            if token.kind != .sign || token.text == "." { remember(token.kind == .sign ? "." : "") }
        }
    }

    private mutating func read(word: SQLToken) {
        if level.isOrdering, level.end != nil {
            if word.text == "nulls" { level.isStated = true }
            // Behind a dot it is a column's name.
            if Self.ends.contains(word.text), level.words.last != "." { finish() }
        }
        if word.text == "by", level.words.last == "order", !level.isSet {
            (level.isOrdering, level.end, level.isStated) = (true, nil, false)
        } else {
            // Every column in its order: a word of DuckDB's.
            if level.isOrdering, level.end == nil, word.text == "all" { level.isStated = true }
            level.end = word.range.upperBound
        }
        remember(word.text)
    }

    private mutating func remember(_ word: String) { level.words = (word, level.words.last) }

    /// An expression of an ORDER BY is over.
    private mutating func state() {
        if level.isOrdering, !level.isStated, let end = level.end { unsaid.append(end) }
    }

    private mutating func finish() {
        state()
        level.isOrdering = false
    }
}
