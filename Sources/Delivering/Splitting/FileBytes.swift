/// Bytes of a file as text that is searched: words, figures, and what escapes stand for.
enum FileBytes {
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Letters, digits and whatever isn't ASCII.
    static func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) }

    static func wordEnd(_ text: [UInt8], from start: Int) -> Int {
        var end = start
        while end < text.count, isWord(text[end]) { end += 1 }
        return end
    }

    /// FNV-1a, 64 bits.
    static func hash(_ bytes: some Sequence<UInt8>, after start: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
        bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// The digits of a figure without zeros at its ends, and where it ends: 1.234.567,80 and 1'234'567.8 have the same.
    static func figure(_ text: [UInt8], from start: Int) -> (digits: [UInt8], end: Int)? {
        var digits: [UInt8] = []
        var at = start
        while at < text.count {
            if isDigit(text[at]) {
                digits.append(text[at])
                at += 1
                continue
            }
            let mark = markLength(text, at)
            guard mark > 0, at + mark < text.count, isDigit(text[at + mark]) else { break }
            at += mark
        }
        while digits.first == 0x30 { digits.removeFirst() }
        while digits.last == 0x30 { digits.removeLast() }
        return digits.isEmpty ? nil : (digits, at)
    }

    /// Of a point, comma or apostrophe, or of a space that doesn't break (U+00A0, U+202F) or a curved apostrophe (U+2019).
    private static func markLength(_ text: [UInt8], _ at: Int) -> Int {
        switch text[at] {
        case 0x2C, 0x2E, 0x27: 1
        case 0xC2 where at + 1 < text.count && text[at + 1] == 0xA0: 2
        case 0xE2 where at + 2 < text.count && text[at + 1] == 0x80 && (text[at + 2] == 0xAF || text[at + 2] == 0x99): 3
        default: 0
        }
    }

    /// XML and HTML with the escapes that a writer must use undone.
    static func withoutEntities(_ bytes: [UInt8]) -> [UInt8] {
        replacing(bytes, 0x26) { at in
            guard let end = bytes[at..<min(at + 10, bytes.count)].firstIndex(of: 0x3B) else { return nil }
            let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
            let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"][name]
            let code = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
            guard let text = named ?? code.flatMap(Unicode.Scalar.init).map(String.init) else { return nil }
            return (Array(text.utf8), end + 1)
        }
    }

    /// JSON with the escapes of its texts undone.
    static func withoutBackslashes(_ bytes: [UInt8]) -> [UInt8] {
        replacing(bytes, 0x5C) { at in
            guard at + 1 < bytes.count else { return nil }
            if bytes[at + 1] == UInt8(ascii: "u"), at + 6 <= bytes.count,
                let scalar = UInt32(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
            {
                return (Array(String(scalar).utf8), at + 6)
            }
            let plain: [UInt8: UInt8] = [UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13]
            return ([plain[bytes[at + 1]] ?? bytes[at + 1]], at + 2)
        }
    }

    /// CSV with doubled quotes taken for one.
    static func withoutDoubledQuotes(_ bytes: [UInt8]) -> [UInt8] {
        replacing(bytes, 0x22) { at in at + 1 < bytes.count && bytes[at + 1] == 0x22 ? ([0x22], at + 2) : nil }
    }

    private static func replacing(_ bytes: [UInt8], _ mark: UInt8, _ found: (Int) -> (text: [UInt8], end: Int)?) -> [UInt8] {
        guard bytes.contains(mark) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            if bytes[at] == mark, let (text, end) = found(at) {
                result += text
                at = end
            } else {
                result.append(bytes[at])
                at += 1
            }
        }
        return result
    }
}
