internal import Engines
internal import Model
internal import Rendering

/// Rows that are written to a CSV file as they pass: text in quotes, NULL as nothing.
final class RowsFile: BatchSource {
    let fields: [ColumnField]
    private let name: String
    private let source: any BatchSource
    private let file: OutputFile

    init(_ source: any BatchSource, in folder: String, named name: String) throws {
        self.source = source
        self.name = name
        fields = source.fields
        file = try OutputFile.create("\(folder)/\(name)")
        try file.write(fields.map { ReplayScript.quoted($0.name) }.joined(separator: ",") + "\n")
    }

    func next() throws -> RecordBatch? {
        guard let batch = try source.next() else { return nil }
        var bytes: [UInt8] = []
        for row in 0..<batch.rowCount {
            for (index, column) in batch.columns.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.append(column.scalar(row), to: &bytes)
            }
            bytes.append(10)
        }
        try file.write(bytes)
        return batch
    }

    func close() throws { _ = try file.close() }

    private static func append(_ value: ScalarValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: break
        case .text(let text):
            bytes.append(34)
            for byte in text.utf8 {
                if byte == 34 { bytes.append(34) }
                bytes.append(byte)
            }
            bytes.append(34)
        case .date(let day): bytes += day.description.utf8
        case .boolean(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .decimal(let number): bytes += number.description.utf8
        case .double(let number): bytes += String(number).utf8
        }
    }

    /// The table of these rows.
    func statements(into table: String) -> String {
        let columns = fields.map { "\(ReplayScript.quoted($0.name)) \(DuckDBSession.typeName($0.type))" }.joined(separator: ", ")
        let name = ReplayScript.quoted(table)
        let options = "HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', ALLOW_QUOTED_NULLS false, AUTO_DETECT false, MAX_LINE_SIZE 20000000"
        return "CREATE OR REPLACE TABLE \(name) (\(columns));\nCOPY \(name) FROM 'rows/\(self.name.replacing("'", with: "''"))' (\(options))"
    }
}
