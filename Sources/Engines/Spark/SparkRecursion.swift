internal import Model

/// A statement with `WITH RECURSIVE`, taken apart, so that it can be worked out level by level.
///
/// Spark's own recursion knows no windows, sums or outer joins over the level before, which the other engines do. In Spark's
/// text: no comments, names in backquotes.
struct SparkRecursion {
    struct Part {
        var name: String
        var body: String
        /// The first level and the step to the next, where it names itself.
        var levels: (first: String, step: String)?
        var words: Set<String>
    }

    /// What stands around the part of the statement that WITH begins.
    let before: String
    let after: String
    let parts: [Part]
    let select: String

    init?(_ text: String) {
        let scan = Scan(text)
        guard let start = scan.position(of: ["with", "recursive"], from: 0, deep: true) else { return nil }
        var at = start.upperBound
        var parts: [Part] = []
        repeat {
            guard let name = scan.word(&at) else { return nil }
            if scan.byte(at) == UInt8(ascii: "(") { return nil }
            guard let asWord = scan.word(&at), asWord.lowercased() == "as" else { return nil }
            if scan.byte(at) != UInt8(ascii: "(") { _ = scan.word(&at) }
            guard scan.byte(at) == UInt8(ascii: "("), let end = scan.closing(at) else { return nil }
            let body = scan.text(at + 1..<end)
            parts.append(Self.part(name, body))
            at = scan.skipped(end + 1)
        } while scan.takes(UInt8(ascii: ","), &at)
        let end = scan.end(of: at)
        before = scan.text(0..<start.lowerBound)
        select = scan.text(at..<end)
        after = scan.text(end..<scan.count)
        self.parts = parts
    }

    private static func part(_ name: String, _ body: String) -> Part {
        let words = SQLWords.of(body)
        var part = Part(name: name, body: body, levels: nil, words: words)
        guard words.contains(name.lowercased()) else { return part }
        let scan = Scan(body)
        var from = 0
        while let union = scan.position(of: ["union", "all"], from: from, deep: false) {
            let (first, step) = (scan.text(0..<union.lowerBound), scan.text(union.upperBound..<scan.count))
            if SQLWords.of(step).contains(name.lowercased()), !SQLWords.of(first).contains(name.lowercased()) {
                part.levels = (first, step)
            }
            from = union.upperBound
        }
        return part
    }

    /// Finds words and brackets outside of text and quoted names.
    private struct Scan {
        private let bytes: [UInt8]
        init(_ text: String) { bytes = Array(text.utf8) }

        var count: Int { bytes.count }
        func byte(_ at: Int) -> UInt8 { at < bytes.count ? bytes[at] : 0 }
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

        func skipped(_ at: Int) -> Int {
            var at = at
            while at < bytes.count, bytes[at] <= 32 { at += 1 }
            return at
        }

        func takes(_ wanted: UInt8, _ at: inout Int) -> Bool {
            guard byte(at) == wanted else { return false }
            at = skipped(at + 1)
            return true
        }

        private static func isWord(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte >= 128
        }

        /// A word or a quoted name, and the blanks behind it.
        func word(_ at: inout Int) -> String? {
            at = skipped(at)
            let start = at
            if byte(at) == UInt8(ascii: "`") {
                at = behindQuotes(at)
                let name = text(start + 1..<max(start + 1, at - 1))
                at = skipped(at)
                return name
            }
            while Self.isWord(byte(at)) { at += 1 }
            guard at > start else { return nil }
            let word = text(start..<at)
            at = skipped(at)
            return word
        }

        /// Behind the text or name that begins here; text may have its quote behind a backslash.
        private func behindQuotes(_ at: Int) -> Int {
            let quote = bytes[at]
            var at = at + 1
            while at < bytes.count, bytes[at] != quote {
                at += bytes[at] == UInt8(ascii: "\\") && quote == UInt8(ascii: "'") ? 2 : 1
            }
            return at + 1
        }

        /// The bracket that closes the one here.
        func closing(_ at: Int) -> Int? {
            let end = end(of: at + 1)
            return end < bytes.count ? end : nil
        }

        /// Where the text that goes on here ends: at a bracket that closes one before it, or with the whole.
        func end(of start: Int) -> Int {
            var (at, depth) = (start, 0)
            while at < bytes.count {
                switch bytes[at] {
                case UInt8(ascii: "'"), UInt8(ascii: "`"):
                    at = behindQuotes(at)
                    continue
                case UInt8(ascii: "("): depth += 1
                case UInt8(ascii: ")"):
                    if depth == 0 { return at }
                    depth -= 1
                default: break
                }
                at += 1
            }
            return bytes.count
        }

        /// Where two words follow each other; `deep`: within brackets, too.
        func position(of wanted: [String], from start: Int, deep: Bool) -> Range<Int>? {
            var (at, depth) = (start, 0)
            while at < bytes.count {
                switch bytes[at] {
                case UInt8(ascii: "'"), UInt8(ascii: "`"):
                    at = behindQuotes(at)
                    continue
                case UInt8(ascii: "("): depth += 1
                case UInt8(ascii: ")"): depth -= 1
                case let byte where Self.isWord(byte):
                    let begin = at
                    var next = at
                    if let first = word(&next), deep || depth == 0, first.lowercased() == wanted[0], let second = word(&next),
                        second.lowercased() == wanted[1]
                    {
                        return begin..<next
                    }
                    while Self.isWord(self.byte(at)) { at += 1 }
                    continue
                default: break
                }
                at += 1
            }
            return nil
        }
    }
}
