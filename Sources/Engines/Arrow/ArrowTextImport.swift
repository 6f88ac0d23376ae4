internal import CADBC
internal import Model

// Text comes in three layouts: 32-bit offsets, 64-bit offsets, or 16-byte views; here it always has 32-bit offsets from 0.
extension ArrowColumn {
    func text<Offset: FixedWidthInteger & BitwiseCopyable>(
        _ offsets: UnsafeRawPointer, _: Offset.Type, bytes: UnsafeRawPointer?, _ offset: Int, _ rows: Int
    ) throws(ADBCFailure) -> ColumnVector.Storage {
        func position(_ row: Int) -> Int {
            Int(offsets.loadUnaligned(fromByteOffset: (offset + row) * MemoryLayout<Offset>.stride, as: Offset.self))
        }
        let start = position(0)
        let length = position(rows) - start
        guard length >= 0, length <= Int(Int32.max) else { throw tooLong }
        let rebased = [Int32](unsafeUninitializedCapacity: rows + 1) { buffer, count in
            for row in 0...rows { buffer.initializeElement(at: row, to: Int32(truncatingIfNeeded: position(row) - start)) }
            count = rows + 1
        }
        guard length > 0, let bytes else { return .text(offsets: rebased, bytes: []) }
        return .text(offsets: rebased, bytes: [UInt8](UnsafeRawBufferPointer(start: bytes + start, count: length)))
    }

    /// A view is a length and then the text itself up to 12 bytes, else a prefix, a buffer's number and a place in it.
    func textViews(
        _ views: UnsafeRawPointer, _ array: ArrowArray, _ offset: Int, _ rows: Int, _ validity: [UInt8]
    ) throws(ADBCFailure) -> ColumnVector.Storage {
        var offsets: [Int32] = [0]
        offsets.reserveCapacity(rows + 1)
        var bytes: [UInt8] = []
        for row in 0..<rows {
            let view = views + (offset + row) * 16
            let isValid = validity.isEmpty || validity[row >> 3] & (1 << (row & 7)) != 0
            let length = isValid ? Int(view.loadUnaligned(as: Int32.self)) : 0
            guard length >= 0, bytes.count + length <= Int(Int32.max) else { throw tooLong }
            if length <= 12 {
                bytes.append(contentsOf: UnsafeRawBufferPointer(start: view + 4, count: length))
            } else {
                let buffer = Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
                let place = Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self))
                guard buffer >= 0, buffer + 2 < Int(array.n_buffers), let data = array.buffers?[buffer + 2] else { throw tooLong }
                bytes.append(contentsOf: UnsafeRawBufferPointer(start: data + place, count: length))
            }
            offsets.append(Int32(bytes.count))
        }
        return .text(offsets: offsets, bytes: bytes)
    }

    private var tooLong: ADBCFailure {
        ADBCFailure(message: "column \"\(field.name)\" holds more than 2 GiB of text in one batch")
    }
}
