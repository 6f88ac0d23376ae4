internal import Foundation
internal import Model

/// The first objects of a JSON extract as rows.
package enum JSONSample {
    package static func table(_ path: String) throws -> ExtractTable {
        let file = try ExtractSample.file(path)
        let texts = try JSONTexts(file, encoding: .utf8)
        var names: [[UInt8]] = []
        var columns: [[UInt8]: Int] = [:]
        var rows: [ExtractTable.Row] = []
        while rows.count < ExtractTable.rowLimit, let record = try texts.next() {
            guard !record.isTooLong else { continue }
            do {
                var cells: [ExtractTable.Cell] = []
                let object = try JSONObject(record.text)
                if object.flaw != nil { continue }
                for value in object.values {
                    let column = columns[value.name] ?? names.count
                    if column == names.count {
                        columns[value.name] = column
                        names.append(value.name)
                    }
                    while cells.count <= column { cells.append(.empty) }
                    cells[column] = cell(value)
                }
                rows.append(ExtractTable.Row(record.line, cells))
            } catch {
                if texts.isList { throw texts.broken(error.reason, record.line) }
            }
        }
        return ExtractTable(columns: names.map { String(decoding: $0, as: UTF8.self).trimmed }, rows: rows)
    }

    private static func cell(_ value: JSONObject.Value) -> ExtractTable.Cell {
        let text = String(decoding: value.bytes, as: UTF8.self).trimmed
        return switch value.kind {
        case .null: .empty
        case .text: ExtractTable.Cell(.text, text)
        case .number: ExtractTable.Cell(.number, PlainNumber.expanded(text))
        case .boolean: ExtractTable.Cell(.boolean, text)
        case .list: ExtractTable.Cell(.error, text)
        }
    }
}
