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
    }
}
