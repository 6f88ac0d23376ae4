internal import Model

/// Adds a running number to the rows that pass.
final class NumberedSource: BatchSource {
    let fields: [ColumnField]
    private let source: any BatchSource
    private var number: Int64

    init(_ source: any BatchSource, column: String, first: Int) {
        self.source = source
        self.number = Int64(first)
        fields = source.fields + [ColumnField(column, .int64)]
    }

    func next() throws -> RecordBatch? {
        guard var batch = try source.next() else { return nil }
        let end = number + Int64(batch.rowCount)
        batch.columns.append(ColumnVector(.int64(Array(number..<end))))
        number = end
        return batch
    }
}
