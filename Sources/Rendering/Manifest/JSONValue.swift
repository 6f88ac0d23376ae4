internal import Model

/// A JSON value that keeps its keys in the order given: `{"report":"weekly","as_of":"2026-11-20"}`.
indirect enum JSONValue {
    case null
    case boolean(Bool)
    case integer(Int)
    case string(String)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])

    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    /// Exact numbers travel as strings: a JSON number may become binary floating point on its way.
    static func decimal(_ number: ExactDecimal?) -> JSONValue { optional(number?.description) }
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}

extension [UInt8] {
    /// A value on one line.
    mutating func append(json value: JSONValue) {
        switch value {
        case .null: append(plain: "null")
        case .boolean(let flag): append(plain: flag ? "true" : "false")
        case .integer(let number): append(plain: String(number))
        case .string(let string): append(jsonString: string)
        case .array(let values):
            append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { append(plain: ", ") }
                append(json: value)
            }
            append(UInt8(ascii: "]"))
        case .object(let members):
            append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { append(plain: ", ") }
                append(jsonString: member.key)
                append(plain: ": ")
                append(json: member.value)
            }
            append(UInt8(ascii: "}"))
        }
    }

    /// Text between quotes, escaped where JSON or an old JavaScript needs it.
    mutating func append(jsonString string: String) {
        append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { utf8 in
            var start = 0
            for (index, byte) in utf8.enumerated() {
                var width = 1
                var code = UInt16(byte)
                switch byte {
                case 0..<0x20, 0x22, 0x5C, 0x7F: break
                // U+2028 and U+2029 (E2 80 A8 and A9) end a line in older JavaScript.
                case 0xE2 where index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] & 0xFE == 0xA8:
                    (width, code) = (3, 0x2000 | UInt16(utf8[index + 2] & 0x3F))
                default: continue
                }
                append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
                append(jsonEscapeOf: code)
                start = index + width
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(jsonEscapeOf code: UInt16) {
        append(UInt8(ascii: "\\"))
        switch code {
        case 0x22, 0x5C: append(UInt8(code))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0x09: append(UInt8(ascii: "t"))
        default:
            append(UInt8(ascii: "u"))
            for shift in [12, 8, 4, 0] {
                let digit = UInt8(code >> UInt16(shift) & 0xF)
                append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
            }
        }
    }

    /// Text as it is.
    mutating func append(plain text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(plain text: String) { append(contentsOf: text.utf8) }
}
