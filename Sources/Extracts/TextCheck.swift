internal import Foundation
internal import Model

/// Tells text from bytes that were read in another encoding than they were written in.
struct TextCheck {
    private let encoding: DelimitedFormat.Encoding
    private let table: SingleByteTable?

    init(_ encoding: DelimitedFormat.Encoding) {
        self.encoding = encoding
        table = encoding.isSingleByte ? SingleByteTable(encoding) : nil
    }

    /// What is wrong with a record; nil when it is text.
    func problem(_ record: UnsafeBufferPointer<UInt8>) -> String? {
        if UTF8Check.hasZero(record) { return "has a NUL byte" + (encoding.isUTF16 ? "" : ": is the extract utf-16?") }
        if UTF8Check.isPlain(record) { return nil }
        guard UTF8Check.isValid(record) else {
            return switch encoding {
            case .utf8: "not valid UTF-8: is the extract latin-1?"
            case .latin1, .windows1252, .windows1255: "has a byte that is no character of \(encoding.label)"
            case .utf16, .utf16LE, .utf16BE: "not valid \(encoding.label)"
            }
        }
        guard let table else { return nil }
        if let misread = misreadUTF8(record, table) {
            return "\"\(misread.shown)\" is \"\(misread.meant)\" in UTF-8: is the extract utf-8?"
        }
        if encoding != .windows1255, let word = hebrew(record, table) {
            return "\"\(word)\" reads as Hebrew: is the extract windows-1255?"
        }
        return nil
    }

    /// Letters beyond ASCII that all are well-formed UTF-8 as they stand in the file: that is no coincidence.
    private func misreadUTF8(_ record: UnsafeBufferPointer<UInt8>, _ table: SingleByteTable) -> (
        shown: String, meant: String
    )? {
        var first: (shown: String, meant: String)?
        var at = 0
        while at < record.count {
            if record[at] < 0x80 {
                at += 1
                continue
            }
            // Up to four letters in a row that begin a sequence; one that isn't whole ends the suspicion.
            var (shown, bytes) = ("", [UInt8]())
            var length = 0
            repeat {
                guard at < record.count, record[at] >= 0x80, let letter = Self.letter(record, at),
                    let byte = table.byte(letter.code)
                else { return nil }
                if bytes.isEmpty {
                    length = byte >= 0xC2 && byte < 0xE0 ? 2 : byte & 0xF0 == 0xE0 ? 3 : byte >= 0xF0 && byte < 0xF5 ? 4 : 0
                    if length == 0 { return nil }
                }
                bytes.append(byte)
                shown.unicodeScalars.append(UnicodeScalar(letter.code) ?? "?")
                at += letter.length
            } while bytes.count < length
            guard bytes.withUnsafeBufferPointer(UTF8Check.isValid) else { return nil }
            first = first ?? (shown, String(decoding: bytes, as: UTF8.self))
        }
        return first
    }

    /// Four and more of à to ú in a row: no word of a Latin script, and every word of Hebrew.
    private func hebrew(_ record: UnsafeBufferPointer<UInt8>, _ table: SingleByteTable) -> String? {
        var word = ""
        var at = 0
        while at < record.count {
            if record[at] >= 0x80, let letter = Self.letter(record, at) {
                at += letter.length
                if (0xE0...0xFA).contains(letter.code), let scalar = UnicodeScalar(letter.code) {
                    word.unicodeScalars.append(scalar)
                    if word.unicodeScalars.count >= 4, Set(word.unicodeScalars).count >= 3 { return word }
                    continue
                }
            } else {
                at += 1
            }
            word = ""
        }
        return nil
    }

    private static func letter(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> (code: UInt32, length: Int)? {
        let lead = UInt32(text[at])
        func next(_ offset: Int) -> UInt32 { UInt32(text[at + offset]) & 0x3F }
        if lead & 0xE0 == 0xC0, at + 1 < text.count { return ((lead & 0x1F) << 6 | next(1), 2) }
        if lead & 0xF0 == 0xE0, at + 2 < text.count { return ((lead & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
        if at + 3 < text.count { return ((lead & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4) }
        return nil
    }
}
