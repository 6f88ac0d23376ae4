internal import Model

/// The rows of a SELECT on PostgreSQL.
///
/// They are read ahead: PostgreSQL doesn't say how many decimals a computed number has, so that a column's type is known
/// when its values are. Beyond two million rows the rest streams, and must fit what was found so far.
final class PostgreSQLRows: BatchSource {
    let fields: [ColumnField]
    /// Runs once the server has given its last row.
    var atEnd: (() throws -> Void)?
    private(set) var isAtEnd: Bool

    private static let readAhead = 2_000_000

    private let columns: [ArrowColumn]
    private var pending: [RecordBatch]
    private var statement: ADBCStatement?
    private var stream: ADBCStream?
    private let continuing: (() throws -> RecordBatch?) throws -> RecordBatch?

    private init(
        _ columns: [ArrowColumn], _ fields: [ColumnField], _ pending: [RecordBatch], _ statement: consuming ADBCStatement?,
        _ stream: consuming ADBCStream?, isAtEnd: Bool, _ continuing: @escaping (() throws -> RecordBatch?) throws -> RecordBatch?
    ) {
        self.columns = columns
        self.fields = fields
        self.pending = pending
        self.statement = statement
        self.stream = stream
        self.isAtEnd = isAtEnd
        self.continuing = continuing
    }

    static func open(
        _ statement: consuming ADBCStatement, _ stream: consuming ADBCStream,
        _ continuing: @escaping (() throws -> RecordBatch?) throws -> RecordBatch?
    ) throws -> PostgreSQLRows {
        let columns = try stream.columns()
        var batches: [RecordBatch] = []
        var rows = 0
        var isAtEnd = false
        while rows < readAhead {
            guard let batch = try stream.next(columns) else {
                isAtEnd = true
                break
            }
            rows += batch.rowCount
            batches.append(batch)
        }
        let fields = try columns.enumerated().map { index, column in
            try NumericText.field(column, in: batches.map { $0.columns[index] })
        }
        if isAtEnd {
            return PostgreSQLRows(columns, fields, batches.reversed(), nil, nil, isAtEnd: true, continuing)
        }
        return PostgreSQLRows(columns, fields, batches.reversed(), statement, stream, isAtEnd: false, continuing)
    }

    func next() throws -> RecordBatch? {
        if let batch = pending.popLast() { return try typed(batch) }
        guard !isAtEnd else { return nil }
        if let batch = try continuing({ try stream?.next(columns) }) { return try typed(batch) }
        isAtEnd = true
        stream = nil
        statement = nil
        try atEnd?()
        return nil
    }

    private func typed(_ batch: RecordBatch) throws -> RecordBatch {
        var batch = batch
        for (index, column) in columns.enumerated() {
            guard NumericText.isNumeric(column), case .decimal(let precision, let scale) = fields[index].type else { continue }
            batch.columns[index] = try NumericText.decimals(
                batch.columns[index], precision: precision, scale: scale, column: column.field.name)
        }
        return batch
    }
}
