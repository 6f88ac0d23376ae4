internal import Extracts
internal import Foundation

/// The first lines of an extract, and the encoding that its bytes speak for.
struct SampleText {
    var lines: [String]
    var encoding: String
    /// Why, for people.
    var evidence: String

    /// Its beginning at least: nothing decides between the encodings that keep ASCII as it is.
    var isASCII = false

    private static let limit = 1 << 20

    static func read(_ path: String) throws -> SampleText {
        var bytes = try ExtractSample.bytes(path, limit: limit)
        let isCut = bytes.count >= limit
        if bytes.starts(with: [0xFF, 0xFE]) { return text(bytes, .utf16, "utf-16", "it begins with a UTF-16 mark", isCut) }
        if bytes.starts(with: [0xFE, 0xFF]) { return text(bytes, .utf16, "utf-16", "it begins with a UTF-16 mark", isCut) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            bytes.removeFirst(3)
            return text(bytes, .utf8, "utf-8", "it begins with a UTF-8 mark", isCut)
        }
        let zeros = (even: stride(from: 0, to: min(bytes.count, 4096), by: 2).count { bytes[$0] == 0 },
            odd: stride(from: 1, to: min(bytes.count, 4096), by: 2).count { bytes[$0] == 0 })
        if zeros.odd > 8, zeros.odd > zeros.even * 4 {
            return text(bytes, .utf16LittleEndian, "utf-16le", "every second byte is zero", isCut)
        }
        if zeros.even > 8 { return text(bytes, .utf16BigEndian, "utf-16be", "every second byte is zero", isCut) }
        guard let high = bytes.firstIndex(where: { $0 > 127 }) else {
            var plain = text(bytes, .utf8, "utf-8", "its beginning is plain ASCII", isCut)
            plain.isASCII = true
            return plain
        }
        let line = bytes[..<high].count { $0 == 10 } + 1
        // The sample may end within a letter.
        let whole = isCut ? Array(bytes[...(bytes.lastIndex(of: 10) ?? bytes.count - 1)]) : bytes
        if String(validating: whole, as: UTF8.self) != nil {
            return text(bytes, .utf8, "utf-8", "line \(line) has letters that are valid UTF-8", isCut)
        }
        if bytes.contains(where: { (0x80...0x9F).contains($0) }) {
            return text(bytes, .windowsCP1252, "windows-1252", "line \(line) is no UTF-8, and some bytes are of Windows alone", isCut)
        }
        return text(bytes, .isoLatin1, "latin-1", "line \(line) is no UTF-8", isCut)
    }

    private static func text(
        _ bytes: [UInt8], _ encoding: String.Encoding, _ name: String, _ evidence: String, _ isCut: Bool
    ) -> SampleText {
        let even = encoding == .utf8 || bytes.count % 2 == 0 ? bytes : Array(bytes.dropLast())
        let text = String(bytes: even, encoding: encoding) ?? String(decoding: bytes, as: UTF8.self)
        var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
        if isCut || lines.last == "" { lines.removeLast() }
        return SampleText(lines: lines, encoding: name, evidence: evidence)
    }
}
