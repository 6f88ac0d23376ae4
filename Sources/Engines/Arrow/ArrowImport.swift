internal import CADBC
internal import Model

// From Arrow's buffers to `ColumnVector`s: copied in bulk, so that the driver can release its own at once.
extension ArrowColumn {
    static func batch(_ array: ArrowArray, _ columns: [ArrowColumn]) throws(ADBCFailure) -> RecordBatch {
        guard Int(array.n_children) == columns.count, array.offset == 0 else {
            throw ADBCFailure(message: "the result's batch doesn't match its schema")
        }
        var vectors: [ColumnVector] = []
        for (index, column) in columns.enumerated() {
            guard let child = array.children?[index]?.pointee, child.length >= array.length else {
                throw ADBCFailure(message: "the result's batch doesn't match its schema")
            }
            vectors.append(try column.vector(child, rows: Int(array.length)))
        }
        return RecordBatch(columns: vectors, rowCount: Int(array.length))
    }

    func vector(_ array: ArrowArray, rows: Int) throws(ADBCFailure) -> ColumnVector {
        if let numbers { return try words(array, rows: rows, numbers) }
        if layout == .null { return ColumnVector(.null(count: rows), nullCount: rows) }
        let offset = Int(array.offset)
        let (validity, nulls) = Self.validity(array, rows: rows)
        func raw(_ index: Int) throws(ADBCFailure) -> UnsafeRawPointer {
            if let pointer = array.buffers?[index] { return pointer }
            // A column of no rows may come without buffers; the offsets of text are read even then.
            guard rows == 0 else { throw ADBCFailure(message: "a buffer of column \"\(field.name)\" is missing") }
            return Self.empty
        }
        let storage: ColumnVector.Storage
        switch layout {
        case .null: storage = .null(count: rows)
        case .bits: storage = .boolean(Self.bits(try raw(1), offset, rows))
        case .int8: storage = .int32(Self.widened(try raw(1), Int8.self, offset, rows))
        case .uint8: storage = .int32(Self.widened(try raw(1), UInt8.self, offset, rows))
        case .int16: storage = .int32(Self.widened(try raw(1), Int16.self, offset, rows))
        case .uint16: storage = .int32(Self.widened(try raw(1), UInt16.self, offset, rows))
        case .int32: storage = .int32(Self.copied(try raw(1), offset, rows))
        case .uint32: storage = .int64(Self.widened(try raw(1), UInt32.self, offset, rows))
        case .int64: storage = .int64(Self.copied(try raw(1), offset, rows))
        case .uint64: storage = decimal(Self.widened(try raw(1), UInt64.self, offset, rows))
        case .date32: storage = .date(Self.copied(try raw(1), offset, rows))
        case .double: storage = .double(Self.copied(try raw(1), offset, rows))
        case .float:
            let values: [Float] = Self.copied(try raw(1), offset, rows)
            storage = .double(values.map(Double.init))
        case .decimal(4): storage = decimal(Self.widened(try raw(1), Int32.self, offset, rows))
        case .decimal(8): storage = decimal(Self.widened(try raw(1), Int64.self, offset, rows))
        case .decimal: storage = decimal(Self.copied(try raw(1), offset, rows))
        case .text32: storage = try text(try raw(1), Int32.self, bytes: array.buffers?[2], offset, rows)
        case .text64: storage = try text(try raw(1), Int64.self, bytes: array.buffers?[2], offset, rows)
        case .textView: storage = try textViews(try raw(1), array, offset, rows, validity)
        }
        return ColumnVector(storage, validity: validity, nullCount: nulls)
    }

    nonisolated(unsafe) private static let empty: UnsafeRawPointer = {
        let zeros = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
        zeros.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
        return UnsafeRawPointer(zeros)
    }()

    private func decimal(_ values: [Int128]) -> ColumnVector.Storage {
        guard case .decimal(let precision, let scale) = field.type else { return .null(count: values.count) }
        return .decimal(values, precision: precision, scale: scale)
    }

    /// Copied as bytes: a decimal's 16 bytes need not lie where a 128-bit load may read them.
    private static func copied<Value: BitwiseCopyable>(_ from: UnsafeRawPointer, _ offset: Int, _ rows: Int) -> [Value] {
        Array(unsafeUninitializedCapacity: rows) { buffer, count in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(
                from: UnsafeRawBufferPointer(
                    start: from + offset * MemoryLayout<Value>.stride, count: rows * MemoryLayout<Value>.stride))
            count = rows
        }
    }

    private static func widened<Narrow: FixedWidthInteger & BitwiseCopyable, Wide: FixedWidthInteger>(
        _ from: UnsafeRawPointer, _: Narrow.Type, _ offset: Int, _ rows: Int
    ) -> [Wide] {
        Array(unsafeUninitializedCapacity: rows) { buffer, count in
            for row in 0..<rows {
                let value = from.loadUnaligned(fromByteOffset: (offset + row) * MemoryLayout<Narrow>.stride, as: Narrow.self)
                buffer.initializeElement(at: row, to: Wide(truncatingIfNeeded: value))
            }
            count = rows
        }
    }

    private static func bits(_ from: UnsafeRawPointer, _ offset: Int, _ rows: Int) -> [Bool] {
        let bytes = from.assumingMemoryBound(to: UInt8.self)
        return Array(unsafeUninitializedCapacity: rows) { buffer, count in
            for row in 0..<rows {
                let bit = offset + row
                buffer.initializeElement(at: row, to: bytes[bit >> 3] & (1 << (bit & 7)) != 0)
            }
            count = rows
        }
    }

    /// The bitmap from bit 0, and how many values are absent; empty when none is.
    private static func validity(_ array: ArrowArray, rows: Int) -> (bitmap: [UInt8], nulls: Int) {
        guard array.null_count != 0, rows > 0, array.n_buffers > 0, let pointer = array.buffers?[0] else { return ([], 0) }
        let offset = Int(array.offset)
        var bitmap: [UInt8]
        if offset & 7 == 0 {
            bitmap = copied(pointer, offset >> 3, (rows + 7) >> 3)
        } else {
            bitmap = [UInt8](repeating: 0, count: (rows + 7) >> 3)
            for (row, isValid) in bits(pointer, offset, rows).enumerated() where isValid { bitmap[row >> 3] |= 1 << (row & 7) }
        }
        // Bits past the last row are undefined: cleared, so that the bitmap can be counted and compared.
        if rows & 7 != 0 { bitmap[bitmap.count - 1] &= (1 << (rows & 7)) - 1 }
        let valid = bitmap.reduce(0) { $0 + $1.nonzeroBitCount }
        return valid == rows ? ([], 0) : (bitmap, rows - valid)
    }
}
