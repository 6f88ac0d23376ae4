internal import Model

/// What stands around the digits of an amount: brackets, `CR` and `DR`, blanks of several kinds, typographic signs.
///
/// Brackets and suffixes only where they are declared. Blanks within digits only where they are the thousands mark.
struct AmountMarks {
    static let longest = 200

    private let parentheses: Bool
    private let credit: [[UInt8]]
    private let debit: [[UInt8]]

    init(_ format: DelimitedFormat) {
        parentheses = format.parentheses
        let small = { (words: [String]) in words.map { Array($0.lowercased().utf8) }.sorted { $0.count > $1.count } }
        credit = small(format.creditSuffixes)
        debit = small(format.debitSuffixes)
    }

    /// The amount without its marks, and whether they say that it is negative; nil when they contradict each other.
    func bare(_ start: UnsafePointer<UInt8>, _ length: Int) -> (bytes: [UInt8], isNegated: Bool)? {
        var text = Self.plain(start, length)[...]
        var isNegated = false
        Self.trim(&text)
        if let suffix = suffix(text) {
            guard !Self.isSigned(text.dropLast(suffix.length)) else { return nil }
            isNegated = suffix.isCredit
            text = text.dropLast(suffix.length)
            Self.trim(&text)
        }
        if parentheses, text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")"), text.count > 2 {
            text = text.dropFirst().dropLast()
            Self.trim(&text)
            guard !Self.isSigned(text), !isNegated else { return nil }
            isNegated = true
        }
        // A sign may stand apart from its digits.
        if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            var digits = text.dropFirst()
            Self.trim(&digits)
            return ([sign] + digits, isNegated)
        }
        if text.last == UInt8(ascii: "-") {
            var digits = text.dropLast()
            Self.trim(&digits)
            return (digits + [UInt8(ascii: "-")], isNegated)
        }
        return (Array(text), isNegated)
    }

    /// What should perhaps have been declared.
    func undeclared(_ start: UnsafePointer<UInt8>, _ length: Int) -> String? {
        guard length > 2 else { return nil }
        if !parentheses, start[0] == UInt8(ascii: "("), start[length - 1] == UInt8(ascii: ")") { return "parentheses" }
        let end = String(decoding: UnsafeBufferPointer(start: start + length - 2, count: 2), as: UTF8.self).uppercased()
        if end == "CR", credit.isEmpty { return "credit_suffix" }
        return end == "DR" && debit.isEmpty ? "debit_suffix" : nil
    }

    private func suffix(_ text: ArraySlice<UInt8>) -> (length: Int, isCredit: Bool)? {
        for (words, isCredit) in [(credit, true), (debit, false)] {
            for word in words where text.count > word.count {
                let end = text.suffix(word.count)
                if zip(end, word).allSatisfy({ ($0 >= 65 && $0 <= 90 ? $0 | 32 : $0) == $1 }) {
                    return (word.count, isCredit)
                }
            }
        }
        return nil
    }

    private static func isSigned(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "(") }
    }

    private static func trim(_ text: inout ArraySlice<UInt8>) {
        while text.first == 32 { text.removeFirst() }
        while text.last == 32 { text.removeLast() }
    }

    /// No-break and thin blanks as blanks, typographic minus and apostrophe as those of ASCII.
    private static func plain(_ start: UnsafePointer<UInt8>, _ length: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var at = 0
        while at < length {
            if start[at] == 0xC2, at + 1 < length, start[at + 1] == 0xA0 {
                bytes.append(32)
                at += 2
            } else if start[at] == 0xE2, at + 2 < length, let plain = Self.twins[UInt16(start[at + 1]) << 8 | UInt16(start[at + 2])] {
                bytes.append(plain)
                at += 3
            } else {
                bytes.append(start[at])
                at += 1
            }
        }
        return bytes
    }

    /// By the second and third byte behind E2.
    private static let twins: [UInt16: UInt8] = [
        0x80AF: 32, 0x8089: 32, 0x8087: 32, 0x8099: UInt8(ascii: "'"), 0x8892: UInt8(ascii: "-"),
    ]
}
