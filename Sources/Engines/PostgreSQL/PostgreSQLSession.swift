internal import Foundation
package import Model
internal import Synchronization

/// A session on a PostgreSQL server: tables, views and the prelude's functions in a schema of the run's own, in one
/// transaction that is rolled back in the end.
///
/// The tables are unlogged rather than temporary, so that several processes of the server may scan one together.
package final class PostgreSQLSession: EngineSession {
    package let engine = "postgresql"
    package let version: String
    let transaction: PostgreSQLTransaction
    /// The ledger's connection that this is a session on, where it is one.
    let home: String?
    /// Settings that differ while the user's own tables and queries are read.
    let changed: [PostgreSQLSetting.Changed]
    /// The run's own, in which everything of it is.
    private let schema: String
    private let views = Mutex(LateViews())
    private let counts = Mutex(Counts())
    /// Tables of metrics, which were filled where nothing else can be written to.
    private let temporary = Mutex<Set<String>>([])

    /// Tables of which the planner knows nothing yet.
    private struct Counts {
        var isLarge = false
        var uncounted: [String] = []
    }

    /// How long a statement may take unless something else is said.
    package static let defaultSeconds = 600
    /// From this many rows on it pays to tell the planner what a table holds, and so what all the others do.
    private static let worthCounting = 200
    private static let large = 5_000

    private init(_ transaction: PostgreSQLTransaction, _ prepared: PostgreSQLSetting.Prepared, home: String?) {
        self.transaction = transaction
        self.home = home
        changed = prepared.changed
        version = prepared.version
        schema = prepared.schema
    }

    /// - Parameters:
    ///   - home: the name of the ledger's connection that this is; its tables can be read in place.
    ///   - seconds: the longest that a statement may take.
    ///   - megabytes: what computing may take in all, of which a sort or join may take a part; nil: as usual.
    package static func open(
        _ address: PostgreSQLAddress, home: String? = nil, seconds: Int = defaultSeconds, megabytes: Int? = nil
    ) throws -> PostgreSQLSession {
        let transaction = try PostgreSQLTransaction.begin(address, seconds: seconds)
        do {
            return PostgreSQLSession(transaction, try PostgreSQLSetting.prepare(transaction, address, seconds: seconds, megabytes: megabytes), home: home)
        } catch {
            transaction.close()
            throw error
        }
    }

    // MARK: Tables

    @discardableResult
    package func ingest(_ source: any BatchSource, into table: String) throws -> Int {
        let purpose = StatementPurpose("loading \(table)")
        let columns = source.fields.map { "\(Self.quoted($0.name)) \(Self.typeName($0.type))" }.joined(separator: ", ")
        try dropViews(with: table, purpose)
        try transaction.run("CREATE UNLOGGED TABLE \(own(table)) (\(columns))", for: purpose)
        let export = ArrowStreamExport(source) { [transaction] in transaction.isCancelled }
        do {
            try transaction.append(export, to: table, in: schema, for: purpose)
        } catch {
            throw export.failure.map { $0 is ArrowStreamExport.Cancelled ? error : $0 } ?? error
        }
        try analyze(table, rows: export.rows, purpose)
        return export.rows
    }

    package func keep(_ select: String, as table: String, for purpose: StatementPurpose) throws {
        guard purpose.metric == nil else { return try keepOfMetric(select, as: table, for: purpose) }
        try dropViews(with: table, purpose)
        views.withLock { $0.forget(table) }
        try makeViews(for: select)
        try transaction.run("DROP TABLE IF EXISTS \(own(table))", for: purpose)
        let rows = try transaction.run("CREATE UNLOGGED TABLE \(own(table)) AS\n\(select)\n", for: purpose)
        try sortByBytes(table, purpose)
        try analyze(table, rows: rows ?? .max, purpose)
    }

    /// Someone else's SELECT runs where it can write to nothing but a temporary table, whatever it calls.
    private func keepOfMetric(_ select: String, as table: String, for purpose: StatementPurpose) throws {
        try refuseTaken(table, purpose, select)
        try makeViews(for: select)
        try transaction.run("CREATE TEMPORARY TABLE \(Self.quoted(table)) AS\n\(select)\nWITH NO DATA", for: purpose)
        temporary.withLock { _ = $0.insert(table) }
        try sortByBytes(table, purpose)
        let rows = try transaction.guarded(purpose) { try transaction.run("INSERT INTO \(own(table))\n\(select)\n", for: purpose) }
        try analyze(table, rows: rows ?? .max, purpose)
    }

    /// A view in the run's schema can't read a temporary table.
    private func settle(for view: LateViews.View) throws {
        for table in temporary.withLock({ $0.filter { view.words.contains($0.lowercased()) }.sorted() }) {
            let place = own(table)
            temporary.withLock { _ = $0.remove(table) }
            try transaction.run("CREATE UNLOGGED TABLE \(own(table)) AS TABLE \(place)", for: view.purpose)
            try transaction.run("DROP TABLE \(place)", for: view.purpose)
            try analyze(table, rows: .max, view.purpose)
        }
    }

    private func refuseTaken(_ name: String, _ purpose: StatementPurpose, _ sql: String) throws {
        let found = try rows("SELECT to_regclass(\(Self.literal(own(name)))) IS NOT NULL AS taken", for: StatementPurpose(purpose.step))
        guard views.withLock({ $0.isView(name) }) || found.rows.first?.first == .boolean(true) else { return }
        throw EngineFailure(engine: engine, purpose: purpose, message: "there is a relation \"\(name)\" already", sql: sql)
    }

    /// Text that the server sorts in some language is sorted by its bytes from here on, as on every engine.
    private func sortByBytes(_ table: String, _ purpose: StatementPurpose) throws {
        let found = try rows(
            """
            SELECT attname::text FROM pg_attribute a JOIN pg_collation c ON c.oid = a.attcollation
            WHERE a.attrelid = \(Self.literal(own(table)))::regclass AND a.attnum > 0 AND NOT a.attisdropped AND c.collname <> 'C'
            """, for: purpose)
        let changes = found.rows.compactMap { row -> String? in
            guard case .text(let column) = row[0] else { return nil }
            return "ALTER COLUMN \(Self.quoted(column)) TYPE text COLLATE \"C\""
        }
        guard !changes.isEmpty else { return }
        try transaction.run("ALTER TABLE \(own(table)) \(changes.joined(separator: ", "))", for: purpose)
    }

    /// A handful of rows joined to a million is planned badly where the planner doesn't know that it is a handful; where
    /// all tables are small it doesn't matter, and asking costs more than it brings.
    func analyze(_ table: String, rows: Int, _ purpose: StatementPurpose) throws {
        let tables = counts.withLock { counts -> [String] in
            counts.isLarge = counts.isLarge || rows >= Self.large
            counts.uncounted.removeAll { $0 == table }
            guard counts.isLarge else {
                if rows >= Self.worthCounting { return [table] }
                counts.uncounted.append(table)
                return []
            }
            defer { counts.uncounted = [] }
            return counts.uncounted + [table]
        }
        if !tables.isEmpty { try transaction.run("ANALYZE \(tables.map(own).joined(separator: ", "))", for: purpose) }
    }

    package func drop(_ table: String) throws {
        let purpose = StatementPurpose("dropping \(table)")
        try dropViews(with: table, purpose)
        let isView = views.withLock { views in
            defer { views.forget(table) }
            return views.isView(table)
        }
        counts.withLock { $0.uncounted.removeAll { $0 == table } }
        if !isView { try transaction.run("DROP TABLE IF EXISTS \(own(table))", for: purpose) }
        temporary.withLock { _ = $0.remove(table) }
    }

    /// A row-wise table gives nothing back for a column.
    package func drop(columns: [String], of table: String) throws {}

    // MARK: Views

    package func define(_ select: String, as view: String, for purpose: StatementPurpose) throws {
        if purpose.metric != nil { try refuseTaken(view, purpose, select) }
        try dropViews(with: view, purpose)
        views.withLock { $0.define(view, select, purpose) }
    }

    func dropViews(with name: String, _ purpose: StatementPurpose) throws {
        let gone = views.withLock { $0.dropped(with: name) }
        guard !gone.isEmpty else { return }
        try transaction.run("DROP VIEW IF EXISTS \(gone.map(own).joined(separator: ", ")) CASCADE", for: purpose)
    }

    private func makeViews(for sql: String) throws {
        for (name, view) in views.withLock({ $0.wanted(by: sql) }) {
            try settle(for: view)
            try transaction.run("CREATE VIEW \(own(name)) AS\n\(view.sql)\n", for: view.purpose)
        }
    }

    // MARK: Reading and ending

    /// Functions that mean something else here: by name, or name and number of arguments, what to write.
    package static let unlike = [
        "regexp_full_match": "LIKE", "regexp_matches": "LIKE", "regexp_replace/3": "REPLACE", "regexp_replace/4": "REPLACE", "format": "||", "hash": "md5",
    ]

    package func stream(_ select: String, for purpose: StatementPurpose) throws -> any BatchSource {
        try makeViews(for: select)
        return try transaction.read(select, for: purpose)
    }

    package func cancel() { transaction.cancel() }

    /// Nothing to do: every SELECT runs where it can write nothing, and the functions that reach outside are not among
    /// those that a plugin may call.
    package func closeToOutside() throws {}

    package func close() { transaction.close() }

    // MARK: Text

    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
    /// Only the run's own relation of that name, whatever else is called so.
    func own(_ name: String) -> String {
        (temporary.withLock { $0.contains(name) } ? "pg_temp" : Self.quoted(schema)) + "." + Self.quoted(name)
    }
    static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    private static func typeName(_ type: VectorType) -> String {
        switch type {
        case .text, .null: "text COLLATE \"C\""
        case .date: "date"
        case .boolean: "boolean"
        case .int32: "integer"
        case .int64: "bigint"
        case .double: "double precision"
        case .decimal(let precision, let scale): "numeric(\(precision),\(scale))"
        }
    }
}
