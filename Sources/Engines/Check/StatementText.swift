internal import Model

/// A plugin's SQL before anything parses it: short and shallow enough to be parsed, and cut into words, literals and
/// comments alike by every engine.
///
/// DuckDB's parser tells what a statement may do, and the text then also runs on PostgreSQL and Spark. What one engine
/// takes for the end of a literal (`'a\'`), for a literal (`$$a$$`) or for a comment (`/* /* */`), and another doesn't,
/// would hide from the parser what runs in the end; so there is none of it.
struct StatementText {
    /// Longer or deeper ones could exhaust the parser; the longest of the built-in metrics has 13 kB.
    static let longest = 200_000
    private static let mostWords = 20_000
    private static let deepest = 100

    private let bytes: [UInt8]
    /// Whether it also runs on other engines than the one whose parser checks it.
    private let isPortable: Bool
    private let place: StatementPlace
    private var position = 0
    private var depth = 0
    private var words = 0
    /// Whether a semicolon was the last of the statement so far, and a comment came after it.
    private var end: (isReached: Bool, comment: Int?) = (false, nil)
    private(set) var findings: [Finding] = []
    /// Whether a parser may be given it.
    private(set) var isReadable = true

    init(_ sql: String, file: String, isPortable: Bool) {
        bytes = Array(sql.utf8)
        place = StatementPlace(sql: sql, file: file)
        self.isPortable = isPortable
        guard bytes.count <= Self.longest else {
            refuse("the statement has \(bytes.count) bytes, more than \(Self.longest)", "split it into several files", at: nil)
            return
        }
        while position < bytes.count, isReadable { step() }
        if let comment = end.comment { refuse("a comment follows the statement's semicolon", "put the comment before it", at: comment) }
        if isPortable, let found = find("${") { refuse("${ is replaced before some engines read the statement", "write it differently", at: found) }
    }

    private func byte(_ offset: Int) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }
    private func find(_ text: StaticString) -> Int? {
        let wanted = text.withUTF8Buffer(Array.init)
        return bytes.indices.first { bytes[$0...].starts(with: wanted) }
    }

    private mutating func step() {
        let here = bytes[position]
        if here == .space || (9...13).contains(here), here != 11, here != 12 { return position += 1 }
        switch (here, byte(1)) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): lineComment()
        case (UInt8(ascii: "/"), UInt8(ascii: "*")): blockComment()
        default: word(here)
        }
    }

    private mutating func word(_ here: UInt8) {
        words += 1
        if words > Self.mostWords { return stop("the statement has more than \(Self.mostWords) words", "split it into several files") }
        // What comes after it is a second statement: the parser's finding.
        if here != UInt8(ascii: ";") { end = (false, nil) }
        switch here {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): quoted(here)
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            depth += 1
            if depth > Self.deepest { return stop("the statement is nested more than \(Self.deepest) brackets deep", "split it with WITH") }
            position += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            depth -= 1
            position += 1
        case UInt8(ascii: "`"):
            refuse("a backtick means something else on every engine", "write names in double quotes", at: position)
            position += 1
        case UInt8(ascii: "$") where !(48...57).contains(byte(1)):
            refuse("a dollar sign quotes text on some engines", "write text in single quotes", at: position)
            position += 1
            while position < bytes.count, bytes[position].isWordPart || bytes[position] == UInt8(ascii: "$") { position += 1 }
        case UInt8(ascii: ";"):
            position += 1
            end.isReached = true
        case _ where here.isWordPart: name()
        case _ where here < 32 || here == 127: controlCharacter()
        default: position += 1
        }
    }

    private mutating func name() {
        let start = position
        while position < bytes.count, bytes[position].isWordPart { position += 1 }
        if isPortable, let foreign = (start..<position).first(where: { bytes[$0] >= 128 }) {
            refuse("a character beyond ASCII stands outside quotes, which engines read differently", "write such names in double quotes", at: foreign)
        }
        let isLetter = position - start == 1 && "eEbBxXnNrR".utf8.contains(bytes[start])
        let isUnicode = position - start == 1 && "uU".utf8.contains(bytes[start]) && byte(0) == UInt8(ascii: "&")
        if (isLetter && byte(0) == UInt8(ascii: "'")) || (isUnicode && [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(byte(1))) {
            refuse("a letter before a quote changes what the text means on some engines", "write it in plain quotes, without escapes", at: start)
        }
    }

    private mutating func quoted(_ mark: UInt8) {
        position += 1
        while position < bytes.count {
            let here = bytes[position]
            if here == 0 { return controlCharacter() }
            if here == UInt8(ascii: "\\"), isPortable {
                refuse("a backslash in quotes ends or escapes differently on other engines", "write chr(92) for a backslash, [0-9] for a digit in a pattern", at: position)
                while position < bytes.count, bytes[position] == here { position += 1 }
                continue
            }
            position += 1
            guard here == mark else { continue }
            guard byte(0) == mark else { return }
            position += 1
        }
    }

    private mutating func lineComment() {
        if end.isReached, end.comment == nil { end.comment = position }
        while position < bytes.count, bytes[position] != 10, bytes[position] != 13 {
            if bytes[position] == 0 { return controlCharacter() }
            position += 1
        }
        if isPortable, position < bytes.count, bytes[position - 1] == UInt8(ascii: "\\") {
            refuse("a backslash at the end of a comment continues it on some engines", "remove it", at: position - 1)
        }
    }

    private mutating func blockComment() {
        let start = position
        if end.isReached, end.comment == nil { end.comment = start }
        if byte(2) == UInt8(ascii: "+") { refuse("a comment with /*+ is an order to some engines", "write a plain comment", at: start) }
        position += 2
        while position < bytes.count {
            if bytes[position] == 0 { return controlCharacter() }
            if bytes[position] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") { return position += 2 }
            if bytes[position] == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                return stop("a comment stands in a comment, which some engines end with the first */", "write one comment after the other")
            }
            position += 1
        }
        stop("a comment has no end", "end it with */", at: start)
    }

    private mutating func controlCharacter() { stop("the statement has a control character", "remove it") }

    private mutating func stop(_ message: String, _ remedy: String, at offset: Int? = nil) {
        refuse(message, remedy, at: offset ?? position)
        isReadable = false
    }

    private mutating func refuse(_ message: String, _ remedy: String, at offset: Int?) {
        if offset == nil { isReadable = false }
        findings.append(Finding("plugin-sql", .error, message, place: place.at(offset), remedy: remedy))
    }
}

extension UInt8 {
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate var isWordPart: Bool {
        switch self {
        case 48...57, 65...90, 97...122, 95, 128...: true
        default: false
        }
    }
}
