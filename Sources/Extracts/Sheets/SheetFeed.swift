internal import Foundation
internal import Model

/// A sheet's rows as records: each cell as the sheet's kind for it says that it is meant.
final class SheetFeed: RecordFeed {
    private let cells: any BatchSource
    private let kinds: SheetKinds
    private let names: [String]
    private let format: DelimitedFormat
    private let text: SheetText
    /// The number of the row that comes next.
    private var number: Int
    private var batch: RecordBatch?
    private var next = 0
    private var scanned = SheetKinds.Rows()
    private var scannedAt = 0
    private var isScanned = false
    private var writer: CellWriter?

    init(_ cells: any BatchSource, kinds: SheetKinds, firstRow: Int, names: [String], format: DelimitedFormat, isFrom1904: Bool) {
        self.cells = cells
        self.kinds = kinds
        self.names = names
        self.format = format
        text = SheetText(format, isFrom1904: isFrom1904)
        number = firstRow
    }

    private var width: Int { names.count }

    deinit { kinds.drop() }

    var skipped: Int { writer?.skipped ?? 0 }
    var base: UnsafeMutablePointer<UInt8> { writer?.base ?? Self.none }
    nonisolated(unsafe) private static let none = UnsafeMutablePointer<UInt8>.allocate(capacity: TextWindow.padding)

    func fill(_ block: RecordBlock) throws -> Bool {
        let writer = self.writer ?? CellWriter(block, names: names, format: format)
        self.writer = writer
        writer.begin()
        while !writer.isFull, try approach(), try hasRow() {
            guard let batch else { break }
            let isScanned = scannedAt < scanned.numbers.count && scanned.numbers[scannedAt] == number
            // Rows of blanks are none; one that only the reader sees is taken, and shows in the count.
            if isScanned || hasContent(batch) { write(batch, isScanned ? scannedAt * width : nil, block, to: writer) }
            next += 1
            number += 1
        }
        writer.finish()
        return block.rows > 0
    }

    /// Goes on to the scan's row of this number or the first behind it; false when there is none.
    private func approach() throws -> Bool {
        while !isScanned {
            while scannedAt < scanned.numbers.count, scanned.numbers[scannedAt] < number { scannedAt += 1 }
            if scannedAt < scanned.numbers.count { return true }
            guard let more = try kinds.take() else {
                isScanned = true
                return false
            }
            scanned = more
            scannedAt = 0
        }
        return false
    }

    private func hasRow() throws -> Bool {
        while next >= batch?.rowCount ?? 0 {
            guard let more = try cells.next() else { return false }
            batch = more
            next = 0
        }
        return true
    }

    private func hasContent(_ batch: RecordBatch) -> Bool {
        batch.columns.contains { column in
            guard !column.isNull(next), case .text(let offsets, let bytes) = column.storage else { return false }
            return bytes[Int(offsets[next])..<Int(offsets[next + 1])].contains { $0 > 32 }
        }
    }

    private func write(_ batch: RecordBatch, _ first: Int?, _ block: RecordBlock, to writer: CellWriter) {
        writer.beginRow(number)
        for column in 0..<width {
            let vector = batch.columns[column]
            if !vector.isNull(next), case .text(let offsets, let bytes) = vector.storage {
                let kind = first.flatMap { SheetScan.Kind(rawValue: scanned.kinds[$0 + column]) } ?? .text
                bytes.withUnsafeBufferPointer { all in
                    let cell = UnsafeBufferPointer(rebasing: all[Int(offsets[next])..<Int(offsets[next + 1])])
                    if kind == .error {
                        let word = String(decoding: cell, as: UTF8.self)
                        block.errorCells.append((block.rows, word, "the error \(word)"))
                    }
                    text.write(cell, kind, to: writer)
                }
            }
            writer.endCell()
        }
        writer.endRow()
    }
}
