internal import CADBC
internal import Model

/// A result column: its name, its type here, and how its values lie in Arrow's buffers.
struct ArrowColumn {
    var field: ColumnField
    var layout: Layout
    /// For text kept as numbers of words: how the numbers lie.
    var numbers: Layout?
    /// What the driver says of the column beside its type.
    var remarks: [String: String] = [:]

    enum Layout: Hashable {
        case null
        case bits
        /// Integers of some width, widened to what the field's type holds.
        case int8, int16, int32, int64, uint8, uint16, uint32, uint64
        case date32
        case float, double
        /// 4, 8 or 16 bytes a value.
        case decimal(bytes: Int)
        case text32, text64, textView
    }

    /// The children of a result's schema.
    static func columns(of schema: ArrowSchema) throws(ADBCFailure) -> [ArrowColumn] {
        var columns: [ArrowColumn] = []
        for index in 0..<Int(schema.n_children) {
            guard let child = schema.children?[index]?.pointee, let format = child.format else {
                throw ADBCFailure(message: "the result's schema is incomplete")
            }
            let name = child.name.map { String(cString: $0) } ?? ""
            var column = try ArrowColumn(name: name, format: String(cString: format))
            if let words = child.dictionary?.pointee, let kept = words.format {
                let text = try ArrowColumn(name: name, format: String(cString: kept))
                guard text.field.type == .text, column.field.type == .int32 || column.field.type == .int64 else {
                    throw ADBCFailure(message: "column \"\(name)\" has an enumerated type, which is not read: cast it in the statement")
                }
                column.numbers = column.layout
                (column.field, column.layout) = (text.field, text.layout)
            }
            column.remarks = ArrowMetadata.read(child.metadata)
            columns.append(column)
        }
        return columns
    }

    init(name: String, format: String) throws(ADBCFailure) {
        let type: VectorType
        switch format {
        case "n": (type, layout) = (.null, .null)
        case "b": (type, layout) = (.boolean, .bits)
        case "c": (type, layout) = (.int32, .int8)
        case "C": (type, layout) = (.int32, .uint8)
        case "s": (type, layout) = (.int32, .int16)
        case "S": (type, layout) = (.int32, .uint16)
        case "i": (type, layout) = (.int32, .int32)
        case "I": (type, layout) = (.int64, .uint32)
        case "l": (type, layout) = (.int64, .int64)
        case "L": (type, layout) = (.decimal(precision: 20, scale: 0), .uint64)
        case "f": (type, layout) = (.double, .float)
        case "g": (type, layout) = (.double, .double)
        case "tdD": (type, layout) = (.date, .date32)
        case "u": (type, layout) = (.text, .text32)
        case "U": (type, layout) = (.text, .text64)
        case "vu": (type, layout) = (.text, .textView)
        default:
            guard let decimal = Self.decimal(format) else {
                throw ADBCFailure(message: "column \"\(name)\" has \(Self.words(format)): cast it in the statement")
            }
            (type, layout) = decimal
        }
        field = ColumnField(name, type)
    }

    /// `d:18,2` or `d:18,2,64`.
    private static func decimal(_ format: String) -> (VectorType, Layout)? {
        guard format.hasPrefix("d:") else { return nil }
        let numbers = format.dropFirst(2).split(separator: ",").map { Int($0) }
        guard (2...3).contains(numbers.count), let precision = numbers[0], let scale = numbers[1],
            let bits = numbers.count == 3 ? numbers[2] : 128, [32, 64, 128].contains(bits), (0...38).contains(scale)
        else { return nil }
        return (.decimal(precision: precision, scale: scale), .decimal(bytes: bits / 8))
    }

    private static func words(_ format: String) -> String {
        if format.hasPrefix("ts") { return "a timestamp, and Countback reads civil dates" }
        if format.hasPrefix("tD") || format.hasPrefix("ti") { return "an interval, which is not read; days_between(a, b) gives the days from a to b" }
        if format.hasPrefix("tt") { return "a time of day, which is not read" }
        if format.hasPrefix("+") { return "a nested type, which is not read" }
        return "the type \(format), which is not read"
    }
}
