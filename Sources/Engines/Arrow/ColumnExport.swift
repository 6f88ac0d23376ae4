internal import CADBC
internal import Model

/// One column on its way out: holds the Swift arrays whose memory the driver reads, until it releases the column.
///
/// The pointers outlive `withUnsafeBytes`, which holds for native arrays as long as something keeps their storage and
/// nothing writes to it: `vector` is never written.
final class ColumnExport {
    private let vector: ColumnVector
    private let rows: Int
    private var made: [UnsafeMutableRawPointer] = []
    private let buffers = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: 3)
    private let bufferCount: Int

    init(_ vector: ColumnVector, _ field: ColumnField, rows: Int) throws {
        self.vector = vector
        self.rows = rows
        bufferCount = field.type == .text || field.type == .null ? 3 : 2
        buffers.initialize(repeating: nil, count: 3)
        LiveHandles.opened()
        guard Self.fits(vector, field.type, rows) else {
            throw ADBCFailure(message: "a batch's column \"\(field.name)\" doesn't have the type or the length that its source states")
        }
        if !vector.validity.isEmpty { buffers[0] = pointer(vector.validity) }
        switch vector.storage {
        case .text(let offsets, let bytes):
            buffers[1] = pointer(offsets)
            buffers[2] = pointer(bytes)
        case .date(let values), .int32(let values): buffers[1] = pointer(values)
        case .int64(let values): buffers[1] = pointer(values)
        case .decimal(let values, _, _): buffers[1] = pointer(values)
        case .double(let values): buffers[1] = pointer(values)
        case .boolean(let values): buffers[1] = bits(values)
        case .null:
            buffers[0] = zeros((rows + 7) >> 3)
            buffers[1] = zeros((rows + 1) * 16)
            buffers[2] = buffers[1]
        }
    }

    deinit {
        for block in made { block.deallocate() }
        buffers.deallocate()
        LiveHandles.closed()
    }

    func array(_ part: Range<Int>) -> ArrowArray {
        var array = ArrowArray()
        array.length = Int64(part.count)
        array.offset = Int64(part.lowerBound)
        if case .null = vector.storage { array.null_count = Int64(part.count) } else { array.null_count = vector.validity.isEmpty ? 0 : -1 }
        array.n_buffers = Int64(bufferCount)
        array.buffers = buffers
        array.private_data = Unmanaged.passRetained(self).toOpaque()
        array.release = { array in
            guard let array, let data = array.pointee.private_data else { return }
            array.pointee.release = nil
            array.pointee.private_data = nil
            Unmanaged<ColumnExport>.fromOpaque(data).release()
        }
        return array
    }

    private static func fits(_ vector: ColumnVector, _ type: VectorType, _ rows: Int) -> Bool {
        guard vector.validity.isEmpty || vector.validity.count >= (rows + 7) >> 3 else { return false }
        switch (vector.storage, type) {
        case (.text(let offsets, let bytes), .text):
            return offsets.count == rows + 1 && offsets[0] >= 0 && Int(offsets[rows]) <= bytes.count
        case (.date(let values), .date), (.int32(let values), .int32): return values.count == rows
        case (.int64(let values), .int64): return values.count == rows
        case (.decimal(let values, _, let scale), .decimal(_, let stated)): return values.count == rows && scale == stated
        case (.double(let values), .double): return values.count == rows
        case (.boolean(let values), .boolean): return values.count == rows
        case (.null(let count), _): return count == rows
        default: return false
        }
    }

    private func pointer<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafeRawPointer {
        values.withUnsafeBytes { $0.baseAddress } ?? zeros(16)
    }

    private func zeros(_ bytes: Int) -> UnsafeRawPointer {
        let block = UnsafeMutableRawPointer.allocate(byteCount: max(16, bytes), alignment: 16)
        block.initializeMemory(as: UInt8.self, repeating: 0, count: max(16, bytes))
        made.append(block)
        return UnsafeRawPointer(block)
    }

    private func bits(_ values: [Bool]) -> UnsafeRawPointer {
        let block = UnsafeMutableRawPointer(mutating: zeros((values.count + 7) >> 3))
        let bytes = block.assumingMemoryBound(to: UInt8.self)
        for (row, value) in values.enumerated() where value { bytes[row >> 3] |= 1 << (row & 7) }
        return UnsafeRawPointer(block)
    }
}
