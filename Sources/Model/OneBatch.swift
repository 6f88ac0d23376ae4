/// A batch source with a single batch, or none.
package final class OneBatch: BatchSource {
    package let fields: [ColumnField]
    private var batch: RecordBatch?

    package init(_ batch: RecordBatch?, _ fields: [ColumnField]) {
        self.batch = batch
        self.fields = fields
    }

    package func next() -> RecordBatch? { batch.take() }
}
