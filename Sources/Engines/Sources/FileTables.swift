internal import Foundation
package import Model
internal import Synchronization

/// Files that DuckDB reads for the host: workbooks, by its excel extension, and Parquet.
///
/// They are read in a database of its own, which runs nothing else: the one that computes stays without extensions and
/// can be closed to the outside at any time.
package final class FileTables: Sendable {
    private struct State {
        var session: DuckDBSession
        var hasExcel = false
    }

    private let state: Mutex<State>

    private init(_ session: DuckDBSession) { state = Mutex(State(session: session)) }

    package static func open() throws -> FileTables { FileTables(try reader()) }

    private static func reader() throws -> DuckDBSession {
        let session = try DuckDBSession.open(memoryLimitMB: 1000)
        // Rows are counted from the first: their order matters here.
        try session.run("SET GLOBAL preserve_insertion_order = true", for: StatementPurpose("opening the reader of files"))
        return session
    }

    package func close() { state.withLock { $0.session }.close() }
    package func cancel() { state.withLock { $0.session }.cancel() }

    /// The session that reads. A file whose parts contradict each other may end one for good; then there is a new one.
    fileprivate func session() throws -> DuckDBSession {
        try state.withLock { state in
            do {
                _ = try state.session.rows("SELECT 1", for: StatementPurpose("reading files"))
            } catch let failure as EngineFailure where !failure.isCancelled {
                state.session.close()
                state.session = try Self.reader()
                if state.hasExcel { try Self.loadExcel(state.session) }
            }
            return state.session
        }
    }

    /// The excel extension, which isn't part of the engine's library.
    package func loadExcel() throws {
        try state.withLock { state in
            if !state.hasExcel { try Self.loadExcel(state.session) }
            state.hasExcel = true
        }
    }

    private static func loadExcel(_ session: DuckDBSession) throws {
        let file = try DriverPlaces.ofThisProcess.locateFile("excel.duckdb_extension", what: "reader of workbooks")
        do {
            try session.run("LOAD \(DuckDBSession.literal(file))", for: StatementPurpose("loading the excel extension"))
        } catch let failure as EngineFailure {
            throw Refusal(
                .unavailable,
                Finding(
                    "unusable-driver", .error, "the excel extension \(file) can't be used: \(failure.message)",
                    remedy: "make it anew with `make setup`: it must be of the engine's own version, \(session.version)"))
        }
    }

    package func sheet(_ name: String, of path: String, from firstRow: Int, width: Int) throws -> any BatchSource {
        let range = "A\(firstRow):\(Self.letters(width))1048576"
        let session = try session()
        return try FileRows(path) { try session.stream(
            """
            SELECT * FROM read_xlsx(\(DuckDBSession.literal(path)), sheet = \(DuckDBSession.literal(name)), range = '\(range)', \
            all_varchar = true, header = false, stop_at_empty = false)
            """, for: StatementPurpose("reading \(path)")) }
    }

    /// The name of a sheet's column by its number, from 1.
    static func letters(_ number: Int) -> String {
        var (rest, letters) = (max(1, number), "")
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    package func parquet(_ path: String) throws -> any SourceTable {
        // A path, not a pattern.
        let escaped = path.reduce(into: "") { $0 += "*?[".contains($1) ? "[\($1)]" : String($1) }
        return try FileRows.telling(path) { try ParquetTable(self, path, DuckDBSession.literal(escaped)) }
    }
}

/// The rows of a file, and that it is damaged where the engine can't read it.
private final class FileRows: BatchSource {
    let fields: [ColumnField]
    private let source: any BatchSource
    private let path: String

    init(_ path: String, _ open: () throws -> any BatchSource) throws {
        source = try Self.telling(path, open)
        fields = source.fields
        self.path = path
    }

    func next() throws -> RecordBatch? { try Self.telling(path, source.next) }

    static func telling<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let failure as EngineFailure where !failure.isCancelled {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let said = failure.message.split(whereSeparator: \.isNewline).first.map(String.init) ?? failure.message
            // An error in the reader's own logic says nothing of the file to people.
            let reason = said.hasPrefix("INTERNAL") ? "its parts contradict each other" : said
            throw Refusal(
                .badData,
                Finding(
                    "damaged-extract", .error, "\(name) can't be read: \(reason.replacing(path, with: name))", place: Place(file: name),
                    remedy: "take the extract again, or open it in its own program and save it anew"))
        }
    }
}

/// One Parquet file's rows and columns.
private final class ParquetTable: SourceTable {
    let columns: [SourceColumn]
    private let tables: FileTables
    private let path: String
    private let select: String
    private let countSelect: String

    init(_ tables: FileTables, _ path: String, _ literal: String) throws {
        self.tables = tables
        self.path = path
        let source = "read_parquet(\(literal), hive_partitioning = false)"
        let purpose = StatementPurpose("reading \(path)")
        let described = try tables.session().rows(
            "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM \(source))", for: purpose
        ).rows.map { ($0[0].plainText, $0[1].plainText) }
        columns = described.map { SourceColumn($0, Self.kind($1)) }
        let readable = described.compactMap { name, type -> String? in
            if case .unreadable = Self.kind(type) { return nil }
            let column = DuckDBSession.quoted(name)
            return Self.isTyped(type) ? column : "CAST(\(column) AS VARCHAR) AS \(column)"
        }
        select = "SELECT \(readable.isEmpty ? "NULL" : readable.joined(separator: ", ")) FROM \(source)"
        countSelect = "SELECT CAST(SUM(num_rows) AS BIGINT) FROM parquet_file_metadata(\(literal))"
    }

    func rows() throws -> any BatchSource {
        try FileRows(path) { [tables, select] in try tables.session().stream(select, for: StatementPurpose("reading a Parquet file")) }
    }

    /// As the file's own footer has it.
    func count() throws -> Int {
        let found = try FileRows.telling(path) { try tables.session().rows(countSelect, for: StatementPurpose("counting rows")) }
        guard case .integer(let count) = found.rows.first?.first else { return 0 }
        return count
    }

    private static func isTyped(_ type: String) -> Bool {
        type.hasPrefix("DECIMAL") || ["VARCHAR", "DATE", "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DOUBLE"].contains(type)
    }

    private static func kind(_ type: String) -> SourceColumn.Kind {
        if type.hasSuffix("]") { return .unreadable("a list") }
        let word = type.prefix { $0 != "(" && $0 != " " }
        switch word {
        case "STRUCT", "MAP", "UNION", "VARIANT": return .unreadable("a nested value")
        case "BLOB", "BIT", "GEOMETRY": return .unreadable("binary")
        case "DOUBLE", "FLOAT": return .binaryNumber
        case "DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT": return .number
        case "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMPTZ": return .date
        case "BOOLEAN": return .boolean
        default: return .text
        }
    }
}

extension ScalarValue {
    var plainText: String { if case .text(let text) = self { text } else { "" } }
}
