internal import Foundation
internal import Model

/// Rows that a person mended in a copy of `rejects.csv`: each is read in place of the row that was rejected.
///
/// The copy has the columns of `rejects.csv`, of which `relation`, `file`, `line` and `row` count, in UTF-8; a comma, a
/// semicolon or a tab stands between them, as the spreadsheet program that saved it likes best.
struct MendedRows {
    struct Row {
        var text: [UInt8]
        /// In the mended file.
        var line: Int
    }

    let file: ExtractFile
    let hash: ContentHash
    /// By the extract's name and the line there.
    let rows: [String: [Int: Row]]

    static let needed = ["relation", "file", "line", "row"]

    static func read(_ path: String, folder: String?, relation: String, place: Place) throws -> MendedRows {
        let file = try ExtractFiles.resolve(path, folder: folder, place: place)[0]
        let audit = try HashingStream(FileStream(file))
        let hash = try audit.finish()
        let lines = try records(file)
        guard let header = lines.first, let delimiter = delimiter(header.text) else { throw noCopy(file) }
        let names = cells(header.text, delimiter).map { String(decoding: $0, as: UTF8.self).folded }
        let columns = needed.compactMap { names.firstIndex(of: $0) }
        guard columns.count == needed.count else { throw noCopy(file) }
        var rows: [String: [Int: Row]] = [:]
        var findings: [Finding] = []
        for record in lines.dropFirst() {
            let cells = cells(record.text, delimiter)
            guard cells.count == names.count, let number = Int(String(decoding: cells[columns[2]], as: UTF8.self).trimmed) else {
                findings.append(noRow(file, record.line))
                continue
            }
            guard String(decoding: cells[columns[0]], as: UTF8.self) == relation else { continue }
            let name = String(decoding: cells[columns[1]], as: UTF8.self)
            let text = cells[columns[3]]
            // A row left empty isn't mended.
            if !text.contains(where: { $0 > 32 }) { continue }
            if String(decoding: text.suffix(64), as: UTF8.self).trimmed.hasSuffix(RejectText.cutMark.trimmed) {
                findings.append(cut(file, record.line, name, number))
                continue
            }
            if rows[name]?[number] != nil { findings.append(twice(file, record.line, name, number)) }
            rows[name, default: [:]][number] = Row(text: text, line: record.line)
        }
        if !findings.isEmpty { throw Refusal(.badData, findings) }
        return MendedRows(file: file, hash: hash, rows: rows)
    }

    private static func records(_ file: ExtractFile) throws -> [(text: [UInt8], line: Int)] {
        let reader = try RecordLines(FileStream(file), delimiter: UInt8(ascii: ","), quote: nil)
        var records: [(text: [UInt8], line: Int)] = []
        var line = 1
        var open: (text: [UInt8], line: Int)?
        while let piece = try reader.next() {
            guard case .record(let text, let count) = piece else { throw noCopy(file) }
            guard UTF8Check.isValid(text) else { throw notUTF8(file, line) }
            var whole = (text: Array(text), line: line)
            if let open { whole = (open.text + [10] + whole.text, open.line) }
            line += count
            // A cell with a line break in it: its quote is still open.
            open = whole.text.count(where: { $0 == 34 }) % 2 == 1 ? whole : nil
            if open == nil, whole.text.contains(where: { $0 > 32 }) { records.append(whole) }
        }
        if let open { throw openQuote(file, open.line) }
        return records
    }

    /// What stands behind the first title.
    private static func delimiter(_ header: [UInt8]) -> UInt8? {
        let text = String(decoding: header, as: UTF8.self).trimmingPrefix("\u{FEFF}").replacing("\"", with: "")
        return [",", ";", "\t"].first { text.lowercased().hasPrefix("relation" + $0) }.flatMap { $0.utf8.first }
    }

    private static func cells(_ record: [UInt8], _ delimiter: UInt8) -> [[UInt8]] {
        record.withUnsafeBufferPointer { record in
            let line = CellText(line: record)
            return line.cells(delimiter, quote: 34).map { line.unquoted($0, quote: 34) }
        }
    }

    // MARK: What a file can be wrong about

    private static func noCopy(_ file: ExtractFile) -> Refusal {
        refusal("no-rejects-file", "\(file.name) is no copy of rejects.csv", file, 1, "its first line is relation,file,line,column,reason,row")
    }

    private static func notUTF8(_ file: ExtractFile, _ line: Int) -> Refusal {
        refusal("wrong-encoding", "\(file.name) is not valid UTF-8", file, line, "save it as \"CSV UTF-8\"")
    }

    private static func openQuote(_ file: ExtractFile, _ line: Int) -> Refusal {
        refusal("no-rejects-file", "a quote in \(file.name) is never closed", file, line, "write quotes within a cell twice")
    }

    private static func noRow(_ file: ExtractFile, _ line: Int) -> Finding {
        Finding(
            "no-rejects-file", .error, "line \(line) of \(file.name) has not the columns of rejects.csv",
            place: Place(file: file.name, line: line), remedy: "mend the text below \"row\" and leave all else as it is")
    }

    private static func cut(_ file: ExtractFile, _ line: Int, _ name: String, _ number: Int) -> Finding {
        Finding(
            "no-rejects-file", .error, "line \(number) of \(name) is too long for rejects.csv, and only its beginning is there",
            place: Place(file: file.name, line: line), remedy: "mend it in the extract itself, and leave it out here")
    }

    private static func twice(_ file: ExtractFile, _ line: Int, _ name: String, _ number: Int) -> Finding {
        Finding(
            "no-rejects-file", .error, "line \(number) of \(name) is mended twice", place: Place(file: file.name, line: line),
            remedy: "leave one of the two")
    }

    private static func refusal(_ id: String, _ message: String, _ file: ExtractFile, _ line: Int, _ remedy: String) -> Refusal {
        Refusal(.badData, Finding(id, .error, message, place: Place(file: file.name, line: line), remedy: remedy))
    }
}
