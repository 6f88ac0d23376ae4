import Planning
import Testing

@Suite struct NullOrderTests {
    @Test(arguments: [
        ("SELECT a FROM t ORDER BY a", "SELECT a FROM t ORDER BY a NULLS LAST"),
        ("SELECT a FROM t ORDER BY a, b DESC LIMIT 2", "SELECT a FROM t ORDER BY a NULLS LAST, b DESC NULLS LAST LIMIT 2"),
        ("SELECT a FROM t order\n by f(a, 1) , b -- why\n;", "SELECT a FROM t order\n by f(a, 1) NULLS LAST , b NULLS LAST -- why\n;"),
        (
            "ROW_NUMBER() OVER (PARTITION BY k ORDER BY (SELECT MAX(x) FROM u ORDER BY y), \"or\"\"der\" ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
            "ROW_NUMBER() OVER (PARTITION BY k ORDER BY (SELECT MAX(x) FROM u ORDER BY y NULLS LAST) NULLS LAST, \"or\"\"der\" ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"
        ),
        ("SELECT a FROM t ORDER BY CASE WHEN a = 'x, y' THEN 1 END UNION ALL SELECT 1", "SELECT a FROM t ORDER BY CASE WHEN a = 'x, y' THEN 1 END NULLS LAST UNION ALL SELECT 1"),
        ("SUM(a) OVER (ORDER BY d RANGE UNBOUNDED PRECEDING)", "SUM(a) OVER (ORDER BY d NULLS LAST RANGE UNBOUNDED PRECEDING)"),
    ])
    func nullsComeLastWhereNothingIsSaid(_ given: String, _ stated: String) { #expect(NullOrder.stated(given) == stated) }

    @Test(arguments: [
        "SELECT a FROM t ORDER BY a NULLS FIRST, b DESC nulls last", "SELECT a FROM t ORDER BY ALL", "SELECT 'it''s ORDER BY a' FROM t -- ORDER BY a\n",
        "percentile_disc(0.5) WITHIN GROUP (ORDER BY a)", "SELECT a /* ORDER BY b */ FROM t GROUP BY a, b", "SELECT \"order\" by FROM t", "", "(((", "ORDER BY",
    ])
    func nothingElseIsTouched(_ given: String) { #expect(NullOrder.stated(given) == given) }
}
