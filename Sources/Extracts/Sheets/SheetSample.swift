internal import Foundation
internal import Model

/// The beginnings of a workbook's sheets, read from their own XML.
package enum SheetSample {
    package static func tables(_ path: String) throws -> [ExtractTable] {
        let file = try ExtractSample.file(path)
        try FirstBytes.checkWorkbook(file)
        let parts = try WorkbookParts(file)
        return try parts.sheets.map { try table($0, parts) }
    }

    private static func table(_ sheet: WorkbookParts.Sheet, _ parts: WorkbookParts) throws -> ExtractTable {
        guard let stream = try parts.archive.stream(sheet.path) else { return ExtractTable(name: sheet.name, rows: []) }
        let scan = SheetScan(stream, of: parts.archive.file, dateStyles: parts.dateStyles, blankStrings: [], width: 1024, keepsTexts: true)
        var rows: [(number: Int, kinds: [UInt8], texts: [Int: String], shared: [Int: Int])] = []
        while rows.count < ExtractTable.rowLimit, try scan.next() {
            rows.append((scan.row, scan.kinds, scan.texts, scan.shared))
        }
        let shared = try parts.sharedStrings.flatMap { try parts.archive.stream($0) }
            .map { try SharedStrings.texts(Set(rows.flatMap(\.shared.values)), from: $0) } ?? [:]
        return ExtractTable(
            name: sheet.name,
            rows: rows.map { row in
                var texts = row.texts
                for (column, number) in row.shared { texts[column] = shared[number] ?? "" }
                let last = texts.filter { $0.key < row.kinds.count && !$0.value.trimmed.isEmpty }.keys.max() ?? -1
                return ExtractTable.Row(
                    row.number,
                    last < 0
                        ? []
                        : (0...last).map { column in
                            cell(texts[column] ?? "", SheetScan.Kind(rawValue: row.kinds[column]) ?? .text, parts.isFrom1904)
                        })
            })
    }

    private static func cell(_ stored: String, _ kind: SheetScan.Kind, _ isFrom1904: Bool) -> ExtractTable.Cell {
        switch kind {
        case .none: .empty
        case .text: ExtractTable.Cell(.text, stored.trimmed)
        case .number: ExtractTable.Cell(.number, PlainNumber.shown(stored.trimmed))
        case .date: SheetText.day(stored, isFrom1904).map { ExtractTable.Cell(.date, $0.description) } ?? ExtractTable.Cell(.number, stored)
        case .writtenDate: ExtractTable.Cell(.date, String(stored.trimmed.prefix(10)))
        case .boolean: ExtractTable.Cell(.boolean, stored.trimmed == "1" ? "TRUE" : "FALSE")
        case .error: ExtractTable.Cell(.error, stored.trimmed)
        }
    }
}
