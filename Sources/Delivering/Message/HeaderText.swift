internal import Foundation

/// Header fields as RFC 5322 has them: folded, with other scripts as encoded words (RFC 2047) and in parameters as RFC 2231 has it.
enum HeaderText {
    /// `Subject: …`, folded; what is no printable ASCII goes as encoded words.
    static func unstructured(_ name: String, _ text: String) -> String {
        let clean = oneLine(text)
        // A word that fills a line could only stand on one of its own, and a first line with nothing on it isn't a good one.
        let isPlain = clean.utf8.allSatisfy { $0 >= 32 && $0 < 127 } && clean.split(separator: " ").allSatisfy { $0.utf8.count <= 60 }
        guard isPlain, !clean.contains("=?") else {
            return name + ": " + encodedWords(clean, from: name.utf8.count + 2)
        }
        return folded(name + ": " + clean)
    }

    /// `From: "Núñez, Ana" <ana@example.com>`.
    static func mailbox(_ name: String, _ mailbox: Mailbox) -> String {
        let start = name + ": "
        guard !mailbox.name.isEmpty else { return start + mailbox.address.text }
        return start + phrase(oneLine(mailbox.name), from: start.utf8.count) + "\r\n <" + mailbox.address.text + ">"
    }

    /// A display name: as it is, quoted, or as encoded words.
    private static func phrase(_ text: String, from column: Int) -> String {
        let isASCII = text.utf8.allSatisfy { $0 >= 32 && $0 < 127 }
        guard isASCII, !text.contains("=?"), text.utf8.count < 60 else { return encodedWords(text, from: column) }
        let isPlain = text.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 65 && $0 <= 90) || ($0 >= 48 && $0 <= 57) || $0 == 32 || $0 == 45 || $0 == 39 }
        if isPlain { return text }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// `Content-Disposition: attachment; filename="…"`, or `filename*=` where the name isn't plain ASCII, or is long.
    static func attachment(_ fileName: String) -> String {
        let name = oneLine(fileName)
        let isPlain = name.utf8.allSatisfy { $0 >= 32 && $0 < 127 && $0 != 34 && $0 != 92 && $0 != 37 } && name.utf8.count <= 60
        return (["Content-Disposition: attachment"] + (isPlain ? [" filename=\"\(name)\""] : extended(name))).joined(separator: ";\r\n")
    }

    /// `filename*=UTF-8''…`, in pieces where it is long (RFC 2231).
    private static func extended(_ name: String) -> [String] {
        var pieces: [String] = [""]
        for byte in name.utf8 {
            let isPlain = (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57) || byte == 45 || byte == 46 || byte == 95
            let shown = isPlain ? String(UnicodeScalar(byte)) : "%" + hex(byte)
            if pieces[pieces.count - 1].utf8.count + shown.utf8.count > 50 { pieces.append("") }
            pieces[pieces.count - 1] += shown
        }
        if pieces.count == 1 { return [" filename*=UTF-8''" + pieces[0]] }
        return pieces.enumerated().map { index, piece in " filename*\(index)*=" + (index == 0 ? "UTF-8''" : "") + piece }
    }

    /// Base64 encoded words of at most 75 characters, each of whole characters, one a line.
    private static func encodedWords(_ text: String, from column: Int) -> String {
        var words: [String] = []
        var piece: [UInt8] = []
        // 75 less "=?UTF-8?B?" and "?=" leaves 63 characters of Base64, 45 bytes; the first line has the name before it.
        var room = max(12, min(45, (75 - column - 12) / 4 * 3))
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if piece.count + bytes.count > room {
                words.append("=?UTF-8?B?" + Data(piece).base64EncodedString() + "?=")
                (piece, room) = ([], 45)
            }
            piece += bytes
        }
        words.append("=?UTF-8?B?" + Data(piece).base64EncodedString() + "?=")
        return words.joined(separator: "\r\n ")
    }

    /// Broken before a space where a line would be longer than 76.
    private static func folded(_ line: String) -> String {
        var lines: [String] = [""]
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            let last = lines.count - 1
            let isFirst = last == 0 && lines[0].isEmpty
            if !isFirst, !word.isEmpty, lines[last].utf8.count + 1 + word.utf8.count > 76, lines[last].contains(where: { $0 != " " }) {
                lines.append(" " + word)
            } else {
                lines[last] += (isFirst ? "" : " ") + word
            }
        }
        return lines.joined(separator: "\r\n")
    }

    /// No text can begin a header of its own.
    static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { MailAddress.isControl($0) ? " " : $0 }))
    }

    static func hex(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        return String(String.UnicodeScalarView([digits[Int(byte >> 4)], digits[Int(byte & 15)]]))
    }
}
