internal import CADBC
internal import Model

extension ArrowArray {
    /// A struct array over a batch's own memory, which is kept until the one who receives it releases it.
    static func exporting(_ batch: RecordBatch, _ fields: [ColumnField]) throws -> ArrowArray {
        guard batch.columns.count == fields.count else {
            throw ADBCFailure(message: "a batch has \(batch.columns.count) columns, its source \(fields.count)")
        }
        let exports = try zip(batch.columns, fields).map { try ColumnExport($0, $1, rows: batch.rowCount) }
        let children = UnsafeMutablePointer<UnsafeMutablePointer<ArrowArray>?>.allocate(capacity: max(1, exports.count))
        for (index, export) in exports.enumerated() {
            let child = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)
            child.initialize(to: export.array())
            (children + index).initialize(to: child)
        }
        let buffers = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: 1)
        buffers.initialize(to: nil)
        var array = ArrowArray()
        array.length = Int64(batch.rowCount)
        array.n_buffers = 1
        array.buffers = buffers
        array.n_children = Int64(exports.count)
        array.children = children
        array.release = { array in
            guard let array else { return }
            for index in 0..<Int(array.pointee.n_children) {
                guard let child = array.pointee.children?[index] else { continue }
                // A child that the receiver has moved elsewhere has no release left.
                child.pointee.release?(child)
                child.deallocate()
            }
            array.pointee.children?.deallocate()
            array.pointee.buffers?.deallocate()
            array.pointee.release = nil
        }
        return array
    }
}
