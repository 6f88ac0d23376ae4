import DatabaseServers
import Engines
import Foundation
import Model
import Testing

@testable import countback

extension EngineConformance {
    /// The program on a server, as its users run it.
    @Suite(.enabled(if: !SparkServer.isWanted)) struct PostgreSQLRunTests {
        private static let items = """
            item_id,customer_id,kind,posted_on,due_on,currency,amount
            1,C1,invoice,2026-01-05,2026-02-05,EUR,100.00
            2,C2,invoice,2026-02-10,2026-03-10,EUR,50.50
            3,C1,receipt,2026-02-20,,EUR,-40.25

            """
        private static let report = """
            report: small
            ledger: ledger.yaml
            as_of: 2026-02-28
            trend: { every: month, points: 2 }
            metrics: [dso, aged_debt]
            outputs: [csv]

            """

        private func folder(ledger: String = "", report: String = "") throws -> TemporaryFolder {
            let folder = try TemporaryFolder()
            try folder.write(Self.items, to: "items.csv")
            try folder.write("ledger: small\ncurrency: EUR\ncomplete_from: 2025-01-01\nextracted_on: 2026-03-01\n" + ledger, to: "ledger.yaml")
            try folder.write(Self.report + report, to: "report.yaml")
            return folder
        }

        private let files = "sources: { items: { file: items.csv } }\n"

        private func run(_ folder: TemporaryFolder, _ more: [String] = [], environment: [String: String] = [:]) throws -> Program.Ended {
            try Program.countback(["run", "report.yaml", "--quiet"] + more, in: folder.path, environment: environment)
        }

        private func values(of folder: TemporaryFolder, below output: String) throws -> [Substring] {
            try folder.text(of: "\(output)/small/2026-02-28/manifest.json").split(separator: "\n").filter { $0.contains("value_id") }
        }

        /// The ledger's own connection gives the rows and computes on them.
        @Test func whereTheLedgerLives() throws {
            let server = try PostgreSQLServer.shared()
            let database = try server.newDatabase()
            try server.psql(
                """
                CREATE TABLE receivables (item_id integer PRIMARY KEY, customer_id text, kind text NOT NULL, posted_on date NOT NULL, due_on date,
                  currency char(3), amount numeric(12,2) NOT NULL);
                INSERT INTO receivables VALUES (1, 'C1', 'invoice', '2026-01-05', '2026-02-05', 'EUR', 100.00),
                  (2, 'C2', 'invoice', '2026-02-10', '2026-03-10', 'EUR', 50.50), (3, 'C1', 'receipt', '2026-02-20', NULL, 'EUR', -40.25);
                """, database: database)
            let before = try server.psql(Self.catalog, database: database)
            let connection = "connections: { erp: { driver: postgresql, uri: \"\(server.uri(database: database))\", password: { env: ERP_PASSWORD } } }\n"
            let there = try folder(ledger: connection + "sources: { items: { table: receivables } }\n", report: "engine: postgresql\n")
            let ended = try run(there, environment: ["ERP_PASSWORD": server.password])
            #expect(ended.exit == 0, "\(ended.errors)")
            let here = try folder(ledger: files)
            #expect(try run(here).exit == 0)
            #expect(try values(of: there, below: "output") == values(of: here, below: "output"))
            let manifest = try there.text(of: "output/small/2026-02-28/manifest.json")
            #expect(manifest.contains("\"engine\": \"postgresql\""))
            #expect(manifest.contains("\"postgresql\": \"15."))
            #expect(!(manifest + ended.out + ended.errors).contains(server.password))
            #expect(try server.psql(Self.catalog, database: database) == before)

            let unset = try run(there)
            #expect(unset.exit == 69)
            #expect(unset.errors.contains("error: the connection erp has no password: ERP_PASSWORD is not set [missing-secret]\n"))
            #expect(unset.errors.hasSuffix("\n  Set it in the environment of the run.\n"))
            try server.psql("DROP DATABASE \(database) WITH (FORCE)")
        }

        /// All that a database holds, and how many rows were ever written to it.
        private static let catalog = """
            SELECT (SELECT string_agg(nspname, ',' ORDER BY nspname) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp') || ' '
              || (SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname !~ '^pg_(toast_)?temp') || ' '
              || (SELECT COUNT(*) FROM pg_proc) || ' ' || (SELECT COUNT(*) FROM pg_largeobject_metadata)
            """

        @Test func aServerThatIsNotThere() throws {
            let folder = try folder(ledger: files)
            let refused = try run(folder, ["--engine", "postgresql"], environment: ["COUNTBACK_POSTGRESQL_URI": "postgresql://reader:s3cret@127.0.0.1:1/erp"])
            #expect(refused.exit == 69)
            #expect(
                refused.errors == """
                    error: PostgreSQL at postgresql://reader@127.0.0.1:1/erp can't be used: Connection refused Is the server running on that host and accepting TCP/IP connections? [engine-unavailable]
                      See that the server runs and lets this user in; the connection is the ledger's, or COUNTBACK_POSTGRESQL_URI's.

                    """)
            #expect(folder.files(below: "output") == [])
            let none = try run(folder, ["--engine", "postgresql"], environment: ["COUNTBACK_POSTGRESQL_URI": ""])
            #expect(none.exit == 69)
            #expect(
                none.errors == """
                    error: the engine postgresql needs a server, and none is named [no-engine-connection]
                      Add a connection with `driver: postgresql` to the ledger definition, or set COUNTBACK_POSTGRESQL_URI, such as postgresql://reader:password@db.example:5432/erp.

                    """)
        }

        @Test func aPasswordThatIsWrong() throws {
            let server = try PostgreSQLServer.shared()
            let uri = "postgresql://tester:wr0ng-one@127.0.0.1:\(server.port)/postgres"
            let refused = try run(try folder(ledger: files), ["--engine", "postgresql"], environment: ["COUNTBACK_POSTGRESQL_URI": uri])
            #expect(refused.exit == 69)
            #expect(refused.errors.contains("password authentication failed for user \"tester\""))
            #expect(!refused.errors.contains("wr0ng"))
        }

        @Test func aUserWithoutRights() throws {
            let server = try PostgreSQLServer.shared()
            try server.psql("CREATE ROLE passer_by LOGIN PASSWORD 'pw'")
            let uri = "postgresql://passer_by:pw@127.0.0.1:\(server.port)/postgres"
            let refused = try run(try folder(ledger: files), ["--engine", "postgresql"], environment: ["COUNTBACK_POSTGRESQL_URI": uri])
            try server.psql("DROP ROLE passer_by")
            #expect(refused.exit == 69)
            #expect(
                refused.errors == """
                    error: PostgreSQL at postgresql://passer_by@127.0.0.1:\(server.port)/postgres can't be used: the user passer_by may not make a schema in it [engine-unavailable]
                      GRANT CREATE ON DATABASE postgres TO passer_by; a run leaves nothing behind in it.

                    """)
        }

        @Test func enginesThatAreNone() throws {
            let unknown = try run(try folder(ledger: files), ["--engine", "postgres"])
            #expect(unknown.exit == 64)
            #expect(unknown.errors.hasPrefix("error: there is no engine \"postgres\" [unknown-engine]\n"))
            let connection = try run(try folder(ledger: files, report: "engine: { name: postgresql, connection: erp }\n"))
            #expect(connection.exit == 78)
            #expect(connection.errors.contains("the connection \"erp\" is not among the ledger's connections [unknown-connection]"))
        }

        @Test func aStatementThatTakesTooLong() throws {
            try EngineQuirks.postgresql.session(seconds: 1) { session in
                let failure = #expect(throws: EngineFailure.self) {
                    try session.rows(EngineQuirks.postgresql.endless, for: StatementPurpose("facts/slow.sql", metric: "mine"))
                }
                #expect(failure?.cause == .timeLimit(seconds: 1))
                let refusal = FailureWording.refusal(try #require(failure))
                #expect(refusal.exit == .tryAgain)
                #expect(
                    refusal.findings.map(\.description) == [
                        """
                        error: postgresql was at facts/slow.sql of the metric mine for longer than the limit of 1 s [statement-too-slow]
                          Try again when the server has less to do, or raise the limit in the report: `engine: { name: postgresql, statement_seconds: 4 }`.
                        """
                    ])
            }
        }

        /// Ended in the middle, kindly or not.
        @Test(arguments: [SIGINT, SIGKILL]) func aRunThatIsEnded(signal: Int32) throws {
            let folder = try TemporaryFolder()
            #expect(try Program.countback(["sample", "ledger", "--items", "50000", "--seed", "3"], in: folder.path).exit == 0)
            try folder.write("report: large\nledger: ledger/ledger.yaml\ngroup_by: [country]\nmetrics: [dso, aged_debt]\noutputs: [csv]\n", to: "report.yaml")
            let started = try Program.start(
                Program.countback, ["run", "report.yaml", "--engine", "postgresql"], in: folder.path,
                environment: ["COUNTBACK_POSTGRESQL_URI": PostgreSQLServer.shared().fullURI()])
            let deadline = Date().addingTimeInterval(60)
            while !started.errors.contains("settling"), Date() < deadline { usleep(2_000) }
            kill(started.process.processIdentifier, signal)
            let ended = try started.wait()
            #expect(ended.exit == (signal == SIGINT ? 130 : 128 + SIGKILL), "\(ended.errors)")
            #expect(folder.files(below: "output") == [])
            try EngineQuirks.postgresql.expectNothingLeft()
        }
    }

    /// Addresses with a password, and what is shown of them.
    @Suite struct PostgreSQLAddressTests {
        @Test(arguments: [
            ("postgresql://reader:a%2Fb@db:5432/erp?sslmode=require", nil, "postgresql://reader@db:5432/erp?sslmode=require"),
            ("postgresql://db/erp?user=reader&password=top", nil, "postgresql://db/erp?user=reader"),
            ("postgresql://reader@db/erp", "p@ss word/1", "postgresql://reader@db/erp"),
            ("host=db dbname=erp password='a \\'b' user=reader", nil, "host=db dbname=erp user=reader"),
            ("host=db user=reader", "x'y", "host=db user=reader"),
        ])
        func showsNoPassword(_ uri: String, _ password: String?, _ shown: String) {
            #expect(PostgreSQLAddress(uri, password: password).shown == shown)
        }
    }
}
