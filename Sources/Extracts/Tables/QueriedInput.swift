internal import Foundation
internal import Model

/// A Parquet file, or a table or query of a connection, as an extract.
final class QueriedInput: TableInput, @unchecked Sendable {
    // Unchecked: the table is sendable, and what passes between the two threads does so in an `Outcome`.
    let names: [String]
    private let table: any SourceTable
    /// Those that are read.
    let columns: [SourceColumn]
    /// nil for a connection's.
    private let file: ExtractFile?
    private let format: DelimitedFormat
    private let rowHash = Outcome<ContentHash>()

    init(_ table: any SourceTable, file: ExtractFile?, format: DelimitedFormat) {
        columns = table.columns.filter { if case .unreadable = $0.kind { false } else { true } }
        names = columns.map(\.name)
        self.table = table
        self.file = file
        self.format = format
    }

    var binaryColumns: Set<String> { Set(table.columns.filter { $0.kind == .binaryNumber }.map(\.name)) }

    /// Columns that no value can be read from, and what they are.
    var unreadable: [String: String] {
        var found: [String: String] = [:]
        for column in table.columns { if case .unreadable(let what) = column.kind { found[column.name] = what } }
        return found
    }

    func feed() throws -> any RecordFeed {
        do {
            return BatchFeed(
                try table.rows(), columns: columns, isNumbered: table.isNumbered, format: format, hash: file == nil ? RowHash(rowHash) : nil)
        } catch {
            rowHash.set(.failure(error))
            throw error
        }
    }

    /// An audit that waits for the hash of rows is let go.
    func endReading() { rowHash.set(.success(ContentHash(sha256: "", bytes: 0))) }

    func audit(isCancelled: @escaping @Sendable () -> Bool) throws -> FileAudit {
        guard let file else {
            // The count is there once the rows are.
            let hash = try rowHash.get()
            return FileAudit(hash: hash, records: try table.count(), skipped: 0)
        }
        return FileAudit(hash: try HashingStream(try FileStream(file)).finish(), records: try table.count(), skipped: 0)
    }
}

/// Hashes rows as text: the same rows in the same order give the same hash.
final class RowHash {
    private let bytes = HashedBytes()
    private let outcome: Outcome<ContentHash>
    private var isEnded = false

    init(_ outcome: Outcome<ContentHash>) { self.outcome = outcome }

    func add(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) {
        bytes.add(UnsafeRawBufferPointer(start: start, count: count))
    }

    func end() {
        guard !isEnded else { return }
        isEnded = true
        outcome.set(.success(bytes.finish()))
    }

    /// Whoever waits for a hash that will not come is let go.
    deinit { end() }
}
