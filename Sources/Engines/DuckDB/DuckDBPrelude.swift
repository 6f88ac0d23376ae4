/// The functions that portable statements may use, as DuckDB's macros; every engine defines the same ones.
///
/// - `days_between(f, t)`: t − f in days. `add_days(d, n)`, `month_start(d)`, `month_end(d)`: dates.
/// `add_months(d, n)`: the same day n months later, or that month's last.
/// - `safe_div(a, b)`: a ÷ b, both with ten decimals, rounded once to ten, half away from zero; NULL where b is 0. |a| < 8 × 10¹⁷.
/// - `__sign(n)`: −1, 0, 1 as a whole number. `__substr(t, s, n)`: n letters from the s-th, which counts from the end where it is below 0.
/// - `convert_money(amount, p, q, places)`: amount × p ÷ q, rounded once, half away from zero, to 0…4 places:
///   `convert_money(100.00, 10, 11, 2)` is 90.9100. p and q are integers, or decimals of which four places count; q > 0; what doesn't fit is an error.
///
/// Division of 128-bit integers costs a microsecond, so that conversion goes three ways: p = q needs rounding only; where
/// 2 × amount × 10⁴ × p + q × 10⁴ and amount × 10⁸ stay within 64 bits (nearly always), 64-bit integers; else 128-bit ones.
enum DuckDBPrelude {
    static let sql = """
        CREATE OR REPLACE MACRO days_between(f, t) AS CAST(CAST(t AS DATE) - CAST(f AS DATE) AS INTEGER);
        CREATE OR REPLACE MACRO add_days(d, n) AS CAST(CAST(d AS DATE) + CAST(n AS INTEGER) AS DATE);
        CREATE OR REPLACE MACRO add_months(d, n) AS CAST(CAST(d AS DATE) + to_months(CAST(n AS INTEGER)) AS DATE);
        CREATE OR REPLACE MACRO month_start(d) AS CAST(date_trunc('month', CAST(d AS DATE)) AS DATE);
        CREATE OR REPLACE MACRO month_end(d) AS last_day(CAST(d AS DATE));
        CREATE OR REPLACE MACRO __ten(n) AS CASE n WHEN 0 THEN 1::HUGEINT WHEN 1 THEN 10::HUGEINT WHEN 2 THEN 100::HUGEINT
            WHEN 3 THEN 1000::HUGEINT ELSE 10000::HUGEINT END;
        CREATE OR REPLACE MACRO __half_away(n, d) AS (2 * n + sign(n) * d) // (2 * d);
        CREATE OR REPLACE MACRO __parts(n) AS CAST(CAST(n AS DECIMAL(38,10)) * 10000000000 AS HUGEINT);
        CREATE OR REPLACE MACRO safe_div(a, b) AS CASE WHEN CAST(b AS DECIMAL(38,10)) <> 0 THEN
            CAST(CAST(__half_away(__parts(a) * 10000000000 * CAST(sign(b) AS HUGEINT), abs(__parts(b))) AS DECIMAL(38,0)) * 0.0000000001
            AS DECIMAL(38,10)) END;
        CREATE OR REPLACE MACRO __sign(n) AS CAST(sign(n) AS INTEGER);
        CREATE OR REPLACE MACRO __substr(t, s, n) AS substr(t, s, n);
        CREATE OR REPLACE MACRO __upper(t) AS upper(t);
        CREATE OR REPLACE MACRO __lower(t) AS lower(t);
        CREATE OR REPLACE MACRO __round_money(amount, places) AS CASE places
            WHEN 0 THEN CAST(round(amount, 0) AS DECIMAL(18,4)) WHEN 1 THEN CAST(round(amount, 1) AS DECIMAL(18,4))
            WHEN 2 THEN CAST(round(amount, 2) AS DECIMAL(18,4)) WHEN 3 THEN CAST(round(amount, 3) AS DECIMAL(18,4)) ELSE amount END;
        CREATE OR REPLACE MACRO __convert_small(amount, p, q, places) AS CAST(
            (2 * CAST(amount * 10000 AS BIGINT) * p + CAST(sign(amount) AS BIGINT) * q * CAST(__ten(4 - places) AS BIGINT))
            // (2 * q * CAST(__ten(4 - places) AS BIGINT)) * CAST(__ten(4 - places) AS BIGINT) AS DECIMAL(18,0));
        CREATE OR REPLACE MACRO __convert_large(amount, p, q, places) AS __half_away(
            CAST(CAST(amount AS DECIMAL(38,4)) * 10000 AS HUGEINT) * p, q * __ten(4 - places)) * __ten(4 - places);
        CREATE OR REPLACE MACRO __convert_money(amount, p, q, places) AS CASE
            WHEN p = q AND p > 0 AND places BETWEEN 0 AND 4 THEN __round_money(amount, places)
            WHEN p BETWEEN 1 AND 10000000000 AND q BETWEEN 1 AND 10000000000000 AND places BETWEEN 0 AND 4
                AND CAST(abs(amount) AS BIGINT) < least(9999999999, 400000000000000 // TRY_CAST(p AS BIGINT)) THEN
                CAST(__convert_small(amount, CAST(p AS BIGINT), CAST(q AS BIGINT), places) * 0.0001 AS DECIMAL(18,4))
            WHEN q > 0 AND places BETWEEN 0 AND 4 THEN
                CAST(CAST(__convert_large(amount, CAST(p AS HUGEINT), CAST(q AS HUGEINT), places) AS DECIMAL(28,0)) * 0.0001 AS DECIMAL(18,4))
            WHEN q <= 0 OR places NOT BETWEEN 0 AND 4 THEN error('convert_money needs q > 0 and 0 to 4 places') END;
        CREATE OR REPLACE MACRO __is_part(n) AS typeof(n) LIKE 'DECIMAL%' AND typeof(n) NOT LIKE '%,0)';
        CREATE OR REPLACE MACRO __whole(n) AS CAST(CAST(n AS DECIMAL(38,4)) * 10000 AS HUGEINT);
        CREATE OR REPLACE MACRO convert_money(amount, p, q, places) AS CASE
            WHEN typeof(p) IN ('DOUBLE', 'FLOAT') OR typeof(q) IN ('DOUBLE', 'FLOAT') THEN error('convert_money needs exact p and q')
            WHEN __is_part(p) OR __is_part(q) THEN
                __convert_money(CAST(amount AS DECIMAL(18,4)), __whole(p), __whole(q), places)
            ELSE __convert_money(CAST(amount AS DECIMAL(18,4)), p, q, places) END;
        """
}

extension DuckDBSession {
    /// The functions of portable statements, for scripts that run elsewhere.
    package static var preludeSQL: String { DuckDBPrelude.sql }
    /// The version of DuckDB that scripts are written for.
    package static let scriptVersion = "1.5"
}
