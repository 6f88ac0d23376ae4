import Testing

@testable import Planning

@Suite struct PortableSQLTests {
    private static func days(_ later: String, _ earlier: String) -> String { "days_between(CAST(\(earlier) AS date), CAST(\(later) AS date))" }

    @Test(arguments: [
        ("a / b", "safe_div(CAST(a AS decimal(38,10)), CAST( b AS decimal(38,10)))"),
        ("SELECT o.a/2 AS x, 'a / b' /* a / b */ FROM t", "SELECT safe_div(CAST(o.a AS decimal(38,10)), CAST(2 AS decimal(38,10))) AS x, 'a / b' /* a / b */ FROM t"),
        ("AVG(x) FILTER (WHERE y)", "safe_div(CAST(SUM(x) FILTER (WHERE y) AS decimal(38,10)), CAST(COUNT(x) FILTER (WHERE y) AS decimal(38,10)))"),
        ("avg(x) OVER w", "safe_div(CAST(SUM(x) OVER w AS decimal(38,10)), CAST(COUNT(x) OVER w AS decimal(38,10)))"),
        ("CAST(a AS DECIMAL) + b::numeric", "CAST(a AS decimal(18,3)) + CAST(b AS decimal(18,3))"), ("-a::text", "-CAST(a AS varchar)"),
        ("1e3 + 2.5e-3 + 12.345E1 + 0e0 + .5e1 + 1_0e1", "1000 + 0.0025 + 123.45 + 0 + 5 + 1_0e1"), ("concat(a, 'b')", "concat_ws('',a, 'b')"),
        ("EXTRACT(DOW FROM d)", "CAST(EXTRACT(isodow FROM d) % 7 AS bigint)"), ("EXTRACT(year FROM d)", "CAST(EXTRACT(year FROM d) AS bigint)"),
        ("o.as_of - o.due_on", days("o.as_of", " o.due_on")), ("(MAX(due_on) - due_on) * 2", "(\(days("MAX(due_on)", " due_on"))) * 2"),
        ("f.day - f.due_on", days("f.day", " f.due_on")), ("as_of - (due_on + 30)", days("as_of", " (due_on + 30)")), ("last_day(d) - (SELECT MAX(x.as_of) FROM x)", days("month_end(CAST(d AS date))", " (SELECT MAX(x.as_of) FROM x)")),
        ("as_of - CASE WHEN a THEN due_on END", days("as_of", " CASE WHEN a THEN due_on END")), ("due_on - LAG(due_on, 1) OVER (w)", days("due_on", " LAG(due_on, 1) OVER (w)")),
        (
            "WITH a AS (SELECT b.l AS m FROM b), b AS (SELECT MAX(due_on) l FROM t) SELECT as_of - m FROM a",
            "WITH a AS (SELECT b.l AS m FROM b), b AS (SELECT MAX(due_on) l FROM t) SELECT \(days("as_of", " m")) FROM a"
        ),
        ("'a' || b + 1 || c - d", "'a' || (b + 1) || (c - d)"), ("a::varchar(2) || CAST(b AS CHAR(3))", "CAST(a AS varchar) || CAST( b AS varchar)".replacing("( b", with: "(b")),
        (
            "PERCENTILE_CONT(0.3) WITHIN GROUP (ORDER BY f(a, 1) DESC)",
            "ROUND(CAST(percentile_cont(0.3) WITHIN GROUP (ORDER BY CAST( f(a, 1)  AS double precision) DESC) AS decimal(38,10)), 4)"
        ),
        ("CASE WHEN a THEN b END / 2", "safe_div(CAST(CASE WHEN a THEN b END AS decimal(38,10)), CAST( 2 AS decimal(38,10)))"),
        ("last / rows", "safe_div(CAST(last AS decimal(38,10)), CAST( rows AS decimal(38,10)))"), ("SUM(a) OVER (ORDER BY s.rows, b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", "SUM(a) OVER (ORDER BY s.rows NULLS LAST, b NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"),
        ("month_start(d)", "month_start(CAST(d AS date))"), ("SUBSTR(a, n)", "__substr(a, n, 1000000000)"), ("SELECT a ORDER BY a / 2", "SELECT a ORDER BY safe_div(CAST(a AS decimal(38,10)), CAST( 2 AS decimal(38,10))) NULLS LAST"),
    ])
    func isWrittenForAll(_ given: String, _ written: String) { #expect(PortableSQL.of(given) == written) }

    @Test(arguments: [
        "SELECT COUNT(*), t.* FROM t, u WHERE a * 2 > -b", "as_of - 1", "as_of - d.day", "SUBSTR(a, 2, 3)", "CAST(a AS decimal(18, 4))", "TRIM(BOTH 'x' FROM a)", "'1e3'", "x1e3",
        "SUBSTRING(a FROM 2 FOR 3)", "\"avg\" + \"a / b\"", "a[1:2]", "INTERVAL '1' DAY", "DATE '2024-01-01'", "COUNT(DISTINCT a)", "", "(((", ")", "/", "a /", "CASE", "a::", "f(", "SUM(x) OVER (PARTITION BY (a))",
        "PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY a)",  "x IN (1, 2) AND (y) > 3",
        "WITH avg(a, b) AS (SELECT 1, 2), year(n) AS MATERIALIZED (SELECT 3) SELECT * FROM avg JOIN (VALUES (1)) AS month(n) ON true, (VALUES (2)) week(n)",
    ])
    func nothingElseIsTouched(_ given: String) { #expect(PortableSQL.of(given) == given) }
}
