internal import CADBC
internal import Dispatch
internal import Foundation
package import Model
internal import Synchronization

// Rows into DuckDB as an Arrow stream: never through text.
extension DuckDBSession {
    @discardableResult
    package func ingest(_ source: any BatchSource, into table: String) throws -> Int {
        try create(table, source.fields)
        do {
            return try appendInLanes(source, to: table)
        } catch {
            try? drop(table)
            throw error
        }
    }

    /// A source of more than one full batch goes in by two lanes: converting and appending is most of the work of loading.
    private func appendInLanes(_ source: any BatchSource, to table: String) throws -> Int {
        let first = try source.next()
        let shared = SharedSource(source, first: first)
        guard let first, first.rowCount >= Self.fullBatch else {
            return try append(SharedSource.Lane(shared, fields: source.fields), to: table)
        }
        // A lane runs its own inserts; with workers of the engine beside it, it would wait for them busily.
        try setThreads(1)
        let rows = Result { try appendSideBySide(shared, source.fields, to: table) }
        let restored = Result { try setThreads(threads) }
        // Why rows didn't arrive comes before what followed from it.
        let count = try rows.get()
        try restored.get()
        return count
    }

    private func appendSideBySide(_ shared: SharedSource, _ fields: [ColumnField], to table: String) throws -> Int {
        // A thread of its own: a pool's would wait for other sources that are being loaded at the same time.
        let other = Mutex<Result<Int, any Error>?>(nil)
        let isDone = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let result = Result { try self.append(SharedSource.Lane(shared, fields: fields), to: table) }
            other.withLock { $0 = result }
            isDone.signal()
        }
        let result = Result { try self.append(SharedSource.Lane(shared, fields: fields), to: table) }
        isDone.wait()
        return try result.get() + (other.withLock { $0 }?.get() ?? 0)
    }

    private static let fullBatch = 32_768
    private static let vectorSize = 2_048

    /// An empty table with these columns; refused where there is one already.
    package func create(_ table: String, _ fields: [ColumnField]) throws {
        let columns = fields.map { "\(Self.quoted($0.name)) \(Self.typeName($0))" }.joined(separator: ", ")
        try run("CREATE TABLE \(Self.quoted(table)) (\(columns))", for: StatementPurpose("loading \(table)"))
    }

    /// Adds the source's rows to a table with the same columns in the same order; several threads may do so at once.
    @discardableResult
    package func append(_ source: any BatchSource, to table: String) throws -> Int {
        let purpose = StatementPurpose("loading \(table)")
        // DuckDB 1.5.5 writes past a vector's end where it casts a longer batch, as text to words.
        let isCast = source.fields.contains { $0.words != nil }
        let export = ArrowStreamExport(source, rowsAtOnce: isCast ? Self.vectorSize : .max) { [pool] in pool.isCancelled }
        let loaded: Int?
        do {
            loaded = try withStatement(purpose, "") { statement in
                try statement.setOption("adbc.ingest.target_table", table)
                try statement.setOption("adbc.ingest.mode", "adbc.ingest.mode.append")
                var stream = export.stream()
                defer { stream.release?(&stream) }
                try statement.bind(&stream)
                // The driver's from here on, whether it cleared our copy or not.
                stream.release = nil
                return try statement.execute()
            }
        } catch {
            throw export.failure.map { Self.failure($0, purpose, "") } ?? error
        }
        if let failure = export.failure { throw Self.failure(failure, purpose, "") }
        guard loaded == nil || loaded == export.rows else {
            throw Self.failure(ADBCFailure(message: "\(loaded ?? 0) rows of \(export.rows) arrived"), purpose, "")
        }
        return export.rows
    }

    /// Words as an enumeration take one or two bytes a value instead of sixteen.
    private static func typeName(_ field: ColumnField) -> String {
        guard field.type == .text, let words = field.words else { return typeName(field.type) }
        return "ENUM(\(words.map { "'" + $0.replacing("'", with: "''") + "'" }.joined(separator: ",")))"
    }

    /// What a column of these values is in DuckDB.
    package static func typeName(_ type: VectorType) -> String {
        switch type {
        case .text, .null: "VARCHAR"
        case .date: "DATE"
        case .boolean: "BOOLEAN"
        case .int32: "INTEGER"
        case .int64: "BIGINT"
        case .double: "DOUBLE"
        case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
        }
    }
}
