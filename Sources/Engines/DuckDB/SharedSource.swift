internal import Model
internal import Synchronization

/// One source pulled by several lanes at once: each batch goes to whoever asks first.
///
/// After an error every lane hears of it, so that none takes the end of its share for the end of the rows.
final class SharedSource: Sendable {
    private struct State {
        var source: any BatchSource
        var pending: RecordBatch?
        var failure: (any Error)?
        var isEnded = false
    }

    /// What crosses to another lane is used there only under the lock.
    private struct Box: @unchecked Sendable { var state: State }

    private let box: Mutex<Box>

    /// - Parameter first: a batch that was already taken from the source.
    init(_ source: any BatchSource, first: RecordBatch?) {
        box = Mutex(Box(state: State(source: source, pending: first, isEnded: first == nil)))
    }

    func next() throws -> RecordBatch? {
        let result: Result<RecordBatch?, any Error> = box.withLock { box in
            if let failure = box.state.failure { return .failure(failure) }
            if let pending = box.state.pending {
                box.state.pending = nil
                return .success(pending)
            }
            guard !box.state.isEnded else { return .success(nil) }
            do {
                let batch = try box.state.source.next()
                box.state.isEnded = batch == nil
                return .success(batch)
            } catch {
                box.state.failure = error
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// One lane's end of the source.
    final class Lane: BatchSource {
        let fields: [ColumnField]
        private let shared: SharedSource

        init(_ shared: SharedSource, fields: [ColumnField]) {
            self.shared = shared
            self.fields = fields
        }

        func next() throws -> RecordBatch? { try shared.next() }
    }
}
