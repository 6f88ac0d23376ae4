internal import Model

/// A session that writes what it does as a script on its way to the engine, with the rows that it was given.
final class ReplaySession: EngineSession {
    private let session: any EngineSession
    private let script: ReplayScript
    /// The script's schema that stands for this session.
    private let schema: String

    init(_ session: any EngineSession, schema: String, script: ReplayScript) {
        self.session = session
        self.schema = schema
        self.script = script
    }

    var engine: String { session.engine }
    var version: String { session.version }
    var rowsAtOnce: Int { session.rowsAtOnce }

    func ingest(_ source: any BatchSource, into table: String) throws -> Int {
        if let streamed = (source as? LimitedSource)?.source as? StreamedRows {
            script.add(
                "CREATE OR REPLACE TABLE \(schema).\(ReplayScript.quoted(table)) AS\n\(streamed.select)", in: streamed.schema,
                for: streamed.purpose)
            return try session.ingest(source, into: table)
        }
        let rows = try RowsFile(source, in: script.rowsFolder, named: script.nextFile(table))
        let count = try session.ingest(rows, into: table)
        try rows.close()
        script.add(rows.statements(into: table), in: schema, for: StatementPurpose("rows of \(table)"))
        return count
    }

    func keep(_ select: String, as table: String, for purpose: StatementPurpose) throws {
        script.add("CREATE OR REPLACE TABLE \(ReplayScript.quoted(table)) AS\n\(select)", in: schema, for: purpose)
        try session.keep(select, as: table, for: purpose)
    }

    func define(_ select: String, as view: String, for purpose: StatementPurpose) throws {
        script.define("CREATE OR REPLACE VIEW \(ReplayScript.quoted(view)) AS\n\(select)", as: view, in: schema, for: purpose)
        try session.define(select, as: view, for: purpose)
    }

    func drop(_ table: String) throws {
        script.drop(table, in: schema)
        try session.drop(table)
    }

    func drop(columns: [String], of table: String) throws { try session.drop(columns: columns, of: table) }

    func stream(_ select: String, for purpose: StatementPurpose) throws -> any BatchSource {
        script.ask(select, in: schema, for: purpose)
        return StreamedRows(try session.stream(select, for: purpose), select: select, schema: schema, purpose: purpose)
    }

    func cancel() { session.cancel() }
    func closeToOutside() throws { try session.closeToOutside() }
    func close() { session.close() }
}

/// Rows of a statement, which may become another session's table.
final class StreamedRows: BatchSource {
    let select: String
    let schema: String
    let purpose: StatementPurpose
    private let rows: any BatchSource

    init(_ rows: any BatchSource, select: String, schema: String, purpose: StatementPurpose) {
        self.rows = rows
        self.select = select
        self.schema = schema
        self.purpose = purpose
    }

    var fields: [ColumnField] { rows.fields }
    func next() throws -> RecordBatch? { try rows.next() }
}
