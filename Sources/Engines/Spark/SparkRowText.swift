internal import Model

/// Rows written into a statement, each value as its column's type.
///
/// The driver has no way to load rows. The planner knows a handful of row constructors at once for what they are, and none at all for
/// nothing; it looks at them one by one, though, so more rows are one text in JSON that the cluster takes apart in one go.
struct SparkRowText {
    let fields: [ColumnField]
    private var text: [UInt8] = []
    /// The rows as row constructors, while they are few.
    private var tuples: [UInt8] = []
    private(set) var rows = 0

    /// Above this, reading row constructors takes longer than taking a text apart.
    private static let mostValues = 800

    init(_ fields: [ColumnField]) { self.fields = fields }

    var bytes: Int { text.count }
    private var isHandful: Bool { rows * fields.count <= Self.mostValues }

    /// The rows as a SELECT with the fields' names.
    var select: String {
        // In one part, a handful of rows is joined and added up without a shuffle.
        let hint = "/*+ COALESCE(1) */ "
        if rows == 0 { return "SELECT \(columns { _ in "NULL" }) WHERE 1 = 0" }
        if isHandful, !fields.isEmpty {
            let names = fields.indices.map { "c\($0)" }.joined(separator: ", ")
            return "SELECT \(hint)\(columns { "v.c\($0)" }) FROM VALUES \(String(decoding: tuples, as: UTF8.self)) AS v(\(names))"
        }
        let rows = "from_json('[\(String(decoding: text, as: UTF8.self))]', 'ARRAY<ARRAY<STRING>>', map('mode', 'FAILFAST'))"
        return "SELECT \(hint)\(columns { "c[\($0)]" }) FROM (SELECT explode(\(rows)) AS c)"
    }

    /// - Parameter value: the text of a column's value, by its index.
    private func columns(_ value: (Int) -> String) -> String {
        fields.enumerated().map { "CAST(\(value($0)) AS \(Self.typeName($1.type))) AS \(SparkText.quoted($1.name))" }.joined(separator: ", ")
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
            rows += 1
            if rows > 1 { text.append(UInt8(ascii: ",")) }
            text.append(UInt8(ascii: "["))
            for (index, column) in batch.columns.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                append(column, row)
            }
            text.append(UInt8(ascii: "]"))
            if isHandful { appendTuple(batch.columns, row) } else { tuples = [] }
        }
    }

    private mutating func appendTuple(_ columns: [ColumnVector], _ row: Int) {
        let values = columns.map { $0.isNull(row) ? "NULL" : SparkText.literal(Self.plain($0.scalar(row))) }
        tuples += Array("\(rows > 1 ? ", " : "")(\(values.joined(separator: ", ")))".utf8)
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
