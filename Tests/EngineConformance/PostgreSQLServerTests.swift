import DatabaseServers
import Testing

@Suite struct PostgreSQLServerTests {
    @Test func aServerOfTheTestsOwnAnswers() throws {
        let server = try PostgreSQLServer.shared()
        #expect(try server.psql("SELECT 6 * 7") == "42")
        // Not the order of bytes: tests must not lean on it by chance.
        #expect(try server.psql("SELECT string_agg(w, ',' ORDER BY w) FROM (VALUES ('b'), ('A'), ('a'), ('B')) AS t (w)") == "a,A,b,B")
    }
}
