internal import Foundation
internal import Model

/// JSON objects as records: values under their names, in the order of the columns.
final class JSONFeed: RecordFeed {
    private let texts: JSONTexts
    private let typed: TypedText
    private let names: [[UInt8]]
    private let columnNames: [String]
    private let format: DelimitedFormat
    private let columns: [[UInt8]: Int]
    private var values: [JSONObject.Value?]
    private var writer: CellWriter?

    init(_ texts: JSONTexts, names: [String], format: DelimitedFormat) {
        self.texts = texts
        columnNames = names
        self.format = format
        self.names = names.map { Array($0.utf8) }
        typed = TypedText(format)
        columns = Dictionary(zip(self.names, names.indices), uniquingKeysWith: { first, _ in first })
        values = Array(repeating: nil, count: names.count)
    }

    var skipped: Int { writer?.skipped ?? 0 }
    var base: UnsafeMutablePointer<UInt8> { writer?.base ?? Self.none }
    nonisolated(unsafe) private static let none = UnsafeMutablePointer<UInt8>.allocate(capacity: TextWindow.padding)

    func fill(_ block: RecordBlock) throws -> Bool {
        let writer = self.writer ?? CellWriter(block, names: self.columnNames, format: format)
        self.writer = writer
        writer.begin()
        while !writer.isFull, let record = try texts.next() {
            if record.isTooLong {
                writer.appendOdd(record.text, line: record.line, .tooLong)
                continue
            }
            do {
                let object = try JSONObject(record.text)
                if let flaw = object.flaw {
                    writer.appendOdd(record.text, line: record.line, .broken(flaw))
                    continue
                }
                try place(object)
                write(record.line, block, to: writer)
            } catch let error as JSONObject.Broken {
                if texts.isList { throw texts.broken(error.reason, record.line) }
                writer.appendOdd(record.text, line: record.line, .broken("is no JSON object: \(error.reason)"))
            }
        }
        writer.finish()
        return block.rows > 0 || !block.odd.isEmpty
    }

    private func place(_ object: JSONObject) throws {
        for column in values.indices { values[column] = nil }
        // Most objects have their values in the same order.
        var expected = 0
        for value in object.values {
            let column = expected < names.count && names[expected] == value.name ? expected : columns[value.name]
            guard let column = column ?? columns[Array(String(decoding: value.name, as: UTF8.self).trimmed.utf8)] else {
                throw JSONObject.Broken(reason: "it changed while it was read", offset: 0)
            }
            values[column] = value
            expected = column + 1
        }
    }

    private func write(_ line: Int, _ block: RecordBlock, to writer: CellWriter) {
        writer.beginRow(line)
        for value in values {
            if let value {
                value.bytes.withUnsafeBufferPointer { bytes in
                    switch value.kind {
                    case .null: break
                    case .number: typed.number(bytes, to: writer)
                    case .text, .boolean: writer.append(bytes)
                    case .list:
                        let text = RejectText.shortened(bytes, to: 60)
                        block.errorCells.append((block.rows, text, "a list"))
                        writer.append(text)
                    }
                }
            }
            writer.endCell()
        }
        writer.endRow()
    }
}
