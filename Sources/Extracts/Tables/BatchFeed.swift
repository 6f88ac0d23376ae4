internal import Foundation
internal import Model

/// A table's batches as records: row n is on "line" n, from 1, unless the rows bring their numbers with them.
final class BatchFeed: RecordFeed {
    private let source: any BatchSource
    private let columns: [SourceColumn]
    private let text: TypedText
    private let format: DelimitedFormat
    private var batch: RecordBatch?
    private var next = 0
    private var number = 1
    private let isNumbered: Bool
    private var writer: CellWriter?
    /// Hashes the rows as they are read; nil where a file's bytes are hashed instead.
    private let hash: RowHash?

    init(
        _ source: any BatchSource, columns: [SourceColumn], isNumbered: Bool = false, format: DelimitedFormat, hash: RowHash? = nil
    ) {
        self.source = source
        self.isNumbered = isNumbered
        self.columns = columns
        self.hash = hash
        self.format = format
        text = TypedText(format)
    }

    var skipped: Int { writer?.skipped ?? 0 }
    var base: UnsafeMutablePointer<UInt8> { writer?.base ?? Self.none }
    nonisolated(unsafe) private static let none = UnsafeMutablePointer<UInt8>.allocate(capacity: TextWindow.padding)

    func fill(_ block: RecordBlock) throws -> Bool {
        let writer = self.writer ?? CellWriter(block, names: columns.map(\.name), format: format)
        self.writer = writer
        writer.begin()
        while !writer.isFull, try hasRow() {
            guard let batch else { break }
            if isNumbered, case .integer(let own)? = batch.columns.last?.scalar(next) { number = own }
            writer.beginRow(number)
            for index in columns.indices {
                write(batch.columns[index], next, columns[index].kind, to: writer)
                writer.endCell()
            }
            writer.endRow()
            next += 1
            number += 1
        }
        writer.finish()
        if block.rows > 0 { hash?.add(writer.base + 1, block.byteCount) } else { hash?.end() }
        return block.rows > 0
    }

    private func hasRow() throws -> Bool {
        while next >= batch?.rowCount ?? 0 {
            guard let more = try source.next() else { return false }
            batch = more
            next = 0
        }
        return true
    }

    private func write(_ column: ColumnVector, _ row: Int, _ kind: SourceColumn.Kind, to writer: CellWriter) {
        if column.isNull(row) { return }
        switch column.storage {
        case .text(let offsets, let bytes):
            let (from, to) = (Int(offsets[row]), Int(offsets[row + 1]))
            bytes.withUnsafeBufferPointer { all in
                let cell = UnsafeBufferPointer(rebasing: all[from..<to])
                switch kind {
                case .number, .binaryNumber: text.number(cell, to: writer)
                case .date: text.moment(cell, to: writer)
                case .text, .boolean, .unreadable: writer.append(cell)
                }
            }
        case .date(let days): text.date(CivilDate(daysSinceEpoch: days[row]), to: writer)
        case .boolean(let values): writer.append(values[row] ? "true" : "false")
        case .int32(let values): text.number(String(values[row]), to: writer)
        case .int64(let values): text.number(String(values[row]), to: writer)
        case .decimal(let values, _, let scale):
            text.number(ExactDecimal(unscaled: values[row], scale: scale).description, to: writer)
        case .double(let values):
            text.number(values[row].isFinite ? PlainNumber.shortest(values[row]) : "\(values[row])", to: writer)
        case .null: break
        }
    }
}
