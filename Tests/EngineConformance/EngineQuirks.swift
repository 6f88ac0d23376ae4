import DatabaseServers
import Engines
import Foundation
import Model
import Testing

@testable import countback

/// All that may differ between engines, as far as tests know: one value for each.
struct EngineQuirks: Sendable, CustomTestStringConvertible {
    var name: EngineChoice.Name
    /// A fresh session; nil: with the engine's own time limit.
    var open: @Sendable (_ statementSeconds: Int?) throws -> any EngineSession
    /// A session of someone who may do no more than a run needs.
    var leastRights: @Sendable () throws -> any EngineSession
    /// The connection that a ledger definition needs for the engine.
    var connections: @Sendable () throws -> [Connection]
    /// A SELECT that doesn't end by itself.
    var endless: String
    /// What other clients of the engine can still see of a run: nothing, it is to be hoped.
    var leftBehind: @Sendable () throws -> [String]
    /// How the engine says that a column isn't there.
    var missingColumn: String
    /// And that a text is no number, without the text.
    var notANumber: String

    var testDescription: String { name.rawValue }

    static let duckdb = EngineQuirks(
        name: .duckdb, open: { _ in try DuckDBSession.open(threads: 2) },
        leastRights: { try DuckDBSession.open(memoryLimitMB: 200, threads: 2) }, connections: { [] },
        endless: "SELECT COUNT(*) AS n FROM range(10000000) a, range(10000000) b WHERE a.range + b.range = -1",
        // In memory, and in this process.
        leftBehind: { [] },
        missingColumn: "Binder Error: Table \"t\" does not have a column named \"nothing\"",
        notANumber: "Conversion Error: Could not convert string … to DECIMAL(18,4) when casting from source column name")

    static let postgresql = EngineQuirks(
        name: .postgresql,
        open: { try PostgreSQLSession.open(PostgreSQLAddress(PostgreSQLServer.shared().fullURI()), seconds: $0 ?? PostgreSQLSession.defaultSeconds) },
        leastRights: {
            _ = try visitor.get()
            let server = try PostgreSQLServer.shared()
            return try PostgreSQLSession.open(PostgreSQLAddress("postgresql://visitor:pw@127.0.0.1:\(server.port)/sandbox"), seconds: 20)
        },
        connections: {
            let server = try PostgreSQLServer.shared()
            return [Connection(name: "test", driver: .postgresql, uri: server.uri(), password: .file(try passwordFile.get()), place: Place(file: "test"))]
        },
        endless: "SELECT COUNT(*) AS n FROM generate_series(1, 10000000) a, generate_series(1, 10000000) b WHERE a + b = -1",
        leftBehind: {
            try PostgreSQLServer.shared().psql(
                """
                SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname LIKE 'countback%'
                UNION ALL SELECT 'relation ' || relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
                UNION ALL SELECT 'function ' || proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                  WHERE nspname NOT IN ('pg_catalog', 'information_schema')
                UNION ALL SELECT 'connection ' || state FROM pg_stat_activity WHERE application_name = 'countback'
                """
            ).split(separator: "\n").map(String.init)
        },
        missingColumn: "column t.nothing does not exist", notANumber: "invalid input syntax for type numeric: …")

    static let spark = EngineQuirks(
        name: .spark,
        open: { try SparkSession.open(SparkAddress(SparkServer.shared().uri), seconds: $0 ?? SparkSession.defaultSeconds) },
        leastRights: { try SparkSession.open(SparkAddress(SparkServer.shared().uri), seconds: 60) },
        connections: { [Connection(name: "test", driver: .spark, uri: try SparkServer.shared().uri, place: Place(file: "test"))] },
        endless: "SELECT COUNT(*) AS n FROM range(10000000) a, range(10000000) b WHERE a.id + b.id = -1",
        leftBehind: { try SparkServer.shared().left() + SparkSession.left(on: SparkAddress(SparkServer.shared().uri)) },
        missingColumn: "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `t`.`nothing` cannot be resolved.",
        notANumber: "CAST_INVALID_INPUT (SQLSTATE 22018)")

    /// Spark's server takes long to start, so its part of the suite is run by itself: `make test-spark`.
    static let all = SparkServer.isWanted ? [duckdb, spark] : [duckdb, postgresql]
    /// Those that are looked at each by itself: the embedded one is, with the others' tests.
    static let toTest = SparkServer.isWanted ? [spark] : all

    /// Tells the program where the server is.
    static func environment() throws -> [String: String] {
        SparkServer.isWanted
            ? ["COUNTBACK_SPARK_URI": try SparkServer.shared().uri] : ["COUNTBACK_POSTGRESQL_URI": try PostgreSQLServer.shared().fullURI()]
    }

    /// A role that may keep what is its own in a database, in which someone else has a table and a sequence.
    private static let visitor: Result<Void, any Error> = Result {
        let server = try PostgreSQLServer.shared()
        try server.psql("CREATE DATABASE sandbox")
        try server.psql(
            """
            CREATE ROLE visitor LOGIN PASSWORD 'pw';
            GRANT CREATE ON DATABASE sandbox TO visitor;
            CREATE TABLE public.secrets AS SELECT 's3cret' AS a;
            CREATE SEQUENCE public.numbers;
            GRANT ALL ON SEQUENCE public.numbers TO visitor;
            """, database: "sandbox")
    }

    /// The server's password where a connection can point to it.
    private static let passwordFile: Result<String, any Error> = Result {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("countback-test-password-\(getpid())").path
        try Data((PostgreSQLServer.shared().password + "\n").utf8).write(to: URL(fileURLWithPath: path))
        atexit { unlink(FileManager.default.temporaryDirectory.appendingPathComponent("countback-test-password-\(getpid())").path) }
        return path
    }
}

/// What every engine must do alike, one test after another.
@Suite(.serialized, .engineAlone) struct EngineConformance {}

extension EngineQuirks {
    static let step = StatementPurpose("test")

    /// Nothing is left once the server has had its time to see that a client has left.
    func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) throws {
        var left = try leftBehind()
        let deadline = Date().addingTimeInterval(60)
        while !left.isEmpty, Date() < deadline {
            usleep(50_000)
            left = try leftBehind()
        }
        #expect(left == [], "on \(name)", sourceLocation: sourceLocation)
    }

    /// Runs a body on a session and sees that nothing is left of it.
    func session(seconds: Int? = nil, _ body: (any EngineSession) throws -> Void) throws {
        do {
            let session = try open(seconds)
            defer { session.close() }
            try body(session)
        }
        try expectNothingLeft()
        #expect(LiveHandles.count == 0)
    }
}

extension EngineSession {
    func table(_ select: String) throws -> [[ScalarValue]] { Array(try rows(select, for: EngineQuirks.step).rows) }
    func answers(_ select: String, _ expected: [[ScalarValue]], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let rows = try table(select)
        #expect(rows == expected, "\(select)", sourceLocation: sourceLocation)
    }

    /// Loads a source of so many rows.
    func takes(_ count: Int, _ source: RowsSource, into table: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let loaded = try ingest(source, into: table)
        #expect(loaded == count, sourceLocation: sourceLocation)
    }

    func keep(_ select: String, as table: String) throws { try keep(select, as: table, for: EngineQuirks.step) }
    func define(_ select: String, as view: String) throws { try define(select, as: view, for: EngineQuirks.step) }
}

func number(_ text: String) -> ScalarValue { ExactDecimal(text).map { .decimal($0) } ?? .null }
func day(_ text: String) -> ScalarValue { CivilDate(text).map { .date($0) } ?? .null }
