internal import Model

/// Adds the numbers of the rows' customers.
final class KeyedSource: BatchSource {
    let fields: [ColumnField]
    private let source: any BatchSource
    private let keys: CustomerKeys
    private let customer: Int

    /// nil for a source without customers as they are.
    init?(_ source: any BatchSource, keys: CustomerKeys) {
        guard let customer = source.fields.firstIndex(where: { $0.name == "customer_id" && $0.type == .text }) else { return nil }
        self.source = source
        self.keys = keys
        self.customer = customer
        fields = source.fields + [ColumnField(CustomerKeys.column, .int32)]
    }

    func next() throws -> RecordBatch? {
        guard var batch = try source.next() else { return nil }
        batch.columns.append(ColumnVector(.int32(keys.numbers(of: batch.columns[customer], rows: batch.rowCount))))
        return batch
    }
}
