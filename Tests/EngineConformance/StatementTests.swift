import DatabaseServers
import Engines
import Foundation
import Model
import Planning
import Testing

extension EngineConformance {
    /// Tables, views and what happens when they change.
    @Suite struct StatementTests {
        private func given(_ values: [Int], in session: any EngineSession) throws {
            try session.ingest(RowsSource(fields: [ColumnField("a", .int64)], rows: values.map { [.integer($0)] }), into: "t")
        }

        /// A view means what its relations are when it is read, also where they have got other columns.
        @Test(arguments: EngineQuirks.toTest) func viewsAreReadLate(_ engine: EngineQuirks) throws {
            try engine.session { session in
                try given([1, 2], in: session)
                try session.define("SELECT a FROM t", as: "v")
                try session.define("SELECT SUM(a) AS total FROM v", as: "w")
                try session.answers("SELECT CAST(total AS bigint) AS total FROM w", [[.integer(3)]])
                try session.define("SELECT a + 1 AS a, 'x' AS more FROM t", as: "v")
                try session.answers("SELECT CAST(total AS bigint) AS total FROM w", [[.integer(5)]])
                try session.answers("SELECT a, more FROM v ORDER BY a", [[.integer(2), .text("x")], [.integer(3), .text("x")]])
                try session.drop("t")
                try given([10], in: session)
                try session.answers("SELECT CAST(total AS bigint) AS total FROM w", [[.integer(11)]])
                try session.drop("w")
                try session.drop("v")
                #expect(throws: EngineFailure.self) { try session.table("SELECT * FROM v") }
            }
        }

        /// Where a metric's SQL doesn't say where NULLs stand, in which case letters are, or which day begins the week.
        @Test(arguments: EngineQuirks.toTest) func whatIsNotSaidIsTheSame(_ engine: EngineQuirks) throws {
            try engine.session { session in
                let rows: [[ScalarValue]] = [[.integer(1), .text("äÖß")], [.null, .text("Éa")], [.integer(2), .text("z")]]
                try session.ingest(RowsSource(fields: [ColumnField("a", .int64), ColumnField("b", .text)], rows: rows), into: "t")
                let ranked = NullOrder.stated(
                    """
                    SELECT LOWER(b) AS b, ROW_NUMBER() OVER (ORDER BY a) AS up, ROW_NUMBER() OVER (ORDER BY a DESC) AS down
                    FROM t ORDER BY a DESC LIMIT 3
                    """)
                try session.answers(
                    "SELECT * FROM (\(ranked)) AS r ORDER BY up",
                    [[.text("äöß"), .integer(1), .integer(2)], [.text("z"), .integer(2), .integer(1)], [.text("éa"), .integer(3), .integer(3)]])
                try session.answers("SELECT UPPER(b) AS b FROM t WHERE a IS NULL", [[.text("ÉA")]])
                // 2024-12-30 is a Monday of the first week of 2025.
                try session.answers(
                    "SELECT CAST(EXTRACT(isodow FROM DATE '2024-12-30') AS bigint) AS d, CAST(EXTRACT(ISOYEAR FROM DATE '2024-12-30') AS bigint) AS y",
                    [[.integer(1), .integer(2025)]])
            }
        }

        @Test(arguments: EngineQuirks.toTest) func aKeptTableIsReplaced(_ engine: EngineQuirks) throws {
            try engine.session { session in
                try session.keep("SELECT 1 AS a", as: "k")
                try session.keep("SELECT 'x' AS b, 2 AS a -- a comment at the end", as: "k")
                try session.answers("SELECT a, b FROM k -- and here", [[.integer(2), .text("x")]])
                try session.drop("k")
                try session.drop("k")
            }
        }

        /// Names that the engine's catalog has too, and names that need quoting.
        @Test(arguments: EngineQuirks.toTest) func namesOfOnesOwn(_ engine: EngineQuirks) throws {
            try engine.session { session in
                try session.keep("SELECT 7 AS \"Übung \"\"1\"\"\", 8 AS \"select\"", as: "pg_class")
                try session.answers("SELECT \"Übung \"\"1\"\"\", \"select\" FROM pg_class", [[.integer(7), .integer(8)]])
                try session.define("SELECT \"select\" AS n FROM pg_class", as: "days")
                try session.answers("SELECT n FROM days", [[.integer(8)]])
            }
        }

        @Test(arguments: EngineQuirks.toTest) func errorsSayWhatAndNeverAValue(_ engine: EngineQuirks) throws {
            let fields = [ColumnField("a", .int64), ColumnField("name", .text)]
            let purpose = StatementPurpose("facts/sales.sql", metric: "dso")
            for (select, message) in [
                ("SELECT t.nothing FROM t", engine.missingColumn), ("SELECT CAST(name AS decimal(18,4)) AS n FROM t", engine.notANumber),
            ] {
                try engine.session { session in
                    try session.ingest(RowsSource(fields: fields, rows: [[.integer(1), .text("Garcia \"4711\" 98.76")]]), into: "t")
                    let failure = #expect(throws: EngineFailure.self) { try session.rows(select, for: purpose) }
                    #expect(failure?.message.hasPrefix(message) == true, "\(failure?.message ?? "")")
                    for value in ["Garcia", "4711", "98.76"] { #expect(failure?.message.contains(value) == false) }
                    #expect(failure?.engine == engine.name.rawValue)
                    #expect(failure?.purpose == purpose)
                    #expect(failure?.sql == select)
                }
            }
        }

        /// What a metric's SELECT calls can't write, though the check of its text had let it through.
        @Test(.enabled(if: EngineQuirks.all.contains { $0.name == .postgresql })) func aMetricsSelectChangesNothing() throws {
            let server = try PostgreSQLServer.shared()
            try server.psql("CREATE SEQUENCE public.numbers")
            do {
                let session = try EngineQuirks.postgresql.open(nil)
                defer { session.close() }
                let failure = #expect(throws: EngineFailure.self) {
                    try session.rows("SELECT nextval('public.numbers') AS n", for: StatementPurpose("facts/x.sql", metric: "dso"))
                }
                #expect(failure?.message == "cannot execute nextval() in a read-only transaction")
            }
            try server.psql("DROP SEQUENCE public.numbers")
        }

        @Test(arguments: EngineQuirks.toTest) func aStatementIsCancelled(_ engine: EngineQuirks) throws {
            try engine.session { session in
                DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { session.cancel() }
                let began = Date()
                let failure = #expect(throws: EngineFailure.self) { try session.table(engine.endless) }
                #expect(failure?.isCancelled == true)
                #expect(failure?.message == "cancelled")
                #expect(Date().timeIntervalSince(began) < 10)
                let after = #expect(throws: EngineFailure.self) { try session.table("SELECT 1 AS one") }
                #expect(after?.isCancelled == true)
            }
        }

        @Test(arguments: EngineQuirks.toTest) func aKeptTableIsCancelled(_ engine: EngineQuirks) throws {
            try engine.session { session in
                DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { session.cancel() }
                let failure = #expect(throws: EngineFailure.self) { try session.keep(engine.endless, as: "k") }
                #expect(failure?.isCancelled == true)
            }
        }

        @Test(arguments: EngineQuirks.toTest) func whatASourceThrowsComesOut(_ engine: EngineQuirks) throws {
            try engine.session { session in
                let refusal = #expect(throws: Refusal.self) { try session.ingest(Failing(), into: "t") }
                #expect(refusal?.findings.first?.id == "broken")
            }
        }

        private final class Failing: BatchSource {
            let fields = [ColumnField("n", .int64)]
            private var left = 2
            func next() throws -> RecordBatch? {
                left -= 1
                guard left > 0 else { throw Refusal(.badData, Finding("broken", .error, "the file ends early")) }
                return RecordBatch(columns: [ColumnVector(.int64([1, 2, 3]))], rowCount: 3)
            }
        }
    }
}
