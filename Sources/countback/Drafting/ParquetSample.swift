internal import Extracts
internal import Model

/// The first rows of a Parquet file.
enum ParquetSample {
    static func table(_ path: String) throws -> ExtractTable {
        let tables = SourceTables(connections: [])
        let file = try tables.parquet(path)
        let columns = file.columns.filter { if case .unreadable = $0.kind { false } else { true } }
        let source = try file.rows()
        var rows: [ExtractTable.Row] = []
        while rows.count < ExtractTable.rowLimit, let batch = try source.next() {
            for row in 0..<min(batch.rowCount, ExtractTable.rowLimit - rows.count) {
                let cells = zip(columns, batch.columns).map { cell($0.kind, $1.scalar(row)) }
                rows.append(ExtractTable.Row(rows.count + 1, cells))
            }
        }
        return ExtractTable(columns: columns.map(\.name), rows: rows)
    }

    private static func cell(_ kind: SourceColumn.Kind, _ value: ScalarValue) -> ExtractTable.Cell {
        let text =
            switch value {
            case .null: ""
            case .text(let text): text
            case .date(let day): day.description
            case .boolean(let flag): flag ? "TRUE" : "FALSE"
            case .integer(let number): "\(number)"
            case .decimal(let number): number.description
            case .double(let number): "\(number)"
            }
        return switch kind {
        case .number, .binaryNumber: ExtractTable.Cell(.number, text)
        case .date: ExtractTable.Cell(.date, String(text.prefix(10)))
        case .boolean: ExtractTable.Cell(.boolean, text)
        case .text, .unreadable: ExtractTable.Cell(.text, text)
        }
    }
}
