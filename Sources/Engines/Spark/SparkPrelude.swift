/// The functions that portable statements may use, as Spark's; they mean what `DuckDBPrelude` says they do.
///
/// Spark rounds a division to as many places as fit 38 digits beside 28 before the mark: dividing decimals of 28 and 38
/// digits with four places gives ten, rounded once. Whole numbers are divided by `div`. It compares decimals of 38 digits by
/// fewer places where their types differ, so a number is known to be whole by its remainder.
enum SparkPrelude {
    static let statements = [
        function("days_between(f DATE, t DATE)", "INT", "datediff(t, f)"),
        function("add_days(d DATE, n BIGINT)", "DATE", "date_add(d, CAST(n AS INT))"),
        function("__add_months(d DATE, n BIGINT)", "DATE", "add_months(d, CAST(n AS INT))"),
        function("month_start(d DATE)", "DATE", "make_date(year(d), month(d), 1)"),
        function("month_end(d DATE)", "DATE", "last_day(d)"),
        function("safe_div(a DECIMAL(38,4), b DECIMAL(38,4))", "DECIMAL(38,10)", "CASE WHEN b <> 0 THEN CAST(a AS DECIMAL(28,4)) / b END"),
        function("__ten(n BIGINT)", "DECIMAL(5,0)", "CASE n WHEN 0 THEN 1 WHEN 1 THEN 10 WHEN 2 THEN 100 WHEN 3 THEN 1000 ELSE 10000 END"),
        function(
            "__half_away(n DECIMAL(38,0), d DECIMAL(38,0))", "BIGINT", "(2 * abs(n) + d) div (2 * d) * CASE WHEN n < 0 THEN -1 ELSE 1 END"),
        function(
            "__converted(units DECIMAL(22,0), p DECIMAL(38,0), q DECIMAL(38,0), step DECIMAL(5,0))", "DECIMAL(18,4)",
            "CAST(CAST(__half_away(CAST(units * p AS DECIMAL(38,0)), CAST(q * step AS DECIMAL(38,0))) AS DECIMAL(20,0)) * step * 0.0001 AS DECIMAL(18,4))"),
        function(
            "convert_money(amount DECIMAL(18,4), p DECIMAL(38,4), q DECIMAL(38,4), places BIGINT)", "DECIMAL(18,4)",
            """
            CASE
              WHEN q <= 0 OR places NOT BETWEEN 0 AND 4 THEN CAST(raise_error('convert_money needs q > 0 and 0 to 4 places') AS DECIMAL(18,4))
              WHEN p = q THEN CASE places WHEN 0 THEN CAST(round(amount, 0) AS DECIMAL(18,4)) WHEN 1 THEN CAST(round(amount, 1) AS DECIMAL(18,4))
                WHEN 2 THEN CAST(round(amount, 2) AS DECIMAL(18,4)) WHEN 3 THEN CAST(round(amount, 3) AS DECIMAL(18,4)) WHEN 4 THEN amount END
              WHEN p % 1 = 0 AND q % 1 = 0 THEN __converted(CAST(amount * 10000 AS DECIMAL(22,0)), CAST(p AS DECIMAL(38,0)),
                CAST(q AS DECIMAL(38,0)), __ten(4 - places))
              ELSE __converted(CAST(amount * 10000 AS DECIMAL(22,0)), CAST(p * 10000 AS DECIMAL(38,0)), CAST(q * 10000 AS DECIMAL(38,0)),
                __ten(4 - places)) END
            """),
    ]

    private static func function(_ signature: String, _ type: String, _ expression: String) -> String {
        "CREATE OR REPLACE TEMPORARY FUNCTION \(signature) RETURNS \(type) RETURN \(expression)"
    }
}
