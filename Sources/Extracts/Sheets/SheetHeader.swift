internal import Model

/// A sheet's header: the number of its row, and the texts in it up to the last that isn't empty.
struct SheetHeader {
    let row: Int
    let names: [String]

    private struct Row {
        var number: Int
        var texts: [Int: String]
        var shared: [Int: Int]
    }

    /// Rows among which declared titles are looked for.
    private static let searched = 200

    /// - Parameter row: nil: by the titles that the format declares, else by the lines to skip.
    static func find(
        in parts: WorkbookParts, _ sheet: WorkbookParts.Sheet, row: Int?, format: DelimitedFormat, shownName: String
    ) throws -> SheetHeader {
        let isSearched = row == nil && !format.lines.header.isEmpty
        let wanted = row ?? format.skip + 1
        guard let stream = try parts.archive.stream(sheet.path) else {
            throw parts.archive.file.damaged("its sheet \"\(sheet.name)\" is missing")
        }
        let scan = SheetScan(stream, of: parts.archive.file, dateStyles: [], blankStrings: [], width: 16_384, keepsTexts: true)
        var rows: [Row] = []
        var filled: Int?
        while rows.count < (isSearched ? searched : 1), try scan.next() {
            filled = filled ?? scan.row
            if !isSearched, scan.row < wanted { continue }
            if !isSearched, scan.row > wanted { break }
            rows.append(Row(number: scan.row, texts: scan.texts, shared: scan.shared))
        }
        let shared = try parts.sharedStrings.flatMap { try parts.archive.stream($0) }
            .map { try SharedStrings.texts(Set(rows.flatMap(\.shared.values)), from: $0) } ?? [:]
        let headers = rows.map { row in SheetHeader(row: row.number, names: names(row, shared)) }.filter { !$0.names.isEmpty }
        if isSearched {
            var search = HeaderSearch(format.lines)
            for header in headers where search.accepts(header.names, line: header.row) { return header }
            throw search.notFound(ExtractFile(path: parts.archive.file.path, name: shownName))
        }
        if let header = headers.first { return header }
        throw empty(wanted, filled ?? (scan.row > wanted ? scan.row : nil), shownName)
    }

    private static func names(_ row: Row, _ shared: [Int: String]) -> [String] {
        var names = row.texts
        for (column, number) in row.shared { names[column] = shared[number] ?? "" }
        guard let last = names.filter({ !$0.value.titleTrimmed.isEmpty }).keys.max() else { return [] }
        return (0...last).map { (names[$0] ?? "").titleTrimmed }
    }

    private static func empty(_ row: Int, _ other: Int?, _ shown: String) -> Refusal {
        Refusal(
            .badData,
            Finding(
                "empty-extract", .error, "row \(row) of \(shown) is empty, and should be its header",
                place: Place(file: shown, line: row),
                remedy: other.map { "state the header's row with header_row: (row \($0) has something)" }
                    ?? "take the extract again; one without rows still has its header"))
    }
}

extension String {
    /// A title's words with one blank between them: line breaks in a header cell are for its looks.
    fileprivate var titleTrimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
