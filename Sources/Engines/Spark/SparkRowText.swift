internal import Model

/// Rows written into a statement: one text that Spark takes apart again, each value as its column's type.
///
/// The driver has no way to load rows. A text in JSON is parsed by the cluster in one go; a row constructor per row would be
/// looked at by the planner one by one.
struct SparkRowText {
    let fields: [ColumnField]
    private var text: [UInt8] = []
    private(set) var rows = 0

    init(_ fields: [ColumnField]) { self.fields = fields }

    var bytes: Int { text.count }

    /// The rows as a SELECT with the fields' names.
    var select: String {
        let columns = fields.enumerated().map { "\(Self.column($0, $1.type)) AS \(SparkText.quoted($1.name))" }.joined(separator: ", ")
        let rows = "from_json('[\(String(decoding: text, as: UTF8.self))]', 'ARRAY<ARRAY<STRING>>', map('mode', 'FAILFAST'))"
        // In one part, a handful of rows is joined and added up without a shuffle.
        return "SELECT /*+ COALESCE(1) */ \(columns) FROM (SELECT explode(\(rows)) AS c)"
    }

    private static func column(_ index: Int, _ type: VectorType) -> String {
        type == .null ? "CAST(NULL AS STRING)" : "CAST(c[\(index)] AS \(typeName(type)))"
    }

    static func typeName(_ type: VectorType) -> String {
        switch type {
        case .text, .null: "STRING"
        case .date: "DATE"
        case .boolean: "BOOLEAN"
        case .int32: "INT"
        case .int64: "BIGINT"
        case .double: "DOUBLE"
        case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
        }
    }

    mutating func append(_ batch: RecordBatch, _ range: Range<Int>) {
        for row in range {
            text += rows == 0 ? [UInt8(ascii: "[")] : [UInt8(ascii: ","), UInt8(ascii: "[")]
            for (index, column) in batch.columns.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                append(column, row)
            }
            text.append(UInt8(ascii: "]"))
            rows += 1
        }
    }

    private mutating func append(_ column: ColumnVector, _ row: Int) {
        guard !column.isNull(row) else {
            text += Array("null".utf8)
            return
        }
        text.append(UInt8(ascii: "\""))
        switch column.storage {
        case .text(let offsets, let bytes): for byte in bytes[Int(offsets[row])..<Int(offsets[row + 1])] { escape(byte) }
        default: text += Array(Self.plain(column.scalar(row)).utf8)
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func plain(_ value: ScalarValue) -> String {
        switch value {
        case .null: ""
        case .text(let text): text
        case .date(let day): day.description
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .decimal(let number): number.description
        case .double(let number): String(number)
        }
    }

    private static let hex = Array("0123456789abcdef".utf8)

    /// Escaped for JSON, and that again for text in SQL.
    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): text += [UInt8(ascii: "\\"), UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "\\"): text += [UInt8](repeating: byte, count: 4)
        case UInt8(ascii: "'"): text += [UInt8(ascii: "\\"), byte]
        case 0..<32, 127: text += Array("\\\\u00".utf8) + [Self.hex[Int(byte >> 4)], Self.hex[Int(byte & 15)]]
        default: text.append(byte)
        }
    }
}
