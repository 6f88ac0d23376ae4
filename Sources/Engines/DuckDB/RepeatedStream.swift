internal import Model

/// A SELECT's rows, from the beginning where it fails before the first of them and may try again.
final class RepeatedStream: BatchSource {
    let fields: [ColumnField]
    private var source: any BatchSource
    private var hasBegun = false
    private let again: (any Error) throws -> any BatchSource

    /// `again` runs the SELECT once more, or throws the error that it is given.
    init(_ source: any BatchSource, again: @escaping (any Error) throws -> any BatchSource) {
        fields = source.fields
        self.source = source
        self.again = again
    }

    func next() throws -> RecordBatch? {
        while true {
            do {
                let batch = try source.next()
                hasBegun = true
                return batch
            } catch {
                guard !hasBegun else { throw error }
                source = try again(error)
            }
        }
    }
}
