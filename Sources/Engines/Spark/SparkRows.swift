internal import Model

/// The rows of a SELECT on Spark, batch by batch as they come.
final class SparkRows: BatchSource {
    let fields: [ColumnField]
    private let link: SparkLink
    private let purpose: StatementPurpose
    private let sql: String
    private let columns: [ArrowColumn]
    private var statement: ADBCStatement?
    private var stream: ADBCStream?

    init(
        _ link: SparkLink, _ purpose: StatementPurpose, _ sql: String, _ columns: [ArrowColumn], _ statement: consuming ADBCStatement,
        _ stream: consuming ADBCStream
    ) {
        fields = columns.map(\.field)
        self.link = link
        self.purpose = purpose
        self.sql = sql
        self.columns = columns
        self.statement = consume statement
        self.stream = consume stream
    }

    func next() throws -> RecordBatch? {
        if let batch = try link.taking(purpose, sql, { _ in try stream?.next(columns) }) { return batch }
        stream = nil
        statement = nil
        return nil
    }
}
