internal import CADBC
internal import Model

extension ArrowArray {
    /// A struct array over a batch's own memory, which is kept until the one who receives it releases it.
    static func exporting(_ batch: RecordBatch, _ fields: [ColumnField]) throws -> ArrowArray {
        exporting(try columns(of: batch, fields), rows: 0..<batch.rowCount)
    }

    static func columns(of batch: RecordBatch, _ fields: [ColumnField]) throws -> [ColumnExport] {
        guard batch.columns.count == fields.count else {
            throw ADBCFailure(message: "a batch has \(batch.columns.count) columns, its source \(fields.count)")
        }
        return try zip(batch.columns, fields).map { try ColumnExport($0, $1, rows: batch.rowCount) }
    }

    /// Some rows of a batch, as offsets into its columns.
    static func exporting(_ exports: [ColumnExport], rows: Range<Int>) -> ArrowArray {
        let children = UnsafeMutablePointer<UnsafeMutablePointer<ArrowArray>?>.allocate(capacity: max(1, exports.count))
        for (index, export) in exports.enumerated() {
            let child = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)
            child.initialize(to: export.array(rows))
            (children + index).initialize(to: child)
        }
        let buffers = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: 1)
        buffers.initialize(to: nil)
        var array = ArrowArray()
        array.length = Int64(rows.count)
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
