import Engines
import Model
import Testing

extension EngineSuite {
    /// What a plugin's SQL may do.
    @Suite struct StatementCheckTests {
        private func findings(_ sql: String, _ session: DuckDBSession) throws -> [Finding] {
            let tree = try session.statementTree(sql)
            return StatementCheck.findings(
                sql, tree: tree, file: "dso/kpi.sql", tables: ["open_items", "periods", "params"], functions: ["km_median"])
        }

        @Test func allowed() throws {
            let statements = [
                "SELECT 1",
                "select as_of, scope, sum(open_amount) AS amount FROM open_items GROUP BY as_of, scope -- trailing",
                "SELECT * FROM OPEN_ITEMS JOIN \"periods\" USING (as_of)",
                "WITH a AS (SELECT 1 x), b AS (SELECT x FROM a) SELECT * FROM b, a",
                "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT * FROM r",
                "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) v(n, t)",
                "SELECT * FROM range(3) r(n), generate_series(1, 2), unnest([1, 2]) u(x)",
                "SELECT days_between(posted_on, as_of), add_days(as_of, -1), month_start(as_of), km_median(1) FROM open_items",
                "SELECT sum(a) FILTER (WHERE a > 0), percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM open_items",
                "SELECT row_number() OVER (PARTITION BY scope ORDER BY a), sum(a) OVER w FROM open_items WINDOW w AS (ORDER BY a ROWS 2 PRECEDING)",
                "SELECT CASE WHEN a THEN b ELSE c END, a BETWEEN 1 AND 2, a IN (1, 2), a LIKE 'x%', CAST(a AS DECIMAL(18,2)), -a FROM open_items",
                "SELECT * FROM open_items WHERE EXISTS (SELECT 1 FROM periods WHERE periods.as_of = open_items.as_of)",
                "SELECT a FROM open_items UNION ALL SELECT b FROM periods ORDER BY 1 NULLS LAST LIMIT 5",
                "SELECT extract(year FROM as_of), as_of + INTERVAL 1 MONTH, DATE '2026-01-31', coalesce(a, 0), nullif(a, 0) FROM periods",
                "SELECT grouping(scope), scope, sum(a) FROM open_items GROUP BY GROUPING SETS ((scope), ())",
                "SELECT 'SELECT * FROM read_csv(''/etc/passwd'')' AS text, \"drop\" FROM periods",
                "SELECT string_agg(t, ',' ORDER BY t), list_transform([1], x -> x + 1), trim(t), substring(t FROM 2) FROM open_items",
                "FROM open_items SELECT a QUALIFY row_number() OVER (ORDER BY a) = 1",
            ]
            try withSession { session in
                for sql in statements {
                    let found = try findings(sql, session)
                    #expect(found.isEmpty, "\(sql): \(found)")
                }
            }
        }

        /// What runs on any engine: beside a text, `NOW` is a word, as of terms of payment; elsewhere it may become a day.
        @Test(arguments: [
            ("o.payment_terms = 'NOW'", true), ("UPPER(o.extra) IN ('NOW', 'TODAY')", true), ("'now' <> o.reference", true),
            ("o.extra = 'due today' OR o.extra = 'nowhere'", true), ("o.posted_on = 'NOW'", false), ("o.posted_on IN (o.as_of, 'today')", false),
            ("o.posted_on BETWEEN o.as_of AND 'tomorrow'", false), ("o.posted_on < COALESCE(o.due_on, 'today 08:00')", false), ("o.extra = 'now'", false),
        ])
        func wordsOfTheClock(_ condition: String, _ isAllowed: Bool) throws {
            try withSession { session in
                let sql = "SELECT 1 AS a FROM open_items o WHERE \(condition)"
                let found = try StatementCheck.findings(sql, in: session, file: "x/facts/f.sql", tables: ["open_items"], isPortable: true)
                #expect(found.isEmpty == isAllowed, "\(found)")
                #expect(found.allSatisfy { $0.message.contains("depends on when the statement runs") })
                // A mapping's runs on the embedded engine alone.
                #expect(try StatementCheck.findings(sql, in: session, file: "x", tables: ["open_items"], isPortable: true, runsAnywhere: false).isEmpty)
            }
        }

        @Test func aNameBehindBracketsHasItsPlace() throws {
            try withSession { session in
                let found = try StatementCheck.findings(
                    "SELECT 1 AS a,\n  ('x').pg_read_file AS b", in: session, file: "x/facts/f.sql", tables: [], isPortable: true)
                #expect(found.map { $0.place?.line } == [2])
                #expect(found.first?.message == "a name behind brackets calls a function on some engines: pg_read_file")
            }
        }

        @Test func refused() throws {
            let statements = [
                ("", "no statement"), ("-- nothing", "no statement"),
                ("SELECT 1; SELECT 2", "2 statements"), ("SELECT 1; DROP TABLE open_items", "isn't a SELECT"),
                ("DROP TABLE open_items", "isn't a SELECT"), ("COPY open_items TO '/tmp/x'", "isn't a SELECT"),
                ("ATTACH '/tmp/x.db'", "isn't a SELECT"), ("INSTALL httpfs", "isn't a SELECT"), ("SET threads = 1", "isn't a SELECT"),
                ("PRAGMA database_list", "isn't a SELECT"), ("CREATE TABLE x AS SELECT 1", "isn't a SELECT"),
                ("INSERT INTO open_items SELECT 1", "isn't a SELECT"), ("PIVOT open_items ON a USING sum(b)", "isn't a SELECT"),
                ("SELECT * FRM open_items", "can't be read"), ("SELECT (", "can't be read"),
                ("SHOW TABLES", "SHOW_REF"), ("DESCRIBE open_items", "SHOW_REF"), ("SUMMARIZE open_items", "SHOW_REF"),
                ("SELECT * FROM (DESCRIBE open_items)", "SHOW_REF"),
                ("SELECT * FROM items", "reads items"), ("SELECT * FROM \"/etc/passwd\"", "reads /etc/passwd"),
                ("SELECT * FROM 'data.csv'", "reads data.csv"), ("SELECT * FROM sqlite_master", "reads sqlite_master"),
                ("SELECT * FROM information_schema.tables", "named with a schema"), ("SELECT * FROM main.open_items", "named with a schema"),
                ("SELECT (SELECT count(*) FROM customers)", "reads customers"),
                ("SELECT * FROM open_items WHERE a IN (SELECT a FROM secrets)", "reads secrets"),
                ("SELECT * FROM read_csv('/etc/passwd')", "function read_csv"), ("SELECT * FROM read_text('x')", "function read_text"),
                ("SELECT * FROM glob('/*')", "function glob"), ("SELECT * FROM query('SELECT 1')", "function query"),
                ("SELECT * FROM query_table('items')", "function query_table"), ("SELECT * FROM duckdb_settings()", "function duckdb_settings"),
                ("SELECT * FROM range((SELECT count(*) FROM items))", "reads items"),
                ("SELECT getenv('HOME')", "function getenv"), ("SELECT current_setting('threads')", "function current_setting"),
                ("SELECT random()", "function random"), ("SELECT now()", "function now"), ("SELECT today()", "function today"),
                ("SELECT uuid()", "function uuid"), ("SELECT nextval('s')", "function nextval"), ("SELECT version()", "function version"),
                ("SELECT current_schema()", "function current_schema"), ("SELECT error(name) FROM open_items", "function error"),
                ("SELECT getvariable('x')", "function getvariable"), ("SELECT \"RANDOM\"()", "function random"),
                ("SELECT pg_catalog.current_user()", "pg_catalog.current_user"),
                ("SELECT CURRENT_DATE", "current_date"), ("SELECT a FROM open_items WHERE d < current_timestamp", "current_timestamp"),
                ("SELECT sum(random()) OVER () FROM open_items", "function random"),
                ("SELECT * FROM open_items ORDER BY random()", "function random"),
                ("SELECT * FROM open_items TABLESAMPLE 10%", "samples"), ("SELECT * FROM open_items USING SAMPLE 10", "samples"),
                ("SELECT * FROM open_items WHERE a = ?", "parameter mark"), ("SELECT $1", "parameter mark"),
                // A WITH name is known in its own scope only, and not to itself unless it is recursive.
                ("SELECT * FROM (WITH \"x.csv\" AS (SELECT 1) SELECT * FROM \"x.csv\") s, \"x.csv\"", "reads x.csv"),
                ("WITH \"x.csv\" AS (SELECT * FROM \"x.csv\") SELECT * FROM \"x.csv\"", "reads x.csv"),
                ("WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a", "reads b"),
                ("WITH a AS (SELECT * FROM read_parquet('x')) SELECT 1", "function read_parquet"),
            ]
            try withSession { session in
                for (sql, expected) in statements {
                    let found = try findings(sql, session)
                    #expect(found.contains { $0.message.lowercased().contains(expected.lowercased()) }, "\(sql): \(found)")
                    #expect(found.allSatisfy { $0.id == "plugin-sql" && $0.severity == .error && $0.remedy != nil })
                }
            }
        }

        @Test func everythingAtOnceWithItsPlace() throws {
            try withSession { session in
                let found = try findings("SELECT random() AS é,\n  now(), x\nFROM open_items o\nJOIN items i ON true", session)
                #expect(
                    found.map(\.description) == [
                        """
                        dso/kpi.sql:1:8: error: the function random may not be used [plugin-sql]
                            SELECT random() AS é,
                                   ^
                          use functions whose result follows from their arguments alone
                        """,
                        """
                        dso/kpi.sql:2:3: error: the function now may not be used [plugin-sql]
                              now(), x
                              ^
                          use functions whose result follows from their arguments alone
                        """,
                        """
                        dso/kpi.sql:4:6: error: the statement reads items, which it may not [plugin-sql]
                            JOIN items i ON true
                                 ^
                          it may read: open_items, params, periods
                        """,
                    ])
            }
        }

        @Test func syntaxErrorsSayWhere() throws {
            try withSession { session in
                let found = try findings("SELECT a\nFRM open_items", session)
                #expect(found.count == 1 && found[0].place?.line == 2, "\(found)")
            }
        }
    }
}
