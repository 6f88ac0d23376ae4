/// Estimates how text wraps: Excel measures rows of merged cells for no one.
enum TextLines {
    /// Lines that the text takes where a line holds `room` characters, broken between words where they fit.
    static func count(_ text: String, room: Int) -> Int {
        let room = max(4, room)
        // Most cells: short, and plain ASCII.
        if text.utf8.count <= room, !text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x80 }) { return 1 }
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).reduce(0) { lines, paragraph in
            lines + count(paragraph: paragraph, room: room)
        }
    }

    private static func count(paragraph: Substring, room: Int) -> Int {
        if paragraph.utf8.count <= room { return 1 }
        var lines = 1
        var used = 0
        for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
            let length = word.count
            if used > 0, used + 1 + length > room {
                lines += 1
                used = 0
            }
            used += (used > 0 ? 1 : 0) + length
            if used > room {
                lines += (used - 1) / room
                used = (used - 1) % room + 1
            }
        }
        return lines
    }
}
