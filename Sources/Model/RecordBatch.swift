/// Some rows of named, typed columns, laid out as Arrow lays them out: what streams into and out of an engine.
package struct RecordBatch: Sendable {
    package var columns: [ColumnVector]
    package var rowCount: Int

    package init(columns: [ColumnVector], rowCount: Int) {
        self.columns = columns
        self.rowCount = rowCount
    }
}

/// A column's name and type in a batch or a result.
package struct ColumnField: Sendable, Hashable {
    package var name: String
    package var type: VectorType
    /// For text of which every value is one of a few words, rising: an engine may keep it as their numbers.
    package var words: [String]?
    package init(_ name: String, _ type: VectorType, words: [String]? = nil) {
        self.name = name
        self.type = type
        self.words = words
    }
}

package enum VectorType: Sendable, Hashable {
    case text, date, boolean, int32, int64
    case decimal(precision: Int, scale: Int)
    case double
    /// A column of NULLs only.
    case null
}

/// One column's values. `validity` is Arrow's bitmap (bit i of byte i/8 set: value present); empty when all are.
package struct ColumnVector: Sendable {
    package enum Storage: Sendable {
        /// `offsets` has one more entry than there are rows.
        case text(offsets: [Int32], bytes: [UInt8])
        /// Days since 1970-01-01.
        case date([Int32])
        case boolean([Bool])
        case int32([Int32])
        case int64([Int64])
        /// Unscaled values.
        case decimal([Int128], precision: Int, scale: Int)
        case double([Double])
        case null(count: Int)
    }

    package var storage: Storage
    package var validity: [UInt8]
    package var nullCount: Int

    package init(_ storage: Storage, validity: [UInt8] = [], nullCount: Int = 0) {
        self.storage = storage
        self.validity = validity
        self.nullCount = nullCount
    }

    package func isNull(_ row: Int) -> Bool {
        if case .null = storage { return true }
        return !validity.isEmpty && validity[row >> 3] & (1 << (row & 7)) == 0
    }
}

/// One value of a result, for small results read row by row.
package enum ScalarValue: Sendable, Hashable {
    case null
    case text(String)
    case date(CivilDate)
    case boolean(Bool)
    case integer(Int)
    case decimal(ExactDecimal)
    case double(Double)
}

extension ColumnVector {
    package func scalar(_ row: Int) -> ScalarValue {
        if isNull(row) { return .null }
        switch storage {
        case .text(let offsets, let bytes):
            return .text(String(decoding: bytes[Int(offsets[row])..<Int(offsets[row + 1])], as: UTF8.self))
        case .date(let days): return .date(CivilDate(daysSinceEpoch: days[row]))
        case .boolean(let values): return .boolean(values[row])
        case .int32(let values): return .integer(Int(values[row]))
        case .int64(let values): return .integer(Int(values[row]))
        case .decimal(let values, _, let scale): return .decimal(ExactDecimal(unscaled: values[row], scale: scale))
        case .double(let values): return .double(values[row])
        case .null: return .null
        }
    }
}

/// Rows on their way into an engine, pulled batch by batch; nil ends them. Called from one thread at a time.
package protocol BatchSource: AnyObject {
    var fields: [ColumnField] { get }
    func next() throws -> RecordBatch?
}

/// A small result held whole.
package struct ResultRows: Sendable, Hashable {
    package var fields: [ColumnField]
    package var rows: ScalarRows
    package init(fields: [ColumnField], rows: ScalarRows) {
        self.fields = fields
        self.rows = rows
    }
    package init(fields: [ColumnField], rows: some Sequence<[ScalarValue]>) {
        self.init(fields: fields, rows: ScalarRows(rows))
    }
    /// All that a source gives.
    package init(all source: any BatchSource) throws {
        var rows = ScalarRows()
        while let batch = try source.next() {
            for row in 0..<batch.rowCount { rows.append(batch.columns.map { $0.scalar(row) }) }
        }
        self.init(fields: source.fields, rows: rows)
    }

    /// Whatever its letters' case: engines differ in what they make of capitals.
    package func index(of column: String) -> Int? {
        fields.firstIndex { $0.name == column } ?? fields.firstIndex { $0.name.lowercased() == column.lowercased() }
    }
}
