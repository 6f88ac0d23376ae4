import Engines
import Model
import Testing

extension EngineSuite {
    /// How DuckDB's types arrive.
    @Suite struct ResultTests {
        @Test func opensAndSaysItsVersion() throws {
            try withSession { session in
                #expect(session.engine == "duckdb")
                #expect(session.version == "1.5.5")
                let row = try session.row("SELECT 1")
                #expect(row == [.integer(1)])
            }
        }

        @Test func integersOfEveryWidth() throws {
            try withSession { session in
                let row = try session.row(
                    """
                    SELECT CAST(-128 AS TINYINT), CAST(255 AS UTINYINT), CAST(-32768 AS SMALLINT), CAST(65535 AS USMALLINT),
                        CAST(-2147483648 AS INTEGER), CAST(4294967295 AS UINTEGER), CAST(-9223372036854775808 AS BIGINT),
                        CAST(18446744073709551615 AS UBIGINT), CAST(12345678901234567890123 AS HUGEINT)
                    """)
                #expect(
                    row == [
                        .integer(-128), .integer(255), .integer(-32768), .integer(65535), .integer(-2_147_483_648),
                        .integer(4_294_967_295), .integer(.min), decimal("18446744073709551615"),
                        decimal("12345678901234567890123"),
                    ])
            }
        }

        @Test func decimalsOfEveryWidth() throws {
            try withSession { session in
                let nines = String(repeating: "9", count: 38)
                let result = try session.rows(
                    """
                    SELECT CAST(-99.99 AS DECIMAL(4,2)), CAST('-1234567.89' AS DECIMAL(9,2)), CAST('-99999999999999.9999' AS DECIMAL(18,4)),
                        CAST('\(nines)' AS DECIMAL(38,0)), CAST('-0.\(nines)' AS DECIMAL(38,38)), sum(CAST('0.01' AS DECIMAL(18,2))),
                        sum(CAST(1 AS INTEGER)), CAST('-0.0001' AS DECIMAL(18,4))
                    """, for: step)
                #expect(
                    result.rows == [[
                        decimal("-99.99"), decimal("-1234567.89"), decimal("-99999999999999.9999"), decimal(nines), decimal("-0." + nines),
                        decimal("0.01"), decimal("1"), decimal("-0.0001"),
                    ]])
                #expect(
                    result.fields.map(\.type) == [
                        .decimal(precision: 4, scale: 2), .decimal(precision: 9, scale: 2), .decimal(precision: 18, scale: 4),
                        .decimal(precision: 38, scale: 0), .decimal(precision: 38, scale: 38), .decimal(precision: 38, scale: 2),
                        .decimal(precision: 38, scale: 0), .decimal(precision: 18, scale: 4),
                    ])
            }
        }

        @Test func datesAtTheEdges() throws {
            let days = ["2024-02-29", "1900-02-28", "2000-02-29", "1969-12-31", "1970-01-01", "2025-12-31", "2026-01-01", "0001-01-01", "9999-12-31"]
            try withSession { session in
                let row = try session.row("SELECT " + days.map { "DATE '\($0)'" }.joined(separator: ", "))
                #expect(row == days.map { date($0) })
            }
        }

        @Test func textBooleansAndNothing() throws {
            try withSession { session in
                let long = String(repeating: "é𝄞", count: 50_000)
                let result = try session.rows(
                    "SELECT '', 'naïve ☃', repeat('é𝄞', 50000), true, false, NULL, CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(18,2)), CAST(0.5 AS DOUBLE), CAST(0.25 AS FLOAT), '=1+1'",
                    for: step)
                #expect(
                    result.rows == [[
                        .text(""), .text("naïve ☃"), .text(long), .boolean(true), .boolean(false), .null, .null, .null, .double(0.5),
                        .double(0.25), .text("=1+1"),
                    ]])
            }
        }

        @Test func noRowsKeepTheirColumns() throws {
            try withSession { session in
                let result = try session.rows("SELECT 1 AS a, 'x' AS b, DATE '2026-01-01' AS c WHERE false", for: step)
                #expect(result.rows.isEmpty)
                #expect(result.fields == [ColumnField("a", .int32), ColumnField("b", .text), ColumnField("c", .date)])
            }
        }

        @Test func nullsAcrossBatches() throws {
            try withSession { session in
                let source = try session.stream(
                    "SELECT CASE WHEN range % 7 <> 0 THEN range END AS n, CASE WHEN range % 3 = 0 THEN 'v' || range END AS t FROM range(100000) ORDER BY range", for: step)
                var row = 0
                var wrong = 0
                while let batch = try source.next() {
                    #expect(batch.columns.allSatisfy { $0.nullCount == (0..<batch.rowCount).reduce(0) { [c = $0] in $0 + (c.isNull($1) ? 1 : 0) } })
                    for index in 0..<batch.rowCount {
                        let n: ScalarValue = row % 7 != 0 ? .integer(row) : .null
                        let t: ScalarValue = row % 3 == 0 ? .text("v\(row)") : .null
                        if batch.columns[0].scalar(index) != n || batch.columns[1].scalar(index) != t { wrong += 1 }
                        row += 1
                    }
                }
                #expect(row == 100_000 && wrong == 0)
            }
        }

        @Test func twoStreamsSideBySide() throws {
            try withSession { session in
                let first = try session.stream("SELECT range FROM range(50000)", for: step)
                let second = try session.stream("SELECT range FROM range(50000)", for: step)
                var counts = (0, 0)
                var open = true
                while open {
                    open = false
                    if let batch = try first.next() { counts.0 += batch.rowCount; open = true }
                    if let batch = try second.next() { counts.1 += batch.rowCount; open = true }
                }
                #expect(counts == (50_000, 50_000))
            }
        }

        @Test func anAbandonedStreamIsReleased() throws {
            try withSession { session in
                _ = try session.stream("SELECT range FROM range(1000000)", for: step).next()
                let row = try session.row("SELECT 1")
                #expect(row == [.integer(1)])
            }
        }
    }
}
