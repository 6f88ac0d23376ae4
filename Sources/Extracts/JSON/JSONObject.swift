internal import Foundation

/// One JSON object cut into its values, numbers as they are written: never by way of binary floating point.
///
/// The values of an object within it have names such as `customer.id`.
struct JSONObject {
    enum Kind: Sendable { case null, text, number, boolean, list }

    struct Value {
        var name: [UInt8]
        var kind: Kind
        var bytes: [UInt8]
    }

    /// Why a text is no object, and where in it.
    struct Broken: Error {
        var reason: String
        var offset: Int
    }

    private(set) var values: [Value] = []
    /// Why it can't be loaded although it is an object: something in it is no text.
    private(set) var flaw: String?
    private let text: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ text: UnsafeBufferPointer<UInt8>) throws(Broken) {
        self.text = text
        skipBlanks()
        guard peek == UInt8(ascii: "{") else { throw broken("it doesn't begin with {") }
        try object(prefix: [], depth: 1)
        skipBlanks()
        if at < text.count { throw broken("text follows the object") }
    }

    private var peek: UInt8 { at < text.count ? text[at] : 0 }
    private func broken(_ reason: String) -> Broken { Broken(reason: reason, offset: at) }

    private mutating func skipBlanks() {
        while at < text.count, text[at] == 32 || (text[at] >= 9 && text[at] <= 13) { at += 1 }
    }

    private mutating func object(prefix: [UInt8], depth: Int) throws(Broken) {
        if depth > 32 { throw broken("objects lie 32 deep in each other") }
        at += 1
        skipBlanks()
        if peek == UInt8(ascii: "}") {
            at += 1
            return
        }
        while true {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw broken("a name in quotes is missing") }
            let name = prefix + (try string())
            if !name.withUnsafeBufferPointer(UTF8Check.isValid) { flaw = "a name in it is no text" }
            skipBlanks()
            guard peek == UInt8(ascii: ":") else { throw broken("a colon is missing") }
            at += 1
            skipBlanks()
            try value(name, depth)
            skipBlanks()
            let byte = peek
            at += 1
            if byte == UInt8(ascii: "}") { return }
            if byte != UInt8(ascii: ",") {
                at -= 1
                throw broken("a comma or } is missing")
            }
        }
    }

    private mutating func value(_ name: [UInt8], _ depth: Int) throws(Broken) {
        switch peek {
        case UInt8(ascii: "\""): values.append(Value(name: name, kind: .text, bytes: try string()))
        case UInt8(ascii: "{"): try object(prefix: name + [UInt8(ascii: ".")], depth: depth + 1)
        case UInt8(ascii: "["):
            let from = at
            try list(depth + 1)
            values.append(Value(name: name, kind: .list, bytes: Array(text[from..<at])))
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            let from = at
            while peek >= 97, peek <= 122 { at += 1 }
            let word = Array(text[from..<at])
            switch String(decoding: word, as: UTF8.self) {
            case "null": values.append(Value(name: name, kind: .null, bytes: []))
            case "true", "false": values.append(Value(name: name, kind: .boolean, bytes: word))
            default:
                at = from
                throw broken("a value is missing")
            }
        default: values.append(Value(name: name, kind: .number, bytes: try number()))
        }
    }

    private mutating func number() throws(Broken) -> [UInt8] {
        let from = at
        func digits(_ copy: inout Self) -> Int {
            let start = copy.at
            while copy.peek >= 48, copy.peek <= 57 { copy.at += 1 }
            return copy.at - start
        }
        if peek == UInt8(ascii: "-") { at += 1 }
        let isPadded = peek == UInt8(ascii: "0")
        let whole = digits(&self)
        guard whole > 0 else { throw broken("a value is missing") }
        if isPadded, whole > 1 { throw broken("a number begins with 0; is it an id that should stand in quotes?") }
        if peek == UInt8(ascii: ".") {
            at += 1
            guard digits(&self) > 0 else { throw broken("a number ends at its point") }
        }
        if peek | 32 == UInt8(ascii: "e") {
            at += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
            guard digits(&self) > 0 else { throw broken("a number ends at its exponent") }
        }
        return Array(text[from..<at])
    }

    /// A list is passed over whole: its brackets, braces and texts must close.
    private mutating func list(_ depth: Int) throws(Broken) {
        var open = 0
        while at < text.count {
            switch text[at] {
            case UInt8(ascii: "\""):
                _ = try string()
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
            default: break
            }
            at += 1
            if open == 0 { return }
        }
        throw broken("a list is never closed")
    }

    private mutating func string() throws(Broken) -> [UInt8] {
        at += 1
        let from = at
        while at < text.count, text[at] != UInt8(ascii: "\""), text[at] != UInt8(ascii: "\\") { at += 1 }
        var bytes = Array(text[from..<at])
        while at < text.count {
            let byte = text[at]
            at += 1
            if byte == UInt8(ascii: "\"") { return bytes }
            if byte == UInt8(ascii: "\\") { try escape(into: &bytes) } else { bytes.append(byte) }
        }
        throw broken("a text is never closed")
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(Broken) {
        let letter = peek
        at += 1
        switch letter {
        case UInt8(ascii: "n"): bytes.append(10)
        case UInt8(ascii: "t"): bytes.append(9)
        case UInt8(ascii: "r"): bytes.append(13)
        case UInt8(ascii: "b"): bytes.append(8)
        case UInt8(ascii: "f"): bytes.append(12)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(letter)
        case UInt8(ascii: "u"):
            var code = try unit()
            if code & 0xFC00 == 0xD800, at + 1 < text.count, text[at] == UInt8(ascii: "\\"), text[at + 1] == UInt8(ascii: "u") {
                at += 2
                let second = try unit()
                guard second & 0xFC00 == 0xDC00 else { return flaw = Self.halfCharacter }
                code = 0x10000 + (code & 0x3FF) << 10 + second & 0x3FF
            }
            guard let scalar = UnicodeScalar(code) else { return flaw = Self.halfCharacter }
            bytes += Array(String(Character(scalar)).utf8)
        default: throw broken("an unknown escape")
        }
    }

    private static let halfCharacter = "half a character, written as \\u and a number, is in it"

    private mutating func unit() throws(Broken) -> UInt32 {
        guard at + 4 <= text.count, text[at] != UInt8(ascii: "+"), let code = UInt32(String(decoding: text[at..<(at + 4)], as: UTF8.self), radix: 16) else {
            throw broken("an unknown escape")
        }
        at += 4
        return code
    }
}
