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
    ///   - headerRow: its number, from 1; nil: by the titles that the format declares, else by the lines to skip.
    init(
        _ file: ExtractFile, sheet name: String?, headerRow: Int?, format: DelimitedFormat, place: Place, tables: any TableOpening
    ) throws {
        self.file = file
        self.format = format
        self.tables = tables
        try FirstBytes.checkWorkbook(file)
        parts = try WorkbookParts(file)
        sheet = try Self.choose(name, parts, file, place)
        shownName = "\(file.name)[\(sheet.name)]"
        let header = try SheetHeader.find(in: parts, sheet, row: headerRow, format: format, shownName: shownName)
        (names, self.headerRow) = (header.names, header.row)
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
        let scan = SheetScan(stream, of: file, dateStyles: parts.dateStyles, blankStrings: blanks, width: names.count)
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
