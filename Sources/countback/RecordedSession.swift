internal import Model

/// A session that notes every statement in the log on its way to the engine.
final class RecordedSession: EngineSession {
    private let session: any EngineSession
    private let name: String

    init(_ session: any EngineSession, name: String) {
        self.session = session
        self.name = name
    }

    var engine: String { session.engine }
    var version: String { session.version }
    var rowsAtOnce: Int { session.rowsAtOnce }

    func ingest(_ source: any BatchSource, into table: String) throws -> Int {
        let columns = source.fields.map(\.name).joined(separator: ", ")
        StatementLog.add("-- rows are streamed into \(table) (\(columns))", on: name, for: StatementPurpose("ingest"))
        return try StatementLog.timed("\(name): ingest \(table)") { try session.ingest(source, into: table) }
    }

    func keep(_ select: String, as table: String, for purpose: StatementPurpose) throws {
        StatementLog.add("CREATE TABLE \(table) AS\n\(select);", on: name, for: purpose)
        try StatementLog.timed("\(name): \(purpose.step), table \(table)") { try session.keep(select, as: table, for: purpose) }
    }

    func define(_ select: String, as view: String, for purpose: StatementPurpose) throws {
        StatementLog.add("CREATE OR REPLACE VIEW \(view) AS\n\(select);", on: name, for: purpose)
        try session.define(select, as: view, for: purpose)
    }

    func drop(_ table: String) throws {
        StatementLog.add("DROP TABLE \(table);", on: name, for: StatementPurpose("drop"))
        try session.drop(table)
    }

    func drop(columns: [String], of table: String) throws {
        for column in columns {
            StatementLog.add("ALTER TABLE \(table) DROP COLUMN \(column);", on: name, for: StatementPurpose("drop"))
        }
        try StatementLog.timed("\(name): narrow \(table)") { try session.drop(columns: columns, of: table) }
    }

    func stream(_ select: String, for purpose: StatementPurpose) throws -> any BatchSource {
        StatementLog.add("\(select);", on: name, for: purpose)
        return try StatementLog.timed("\(name): \(purpose.step)") { try session.stream(select, for: purpose) }
    }

    func readInPlace(
        _ source: InPlaceSource, into table: String, numbered: (column: String, first: Int)?, odd: OddRowReading
    ) throws -> [InPlaceReading] {
        StatementLog.add(
            "-- \(table) is read where it lies (\(source.rules.map(\.name).joined(separator: ", ")))", on: name, for: StatementPurpose("reading in place"))
        return try StatementLog.timed("\(name): in place \(table)") {
            try session.readInPlace(source, into: table, numbered: numbered, odd: odd)
        }
    }

    func cancel() { session.cancel() }
    func closeToOutside() throws { try session.closeToOutside() }
    func close() { session.close() }
}
