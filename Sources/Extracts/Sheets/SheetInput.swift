internal import Foundation
internal import Model

/// One sheet of a workbook as an extract: its header row, and the rows below it.
///
/// The cells come from the excel extension as they are stored; what they are comes from the sheet's own XML, scanned
/// beside it. The scan counts the rows too.
final class SheetInput: TableInput, @unchecked Sendable {
    // Unchecked: immutable but for `kinds`, which has a lock of its own.
    let names: [String]
    /// As findings and rejects show it: `items.xlsx[Master]`.
    let shownName: String
    private let file: ExtractFile
    private let parts: WorkbookParts
    private let sheet: WorkbookParts.Sheet
    private let headerRow: Int
    private let format: DelimitedFormat
    private let tables: any TableOpening
    private let kinds = SheetKinds()

    /// - Parameters:
    ///   - name: the sheet; nil where there is only one.
    ///   - headerRow: its number, from 1.
    init(
        _ file: ExtractFile, sheet name: String?, headerRow: Int, format: DelimitedFormat, place: Place, tables: any TableOpening
    ) throws {
        self.file = file
        self.headerRow = headerRow
        self.format = format
        self.tables = tables
        parts = try WorkbookParts(file)
        sheet = try Self.choose(name, parts, file, place)
        shownName = "\(file.name)[\(sheet.name)]"
        names = try Self.header(parts, sheet, headerRow, shownName)
    }

    private static func choose(_ name: String?, _ parts: WorkbookParts, _ file: ExtractFile, _ place: Place) throws -> WorkbookParts.Sheet {
        let all = parts.sheets.map { "\"\($0.name)\"" }.joined(separator: ", ")
        guard let name else {
            if parts.sheets.count == 1 { return parts.sheets[0] }
            throw Refusal(
                .badDefinition,
                Finding(
                    "which-sheet", .error, "\(file.name) has \(parts.sheets.count) sheets", place: place,
                    remedy: "name one with sheet: (\(all))"))
        }
        // As Excel has it: two sheets can't differ in capitals alone.
        if let sheet = parts.sheets.first(where: { $0.name.trimmed.lowercased() == name.trimmed.lowercased() }) { return sheet }
        throw Refusal(
            .badData,
            Finding(
                "missing-sheet", .error, "\(file.name) has no sheet \"\(name)\"", place: place,
                remedy: NearestName.of(name, among: parts.sheets.map(\.name)).map { "did you mean \"\($0)\"?" }
                    ?? "its sheets are: \(all)"))
    }

    /// The texts of the header's row, up to the last that isn't empty.
    private static func header(_ parts: WorkbookParts, _ sheet: WorkbookParts.Sheet, _ row: Int, _ shown: String) throws -> [String] {
        guard let stream = try parts.archive.stream(sheet.path) else { throw parts.archive.file.damaged("its sheet \"\(sheet.name)\" is missing") }
        let scan = SheetScan(stream, dateStyles: [], blankStrings: [], width: 16_384, keepsTexts: true)
        var filled: Int?
        while try scan.next() {
            if scan.row >= row { break }
            filled = filled ?? scan.row
        }
        guard scan.row == row, !(scan.texts.isEmpty && scan.shared.isEmpty) else { throw empty(row, scan.row > row ? scan.row : filled, shown) }
        let shared = try parts.sharedStrings.flatMap { try parts.archive.stream($0) }
            .map { try SharedStrings.texts(Set(scan.shared.values), from: $0) } ?? [:]
        var names: [Int: String] = scan.texts
        for (column, number) in scan.shared { names[column] = shared[number] ?? "" }
        let last = names.filter { !$0.value.trimmed.isEmpty }.keys.max() ?? 0
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

    func feed() throws -> any RecordFeed {
        let cells = try tables.sheet(sheet.name, of: file.path, from: headerRow + 1, width: names.count)
        return SheetFeed(
            cells, kinds: kinds, firstRow: headerRow + 1, names: names, format: format, isFrom1904: parts.isFrom1904)
    }

    func audit(isCancelled: @escaping @Sendable () -> Bool) throws -> FileAudit {
        do {
            let records = try scan(isCancelled)
            kinds.finish(.success(()))
            return FileAudit(hash: try HashingStream(try FileStream(file)).finish(), records: records, skipped: 0)
        } catch {
            kinds.finish(.failure(error))
            throw error
        }
    }

    func giveUp(_ error: any Error) { kinds.finish(.failure(error)) }

    /// Counts the rows below the header that hold something, and hands on what kinds of cells they have.
    private func scan(_ isCancelled: () -> Bool) throws -> Int {
        let blanks = try parts.sharedStrings.flatMap { try parts.archive.stream($0) }.map { try SharedStrings.blanks(from: $0) } ?? []
        guard let stream = try parts.archive.stream(sheet.path) else { return 0 }
        let scan = SheetScan(stream, dateStyles: parts.dateStyles, blankStrings: blanks, width: names.count)
        var rows = SheetKinds.Rows()
        var count = 0
        while try scan.next(), !isCancelled() {
            if scan.row <= headerRow { continue }
            count += 1
            rows.numbers.append(scan.row)
            rows.kinds += scan.kinds
            if rows.numbers.count == SheetKinds.rowsAtOnce {
                kinds.put(rows, isCancelled: isCancelled)
                rows = SheetKinds.Rows()
            }
        }
        kinds.put(rows, isCancelled: isCancelled)
        return count
    }
}

extension String {
    /// A title's words with one blank between them: line breaks in a header cell are for its looks.
    fileprivate var titleTrimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
