/// The functions that portable statements may use, as Spark's; they mean what `DuckDBPrelude` says they do.
///
/// How many places a quotient has depends on the types and the settings, so it is put together from parts that are exact:
/// whole numbers by `div`, which gives a bigint, and the whole part of a quotient. Spark compares decimals of 38 digits by fewer places where
/// their types differ, so a number is known to be whole by its remainder.
enum SparkPrelude {
    static let statements = [
        function("days_between(f DATE, t DATE)", "INT", "datediff(t, f)"),
        function("add_days(d DATE, n BIGINT)", "DATE", "date_add(d, CAST(n AS INT))"),
        function("__add_months(d DATE, n BIGINT)", "DATE", "add_months(d, CAST(n AS INT))"),
        function("month_start(d DATE)", "DATE", "make_date(year(d), month(d), 1)"),
        function("month_end(d DATE)", "DATE", "last_day(d)"),
        // Not by CASE: what stands twice in it may be worked out before.
        function("__quotient(a DECIMAL(38,10), b DECIMAL(38,10))", "DECIMAL(38,10)", quotient("a", "b")),
        function("safe_div(a DECIMAL(38,10), b DECIMAL(38,10))", "DECIMAL(38,10)", "__quotient(a, nullif(b, 0))"),
        // `chr` itself ends with 255.
        function("__chr(n BIGINT)", "STRING", "decode(unhex(lpad(hex(n), 8, '0')), 'UTF-32')"),
        function("__lower(t STRING)", "STRING", LetterCase.lower("t") { "lower(\($0))" }),
        function("__upper(t STRING)", "STRING", LetterCase.upper("t") { "upper(\($0))" }),
        function("__sign(n DOUBLE)", "INT", "CAST(signum(n) AS INT)"),
        function("__from(t STRING, s BIGINT)", "BIGINT", "CASE WHEN s < 0 THEN char_length(t) + s + 1 ELSE s END"),
        function(
            "__substr(t STRING, s BIGINT, n BIGINT)", "STRING",
            """
            substr(t, CAST(greatest(__from(t, s) + least(n, 0), 1) AS INT),
              CAST(greatest(__from(t, s) + greatest(n, 0) - greatest(__from(t, s) + least(n, 0), 1), 0) AS INT))
            """),
        function("__left(t STRING, n BIGINT)", "STRING", "substr(t, 1, CAST(greatest(CASE WHEN n < 0 THEN char_length(t) + n ELSE n END, 0) AS INT))"),
        function(
            "__right(t STRING, n BIGINT)", "STRING",
            "substr(t, CAST(greatest(CASE WHEN n < 0 THEN 1 - n ELSE char_length(t) - n + 1 END, 1) AS INT))"),
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

    /// The whole part, which a division gives exactly, and ten places of the rest. Beyond 10²⁰ it doesn't fit, which is an error.
    static func quotient(_ a: String, _ b: String) -> String {
        """
        CAST(CAST((\(a) - \(a) % \(b)) / \(b) AS DECIMAL(38,10))
          + CAST(CAST(abs(\(a) % \(b)) * 20000000000 + abs(\(b)) AS DECIMAL(38,10)) div CAST(2 * abs(\(b)) AS DECIMAL(38,10)) AS DECIMAL(11,0)) * 0.0000000001
          * CASE WHEN \(a) < 0 AND \(b) > 0 OR \(a) > 0 AND \(b) < 0 THEN -1 ELSE 1 END AS DECIMAL(38,10))
        """
    }

    private static func function(_ signature: String, _ type: String, _ expression: String) -> String {
        "CREATE OR REPLACE TEMPORARY FUNCTION \(signature) RETURNS \(type) RETURN \(expression)"
    }
}
