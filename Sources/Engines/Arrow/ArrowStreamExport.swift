internal import CADBC
internal import Model

/// A `BatchSource` as an `ArrowArrayStream` that a driver pulls and releases.
///
/// What the source throws can't cross the C boundary: the driver is told that reading failed, and `failure` keeps the
/// error itself for whoever started the ingest. That must be looked at even after a success: DuckDB takes a failing
/// stream for one that has ended.
final class ArrowStreamExport {
    struct Cancelled: Error {}

    private let source: any BatchSource
    private let rowsAtOnce: Int
    /// What is left of the batch at hand.
    private var columns: [ColumnExport] = []
    private var left: Range<Int> = 0..<0
    private(set) var failure: (any Error)?
    private(set) var rows = 0
    private let isCancelled: () -> Bool
    private let lastError: UnsafeMutablePointer<CChar>

    /// - Parameter isCancelled: asked before every batch, since a driver may not look for a cancel while it ingests.
    /// - Parameter rowsAtOnce: the most rows that the driver is given in one batch.
    init(_ source: any BatchSource, rowsAtOnce: Int = .max, isCancelled: @escaping () -> Bool) {
        self.source = source
        self.rowsAtOnce = rowsAtOnce
        self.isCancelled = isCancelled
        lastError = cString("the rows could not be read")
        LiveHandles.opened()
    }

    deinit {
        lastError.deallocate()
        LiveHandles.closed()
    }

    /// The stream holds this object until the driver releases it.
    func stream() -> ArrowArrayStream {
        var stream = ArrowArrayStream()
        stream.private_data = Unmanaged.passRetained(self).toOpaque()
        stream.get_schema = { stream, out in
            guard let export = ArrowStreamExport.of(stream), let out else { return EINVAL }
            out.initialize(to: ArrowSchema.exporting(export.source.fields))
            return 0
        }
        stream.get_next = { stream, out in
            guard let export = ArrowStreamExport.of(stream), let out else { return EINVAL }
            return export.next(into: out)
        }
        stream.get_last_error = { stream in UnsafePointer(ArrowStreamExport.of(stream)?.lastError) }
        stream.release = { stream in
            guard let stream, let data = stream.pointee.private_data else { return }
            stream.pointee.private_data = nil
            stream.pointee.release = nil
            Unmanaged<ArrowStreamExport>.fromOpaque(data).release()
        }
        return stream
    }

    private static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> ArrowStreamExport? {
        (stream?.pointee.private_data).map { Unmanaged<ArrowStreamExport>.fromOpaque($0).takeUnretainedValue() }
    }

    private func next(into out: UnsafeMutablePointer<ArrowArray>) -> Int32 {
        // After an error nothing more is pulled, whatever the driver asks.
        guard failure == nil else { return EIO }
        do {
            if isCancelled() { throw Cancelled() }
            while left.isEmpty {
                guard let batch = try source.next() else {
                    columns = []
                    out.initialize(to: ArrowArray())
                    return 0
                }
                if batch.rowCount == 0 { continue }  // some drivers take an empty batch for the end
                columns = try ArrowArray.columns(of: batch, source.fields)
                left = 0..<batch.rowCount
            }
            let part = left.prefix(rowsAtOnce)
            out.initialize(to: ArrowArray.exporting(columns, rows: part))
            left = part.upperBound..<left.upperBound
            if left.isEmpty { columns = [] }
            rows += part.count
            return 0
        } catch {
            failure = error
            return EIO
        }
    }
}

private let EIO: Int32 = 5
private let EINVAL: Int32 = 22
