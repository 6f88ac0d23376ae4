internal import Foundation
internal import Model

/// Lines that come as rows, put together again to the bytes of the file that they are from.
final class LineStream: ByteStream {
    private let rows: any BatchSource
    /// How long the file is, where that is known: whether a line feed ends its last line hangs on it.
    private let length: Int?
    private var batch: RecordBatch?
    private var next = 0
    private var line: ArraySlice<UInt8> = []
    private var written = 0
    private var isBegun = false
    private var isEnded = false

    init(_ rows: any BatchSource, length: Int?) {
        self.rows = rows
        self.length = length
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var count = 0
        while count < buffer.count {
            if line.isEmpty, try !takeLine() { break }
            let part = line.prefix(buffer.count - count)
            UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: part)
            line = line.dropFirst(part.count)
            count += part.count
        }
        written += count
        return count
    }

    /// The next line with the line feed before it.
    private func takeLine() throws -> Bool {
        while next >= batch?.rowCount ?? 0 {
            guard !isEnded else { return false }
            guard let more = try rows.next() else {
                isEnded = true
                guard let length, isBegun, written + 1 == length else { return false }
                line = [10]
                return true
            }
            batch = more
            next = 0
        }
        line = isBegun ? [10] : []
        isBegun = true
        if case .text(let offsets, let bytes)? = batch?.columns.first?.storage {
            line += bytes[Int(offsets[next])..<Int(offsets[next + 1])]
        }
        next += 1
        // The first line of a file may be empty, and isn't its end.
        return try line.isEmpty ? takeLine() : true
    }
}
