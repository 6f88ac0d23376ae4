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

/// Writes a cell as it is stored so that the source's declared format reads it.
struct SheetText {
    private let typed: TypedText
    private let isFrom1904: Bool

    init(_ format: DelimitedFormat, isFrom1904: Bool) {
        typed = TypedText(format)
        self.isFrom1904 = isFrom1904
    }

    func write(_ cell: UnsafeBufferPointer<UInt8>, _ kind: SheetScan.Kind, to writer: CellWriter) {
        switch kind {
        case .number:
            if cell.count <= 15, !cell.contains(where: { $0 | 32 == UInt8(ascii: "e") }) {
                typed.number(cell, to: writer)
            } else {
                typed.number(PlainNumber.shown(String(decoding: cell, as: UTF8.self)), to: writer)
            }
        case .date: date(String(decoding: cell, as: UTF8.self), to: writer)
        case .writtenDate: typed.moment(String(decoding: cell, as: UTF8.self), to: writer)
        case .boolean: writer.append(cell.first == UInt8(ascii: "1") ? "TRUE" : "FALSE")
        case .text, .none, .error: plain(cell, to: writer)
        }
    }

    /// Days since the end of 1899, or since 1904, and the time as a fraction of a day.
    private func date(_ stored: String, to writer: CellWriter) {
        guard let value = Double(stored), value.isFinite, value >= 0, value < 3_000_000 else { return writer.append(stored) }
        var days = Int(value)
        var seconds = Int(((value - Double(days)) * 86_400).rounded())
        if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
        if isFrom1904 { return typed.date(Self.start1904 + days, seconds: seconds, to: writer) }
        switch days {
        // No days at all: Excel shows 1900-01-00 and 1900-02-29, and no calendar has them.
        case 0: writer.append("1900-01-00")
        case 60: writer.append("1900-02-29")
        default: typed.date(Self.end1899 + (days > 60 ? days - 1 : days), seconds: seconds, to: writer)
        }
    }

    private static let start1904 = CivilDate(daysSinceEpoch: -24_107)
    private static let end1899 = CivilDate(daysSinceEpoch: -25_568)

    /// Characters that XML can't hold are written as `_x000D_`.
    private func plain(_ cell: UnsafeBufferPointer<UInt8>, to writer: CellWriter) {
        var at = 0
        while at < cell.count {
            if cell[at] == UInt8(ascii: "_"), at + 7 <= cell.count, cell[at + 1] == UInt8(ascii: "x"),
                cell[at + 6] == UInt8(ascii: "_"),
                let code = UInt32(String(decoding: cell[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16),
                code > 0, let character = UnicodeScalar(code)
            {
                writer.append(String(Character(character)))
                at += 7
            } else {
                writer.append(cell[at])
                at += 1
            }
        }
    }
}
