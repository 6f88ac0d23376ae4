import Engines
import Model
import Testing

extension EngineSuite {
    /// Errors name the statement, never a value of the ledger.
    @Suite struct FailureTests {
        /// A table whose every value is recognisable, and statements that make the engine trip over it.
        private let table = """
            SELECT * FROM (VALUES ('Garcia 4711', DATE '2026-01-31', 98765432101234.56), ('O''Brien "x" 4712', DATE '2026-02-28', 12.34)) v(name, day, amount)
            """
        private let trips = [
            "SELECT CAST(name AS INTEGER) FROM t", "SELECT CAST(name AS DATE) FROM t", "SELECT CAST(name AS DECIMAL(18,2)) FROM t",
            "SELECT CAST(name AS BOOLEAN) FROM t", "SELECT CAST(name AS UUID) FROM t", "SELECT CAST(name AS INTERVAL) FROM t",
            "SELECT CAST(name AS TIMESTAMP) FROM t", "SELECT CAST(name AS BLOB), CAST('\\x' || name AS BLOB) FROM t",
            "SELECT CAST(amount AS DECIMAL(4,2)) FROM t", "SELECT CAST(amount AS TINYINT) FROM t",
            "SELECT CAST(amount AS DECIMAL(18,4)) * CAST(amount AS DECIMAL(18,4)) * CAST(amount AS DECIMAL(18,4)) FROM t",
            "SELECT CAST(amount AS HUGEINT) * 170141183460469231731687303715884105727 FROM t",
            "SELECT strptime(name, '%d.%m.%Y') FROM t", "SELECT json_extract(name, '$.a') FROM t", "SELECT day + CAST(amount AS BIGINT) FROM t",
            "SELECT make_date(CAST(amount AS BIGINT), 13, 1) FROM t", "SELECT CAST([name] AS INTEGER[]) FROM t", "SELECT * FROM t WHERE name = 5",
            "SELECT convert_money(amount, 99999, 1, 2) FROM t", "SELECT CAST('[' || name AS JSON) FROM t", "SELECT (SELECT name FROM t)",
            "SELECT chr(-CAST(amount AS BIGINT)::INTEGER) FROM t", "SELECT CAST(name AS ENUM('a', 'b')) FROM t",
            "SELECT date_trunc(name, day) FROM t", "SELECT regexp_matches('a', name || '(') FROM t",
        ]

        @Test func noValueIsQuoted() throws {
            try withSession { session in
                try session.keep(table, as: "t", for: step)
                for sql in trips {
                    let failure = #expect(throws: EngineFailure.self, "\(sql)") { try session.rows(sql, for: step) }
                    let message = failure?.message ?? ""
                    for value in ["Garcia", "Brien", "4711", "4712", "9876", "12.34", "1234", "2026"] {
                        #expect(!message.contains(value), "\(sql): \(message)")
                    }
                    #expect(message.contains("Error"), "\(sql): \(message)")
                    #expect(failure?.sql == sql)
                }
            }
        }

        @Test func itSaysWhatTheStatementWasFor() throws {
            try withSession { session in
                let failure = #expect(throws: EngineFailure.self) {
                    try session.keep("SELECT CAST(name AS INTEGER) AS n FROM (VALUES ('Garcia')) v(name)", as: "x", for: StatementPurpose("facts/sales.sql", metric: "dso"))
                }
                #expect(
                    failure
                        == EngineFailure(
                            engine: "duckdb", purpose: StatementPurpose("facts/sales.sql", metric: "dso"),
                            message: "Conversion Error: Could not convert string … to INT32 when casting from source column name",
                            sql: "CREATE TABLE \"x\" AS\nSELECT CAST(name AS INTEGER) AS n FROM (VALUES ('Garcia')) v(name)\n"))
            }
        }

        @Test func whatSpeaksOfTheStatementStays() throws {
            try withSession { session in
                let messages = ["SELECT x FRM t", "SELECT nothing FROM (SELECT 1 AS a)", "SELECT * FROM nowhere", "SELECT no_such(1)"].map { sql in
                    (#expect(throws: EngineFailure.self) { try session.rows(sql, for: step) })?.message ?? ""
                }
                #expect(messages[0].hasPrefix("Parser Error: syntax error at or near \"t\""))
                #expect(messages[1].contains("column \"nothing\" not found"))
                #expect(messages[2].contains("nowhere does not exist"))
                #expect(messages[3].contains("no_such does not exist"))
            }
        }

        @Test func aFailureInTheMiddleOfAStream() throws {
            try withSession { session in
                let stream = try session.stream("SELECT CAST(CASE WHEN range = 900000 THEN 'Garcia' ELSE '1' END AS INTEGER) FROM range(1000000)", for: step)
                let failure = #expect(throws: EngineFailure.self) { while try stream.next() != nil {} }
                #expect(failure?.message.hasPrefix("Conversion Error: Could not convert string … to INT32") == true)
                let after = try stream.next()
                #expect(after == nil)
            }
        }

        @Test func typesThatAreNotRead() throws {
            try withSession { session in
                for (sql, words) in [
                    ("SELECT TIMESTAMP '2026-01-01 10:00:00' AS t", "column \"t\" has a timestamp"), ("SELECT TIME '10:00:00' AS t", "a time of day"),
                    ("SELECT [1, 2] AS t", "a nested type"),
                    ("SELECT INTERVAL 1 DAY AS t", "which is not read"),
                ] {
                    let failure = #expect(throws: EngineFailure.self, "\(sql)") { try session.rows(sql, for: step) }
                    #expect(failure?.message.contains(words) == true, "\(sql): \(failure?.message ?? "")")
                }
            }
        }

        @Test func aNULIsRefused() throws {
            try withSession { session in
                #expect(throws: EngineFailure.self) { try session.rows("SELECT 1\0 AS hidden", for: step) }
                #expect(throws: EngineFailure.self) { try session.statementTree("SELECT 1 \0; DROP TABLE t") }
            }
        }

        @Test func aClosedSession() throws {
            try withSession { session in
                session.close()
                let failure = #expect(throws: EngineFailure.self) { try session.rows("SELECT 1", for: step) }
                #expect(failure?.message == "the session is closed" && failure?.isCancelled == false)
                session.close()
            }
        }
    }
}
