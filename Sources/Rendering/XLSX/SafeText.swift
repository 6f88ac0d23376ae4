/// Text made fit for a workbook's XML: the one place that knows what a cell can't hold.
///
/// libxlsxwriter writes what it is given, and reports success for files that Excel then calls damaged.
enum SafeText {
    /// Excel's limit for a cell, in UTF-16 units.
    static let cellLimit = 32_767

    /// The text as a cell holds it: control characters visible, escapes literal, cut with a word where it is too long.
    static func cell(_ text: String) -> String {
        needsCare(text) ? escaped(text, limit: cellLimit) : text
    }

    /// One line of at most `limit` UTF-16 units, for names, titles, headers and properties.
    static func line(_ text: String, limit: Int = 255) -> String {
        let flat = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        return escaped(flat, limit: limit)
    }

    /// Text that a spreadsheet would take for a formula once someone edits its cell.
    static func looksLikeFormula(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        return first == 0x3D || first == 0x2B || first == 0x2D || first == 0x40  // = + - @
    }

    private static func needsCare(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            // A byte is at least as long as a UTF-16 unit is, so this never misses a text that is too long.
            if bytes.count > cellLimit { return true }
            var previous: UInt8 = 0
            for byte in bytes {
                // Control characters, DEL, the start of U+FFFE and U+FFFF, and "_x".
                if byte < 0x20 && byte != 0x0A || byte == 0x7F || byte == 0xEF { return true }
                if previous == 0x5F && (byte | 0x20) == 0x78 { return true }
                previous = byte
            }
            return false
        }
    }

    private static func escaped(_ text: String, limit: Int) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var used = 0
        let note = cutNote(text, limit: limit)
        // The text fits as it is, or it must leave room for the note that says it was cut.
        let room = scalars.count + scalars.count / 8 < limit / 2 || fits(scalars, limit) ? limit : limit - note.utf16.count
        for (index, scalar) in scalars.enumerated() {
            let piece = replacement(scalar, at: index, in: scalars)
            let width = piece.utf16.count
            if used + width > room {
                result.append(contentsOf: note.unicodeScalars)
                break
            }
            used += width
            result.append(contentsOf: piece.unicodeScalars)
        }
        return String(result)
    }

    private static func fits(_ scalars: [Unicode.Scalar], _ limit: Int) -> Bool {
        var used = 0
        for index in scalars.indices {
            used += replacement(scalars[index], at: index, in: scalars).utf16.count
            if used > limit { return false }
        }
        return true
    }

    private static func cutNote(_ text: String, limit: Int) -> String {
        limit < cellLimit ? "…" : " … [cut: \(text.utf16.count) characters]"
    }

    private static func replacement(_ scalar: Unicode.Scalar, at index: Int, in all: [Unicode.Scalar]) -> String {
        switch scalar.value {
        case 0x0A: return "\n"
        // The line's end is the line feed that follows it, or stands for one.
        case 0x0D: return index + 1 < all.count && all[index + 1].value == 0x0A ? "" : "\n"
        case 0x09: return " "
        case 0x00..<0x20: return String(Unicode.Scalar(0x2400 + scalar.value) ?? "�")
        case 0x7F: return "␡"
        case 0xFFFE, 0xFFFF: return "�"
        case 0x5F where startsEscape(all, index): return "_x005F_"
        default: return String(scalar)
        }
    }

    /// `_x0041_` means "A" to Excel.
    private static func startsEscape(_ all: [Unicode.Scalar], _ index: Int) -> Bool {
        guard index + 6 < all.count, all[index + 1].value | 0x20 == 0x78, all[index + 6].value == 0x5F else { return false }
        return all[(index + 2)...(index + 5)].allSatisfy { $0.properties.isASCIIHexDigit }
    }
}
