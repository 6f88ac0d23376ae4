import DatabaseServers
import Foundation
import Testing

/// Tables and queries of databases as sources.
struct DatabaseSourceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func load(_ more: [String] = []) throws -> Program.Ended {
        try Program.countback(["ledger", "load", "ledger.yaml"] + more, in: folder.path)
    }

    private func rows() throws -> [String] {
        let ended = try Program.countback(["ledger", "show", "ledger.yaml", "--relation", "items", "--csv"], in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
        return ended.out.split(whereSeparator: \.isNewline).map(String.init)
    }

    // MARK: SQLite

    private func makeSQLite() throws {
        let script = """
            import sqlite3
            base = sqlite3.connect("erp.db")
            base.execute("CREATE TABLE items (item_id, customer_id, kind, posted_on, amount, currency)")
            rows = [(f"{n:04d}", "C", "invoice", "2026-01-02", 5, "EUR") for n in range(3000)]
            rows += [("r1", "C", "invoice", "2026-01-02", 1234567890123.25, "EUR"), ("r2", "C", "invoice", "2026-01-02", 0.1, "EUR"),
                     ("r3", "C", "invoice", "2026-01-32", "7.10", "EUR"), ("r4", None, "invoice", "2026-01-02", 1, "EUR")]
            base.executemany("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?)", rows)
            base.commit()
            """
        #expect(try Program.run(Program.python, ["-c", script], in: folder.path).exit == 0)
    }

    private static let sqlite = "ledger: x\ntolerance: { rows: 2 }\nconnections:\n  erp: { driver: sqlite, uri: erp.db }\nsources:\n"

    @Test func sqliteGivesEveryValueAsItIs() throws {
        try makeSQLite()
        try folder.write(Self.sqlite + "  items: { table: items }\n", to: "ledger.yaml")
        let ended = try load()
        #expect(ended.exit == 0)
        #expect(ended.out == "  relation  file       read  loaded  rejected\n  items     erp:items  3004  3002    2\n")
        #expect(
            ended.errors.hasPrefix(
                "erp:items:3003: posted_on: \"2026-01-32\" is no date (%Y-%m-%d)\nerp:items:3004: customer_id: no customer_id (only receipts may have none)\n"),
            "\(ended.errors)")
        try folder.write(
            Self.sqlite + "  items: { query: \"SELECT * FROM items WHERE typeof(amount) = 'real' -- large; small\\n;\\n-- end\" }\n", to: "ledger.yaml")
        #expect(
            try rows().dropFirst() == [
                "r1,C,invoice,2026-01-02,EUR,1234567890123.25,", "r2,C,invoice,2026-01-02,EUR,0.1,",
            ])
    }

    @Test func mistakesInQueries() throws {
        try makeSQLite()
        func refusal(_ source: String) throws -> Program.Ended {
            try folder.write(Self.sqlite + "  items: { \(source) }\n", to: "ledger.yaml")
            return try load()
        }
        var ended = try refusal("table: itms")
        #expect(ended.exit == 66)
        #expect(ended.errors.contains("there is no table \"itms\" on the connection erp [missing-table]"))
        #expect(ended.errors.contains("did you mean \"items\"?"))
        ended = try refusal("query: SELECT amout FROM items")
        #expect(ended.exit == 78)
        #expect(ended.errors.contains("erp:query can't be read: [SQLite] Failed to prepare query: no such column: amout [bad-query]"), "\(ended.errors)")
        ended = try refusal("query: DELETE FROM items")
        #expect(ended.exit == 78)
        #expect(ended.errors.contains("\"query\" must be one SELECT [bad-value]"))
        ended = try refusal("query: \"SELECT 1) AS source; DELETE FROM items; SELECT * FROM (SELECT 1\"")
        #expect(ended.exit == 78 || ended.exit == 65)
        ended = try refusal("table: items")
        #expect(ended.out.contains("3004"))
        try folder.write(Self.sqlite.replacing("erp.db", with: "no.db") + "  items: { table: items }\n", to: "ledger.yaml")
        ended = try load()
        #expect(ended.exit == 66)
        #expect(ended.errors.contains("which the connection erp names [missing-extract]"))
    }

    // MARK: PostgreSQL

    private func declare(_ server: PostgreSQLServer, _ source: String, database: String, password: String = "password: { env: ERP_PASSWORD }") throws {
        try folder.write(
            """
            ledger: x
            currency: EUR
            tolerance: { rows: 1 }
            connections:
              erp: { driver: postgresql, uri: "\(server.uri(database: database))", \(password) }
            sources:
              items: { \(source) }
            """, to: "ledger.yaml")
    }

    @Test func postgresqlKeepsExactNumbers() throws {
        let server = try PostgreSQLServer.shared()
        let database = try server.newDatabase()
        try server.psql(
            """
            CREATE SCHEMA sales;
            CREATE TYPE kind AS ENUM ('invoice', 'receipt');
            CREATE TABLE sales.items (item_id bigint, customer_id text, kind kind, posted_on date, due_on timestamp, amount numeric,
                document_no int, tags text[], open boolean, share float8);
            INSERT INTO sales.items VALUES
                (1, 'Müller', 'invoice', '2026-01-02', '2026-02-01 23:59', 12345678901234.5678, 17, '{a}', true, 0.1),
                (2, 'C', 'receipt', '2026-01-03', NULL, -0.10, NULL, NULL, false, 1e-7),
                (3, 'C', 'invoice', NULL, NULL, 'NaN', NULL, NULL, NULL, NULL);
            """, database: database)
        let password = folder.path + "/password"
        try folder.write(server.password + "\n", to: "password")
        try declare(server, "table: sales.items", database: database, password: "password: { file: password }")
        #expect(FileManager.default.fileExists(atPath: password))
        #expect(
            try rows() == [
                "item_id,customer_id,kind,posted_on,amount,document_no,due_on,open,share,currency,receipt_class",
                "1,Müller,invoice,2026-01-02,12345678901234.5678,17,2026-02-01,true,0.1,EUR,",
                "2,C,receipt,2026-01-03,-0.1,,,false,0.0000001,EUR,unapplied",
            ])
        let first = try load()
        #expect(first.exit == 0)
        #expect(first.out == "  relation  file             read  loaded  rejected\n  items     erp:sales.items  3     2       1\n")
        // Another decimal mark is for text; a number of the database is a number.
        try declare(
            server, "query: \"SELECT * FROM sales.items WHERE item_id < 3; -- two\", format: { decimal: \",\", thousands: \".\", dates: \"%d.%m.%Y\" }",
            database: database, password: "password: { file: password }")
        #expect(try rows()[1].hasPrefix("1,Müller,invoice,2026-01-02,12345678901234.5678,17,2026-02-01,true,"))
        try declare(server, "table: sales.itms", database: database, password: "password: { file: password }")
        let missing = try load()
        #expect(missing.exit == 66)
        #expect(missing.errors.contains("did you mean \"sales.items\"?"), "\(missing.errors)")
    }

    @Test func aPasswordIsNowhereToBeSeen() throws {
        let server = try PostgreSQLServer.shared()
        let secret = "geheim-4711"
        try folder.write(secret, to: "password")
        try declare(server, "table: items", database: "postgres", password: "password: { file: password }")
        var ended = try load()
        #expect(ended.exit == 69)
        #expect(ended.errors.contains("the connection erp (postgresql://tester@127.0.0.1:\(server.port)/postgres) can't be used"), "\(ended.errors)")
        #expect(!ended.errors.contains(secret))
        // A port where nothing listens.
        try folder.write(
            try folder.text(of: "ledger.yaml").replacing("127.0.0.1:\(server.port)", with: "127.0.0.1:1"), to: "ledger.yaml")
        ended = try load()
        #expect(ended.exit == 69)
        #expect(ended.errors.contains("[connection-failed]"))
        #expect(!ended.errors.contains(secret))
        try declare(server, "table: items", database: "postgres", password: "password: { env: COUNTBACK_NO_SUCH_VARIABLE }")
        ended = try load()
        #expect(ended.exit == 69)
        #expect(ended.errors.contains("COUNTBACK_NO_SUCH_VARIABLE is not set"))
    }

    @Test func aPasswordInTheURIIsRefusedAndNotRepeated() throws {
        for uri in ["postgresql://reader:hunter2@db.example/erp", "host=db.example password=hunter2", "postgresql://db.example/erp?user=a&password=hunter2"] {
            try folder.write(
                "ledger: x\nconnections:\n  erp: { driver: postgresql, uri: \"\(uri)\" }\nsources:\n  items: { table: items }\n", to: "ledger.yaml")
            let ended = try Program.countback(["check", "ledger.yaml"], in: folder.path)
            #expect(ended.exit == 78)
            #expect(ended.errors.contains("the uri of the connection \"erp\" holds a password [password-in-uri]"))
            #expect(!(ended.errors + ended.out).contains("hunter2"))
        }
    }
}
