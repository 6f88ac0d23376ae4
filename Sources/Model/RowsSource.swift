/// Rows held in memory on their way into an engine: the host's small relations and worked examples' tables.
package final class RowsSource: BatchSource {
    package let fields: [ColumnField]
    private var rows: [[ScalarValue]]?

    package init(fields: [ColumnField], rows: [[ScalarValue]]) {
        self.fields = fields
        self.rows = rows
    }

    package func next() -> RecordBatch? {
        guard let rows else { return nil }
        self.rows = nil
        let columns = fields.indices.map { column in Self.vector(fields[column].type, rows.map { $0[column] }) }
        return RecordBatch(columns: columns, rowCount: rows.count)
    }

    /// Values that don't fit the type become NULL; callers give what they declared.
    private static func vector(_ type: VectorType, _ values: [ScalarValue]) -> ColumnVector {
        var validity = [UInt8](repeating: 0, count: (values.count + 7) / 8)
        var nulls = 0
        func fill<T>(_ empty: T, _ read: (ScalarValue) -> T?) -> [T] {
            values.enumerated().map { row, value in
                guard let present = read(value) else {
                    nulls += 1
                    return empty
                }
                validity[row >> 3] |= 1 << UInt8(row & 7)
                return present
            }
        }
        let storage: ColumnVector.Storage
        switch type {
        case .text:
            let texts = fill("") { if case .text(let text) = $0 { text } else { nil } }
            var bytes: [UInt8] = []
            var offsets: [Int32] = [0]
            for text in texts {
                bytes.append(contentsOf: text.utf8)
                offsets.append(Int32(bytes.count))
            }
            storage = .text(offsets: offsets, bytes: bytes)
        case .date:
            storage = .date(fill(0) { if case .date(let day) = $0 { day.daysSinceEpoch } else { nil } })
        case .boolean: storage = .boolean(fill(false) { if case .boolean(let flag) = $0 { flag } else { nil } })
        case .int32: storage = .int32(fill(0) { if case .integer(let n) = $0 { Int32(exactly: n) } else { nil } })
        case .int64: storage = .int64(fill(0) { if case .integer(let n) = $0 { Int64(n) } else { nil } })
        case .decimal(let precision, let scale):
            let unscaled = fill(Int128(0)) { value -> Int128? in
                switch value {
                case .decimal(let d): d.rounded(scale: scale).unscaled
                case .integer(let n): ExactDecimal(n).rounded(scale: scale).unscaled
                default: nil
                }
            }
            storage = .decimal(unscaled, precision: precision, scale: scale)
        case .double: storage = .double(fill(0) { if case .double(let d) = $0 { d } else { nil } })
        case .null:
            storage = .null(count: values.count)
            nulls = values.count
        }
        return ColumnVector(storage, validity: nulls > 0 ? validity : [], nullCount: nulls)
    }
}

/// A batch source that is already at hand, with its first rows counted against a limit as they pass.
package final class LimitedSource: BatchSource {
    package let fields: [ColumnField]
    package let source: any BatchSource
    private let limit: Int
    private let refuse: () -> any Error
    package private(set) var rows = 0

    /// `refuse` makes the error that is thrown once more than `limit` rows have come.
    package init(_ source: any BatchSource, limit: Int, refuse: @escaping () -> any Error) {
        self.fields = source.fields
        self.source = source
        self.limit = limit
        self.refuse = refuse
    }

    package func next() throws -> RecordBatch? {
        guard let batch = try source.next() else { return nil }
        rows += batch.rowCount
        if rows > limit { throw refuse() }
        return batch
    }
}
