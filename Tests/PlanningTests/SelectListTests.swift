import Planning
import Testing

@Suite struct SelectListTests {
    @Test(arguments: [
        ("SELECT o.scope, o.customer_id, SUM(o.amount) AS total FROM open_items o", ["customer_id", "scope", "total"]),
        ("WITH a AS (SELECT x FROM t) SELECT scope AS s, -- scope\n f(a.scope, 1) AS k, /* scope */ CASE WHEN a THEN b END \"Of It\" FROM a", ["k", "of it", "s"]),
        ("select distinct a.* , a.b + 1 AS c, (SELECT MAX(scope) FROM u), 'scope' FROM a UNION ALL SELECT scope FROM b", ["c"]),
        ("SELECT 1 AS one", ["one"]), ("SELECT * FROM t", []), ("", []), ("'", []),
    ])
    func columnsAreCalledByTheirLastWord(_ sql: String, _ names: [String]) { #expect(SelectList.names(of: sql).sorted() == names) }
}
