internal import Model

/// Where in a plugin's file something stands, from its offset in bytes: `dso/kpi.sql`, byte 90 is line 4, column 7.
struct StatementPlace {
    let sql: String
    let file: String

    func at(_ offset: Int?) -> Place {
        let bytes = sql.utf8
        guard let offset, offset >= 0, offset <= bytes.count else { return Place(file: file) }
        let index = bytes.index(bytes.startIndex, offsetBy: offset)
        let line = bytes[..<index].count { $0 == 10 } + 1
        let start = bytes[..<index].lastIndex(of: 10).map(bytes.index(after:)) ?? bytes.startIndex
        let end = bytes[index...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.endIndex
        // What a terminal would obey is not printed; nor is a line that is a book.
        let text = String(decoding: bytes[start..<end], as: UTF8.self).replacing("\t", with: " ")
        let isShown = text.utf8.count <= 300 && text.unicodeScalars.allSatisfy { !$0.properties.generalCategory.isControl }
        return Place(
            file: file, line: line, column: String(decoding: bytes[start..<index], as: UTF8.self).count + 1, excerpt: isShown ? text : nil)
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isControl: Bool { self == .control || self == .format }
}
