import Testing

@testable import Engines

/// Portable SQL in Spark's words, and nothing that its lexer would take for more than was checked.
@Suite struct SparkTextTests {
    @Test(arguments: [
        ("SELECT \"a b\", \"x\"\"y\", \"`\" FROM t", "SELECT `a b`, `x\"y`, ```` FROM t"),
        ("SELECT 'it''s', 'a\\', 'b'", "SELECT 'it\\'s', 'a\\\\', 'b'"),
        // A comment would go on behind a backslash, and a hint would be taken.
        ("SELECT 1 -- a \\\n, 2", "SELECT 1  \n, 2"), ("SELECT /*+ BROADCAST(t) /* x */ */ 1", "SELECT   1"),
        // Raw text knows no escapes.
        ("SELECT r'\\'", "SELECT r '\\\\'"), ("SELECT $$a'b$$, $x$ $$ $x$", "SELECT 'a\\'b', ' $$ '"),
        ("SELECT add_months(d, 1), add_months FROM t", "SELECT __add_months(d, 1), add_months FROM t"),
        ("CAST(a AS varchar) || CAST(b AS varchar(40))", "CAST(a AS STRING) || CAST(b AS varchar(40))"), ("SELECT '-- no'", "SELECT '-- no'"),
    ])
    func isWrittenAnew(_ portable: String, _ spark: String) { #expect(SparkText.portable(portable) == spark) }

    @Test func recursionIsTakenApart() throws {
        let text = "SELECT x FROM (WITH RECURSIVE a AS (SELECT 1 AS n), b AS (SELECT ')' AS t, n FROM a UNION ALL SELECT t, n + 1 FROM b WHERE n < 3) SELECT n AS x FROM b) AS f"
        let recursion = try #require(SparkRecursion(text))
        #expect(recursion.before == "SELECT x FROM (")
        #expect(recursion.after == ") AS f")
        #expect(recursion.select == "SELECT n AS x FROM b")
        #expect(recursion.parts.map(\.name) == ["a", "b"])
        #expect(recursion.parts[0].levels == nil)
        #expect(recursion.parts[1].levels?.first == "SELECT ')' AS t, n FROM a ")
        #expect(recursion.parts[1].levels?.step.contains("FROM b WHERE n < 3") == true)
        #expect(SparkRecursion("WITH a AS (SELECT 'with recursive b') SELECT * FROM a") == nil)
    }

    @Test(arguments: [
        ("INTERNAL: [Spark] [CAST_INVALID_INPUT] The value 'Garcia' of the type SQLSTATE: 22018\n== SQL ==\n'Garcia'. Vendor code: 13", "CAST_INVALID_INPUT (SQLSTATE 22018)"),
        ("INTERNAL: [Spark] [UNRESOLVED_COLUMN] No column `t`.`a`. SQLSTATE: 42703; line 1;\n'Project. Vendor code: 13", "[UNRESOLVED_COLUMN] No column `t`.`a`."),
        ("INTERNAL: [Spark] [X] from_json('[[\"Garcia\"]]') SQLSTATE: 42000. Vendor code: 13", "X (SQLSTATE 42000)"),
    ])
    func saysNoValue(_ message: String, _ shown: String) { #expect(SparkMessage.withoutValues(message) == shown) }

    @Test func showsNoToken() {
        let address = SparkAddress("sc://host:443/;use_ssl=true;token=t0p;user_id=me")
        #expect(address.shown == "sc://host:443/;use_ssl=true;user_id=me")
        #expect(address.withoutSecrets("bad t0p") == "bad …")
        #expect(SparkAddress("sc://localhost:15002").isHere && !address.isHere)
    }
}
