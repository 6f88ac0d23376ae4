/// The functions that portable statements may use, as PostgreSQL's; they mean what `DuckDBPrelude` says they do.
///
/// Each is one expression that the planner puts in the place of its call. `refused` alone is a program: it raises the
/// error, and takes an argument so that the planner doesn't run it beforehand.
enum PostgreSQLPrelude {
    static let statements = [
        function("days_between(f date, t date)", "integer", "t - f"),
        function("add_days(d date, n bigint)", "date", "d + n::integer"),
        function("add_months(d date, n bigint)", "date", "(d + make_interval(months => n::integer))::date"),
        function("month_start(d date)", "date", "date_trunc('month', d::timestamp)::date"),
        function("month_end(d date)", "date", "(date_trunc('month', d::timestamp) + interval '1 month')::date - 1"),
        function("__half_away(n numeric, d numeric)", "numeric", "div(2 * n + sign(n) * d, 2 * d)"),
        function(
            "safe_div(a numeric, b numeric)", "numeric",
            """
            CASE WHEN round(b, 10) <> 0 THEN
              (__half_away(round(a, 10) * 100000000000000000000 * sign(b), abs(round(b, 10) * 10000000000)) * 0.0000000001)::numeric(38,10) END
            """),
        function("__sign(n numeric)", "integer", "sign(n)::integer"),
        function("__from(t text, s bigint)", "bigint", "CASE WHEN s < 0 THEN char_length(t) + s + 1 ELSE s END"),
        function(
            "__substr(t text, s bigint, n bigint)", "text",
            """
            substr(t, greatest(__from(t, s) + least(n, 0), 1)::integer,
              greatest(__from(t, s) + greatest(n, 0) - greatest(__from(t, s) + least(n, 0), 1), 0)::integer)
            """),
        """
        CREATE FUNCTION __refused(q numeric) RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
        $$ BEGIN RAISE EXCEPTION 'convert_money needs q > 0 and 0 to 4 places'; END $$
        """,
        function("__unit(n bigint)", "numeric", "CASE n WHEN 0 THEN 1 WHEN 1 THEN 0.1 WHEN 2 THEN 0.01 WHEN 3 THEN 0.001 ELSE 0.0001 END::numeric"),
        function("convert_money(amount numeric, p numeric, q numeric, places bigint)", "numeric", converted(p: "round(p, 4)", q: "round(q, 4)")),
        // Most amounts are converted by whole numbers, which takes fewer steps.
        function("convert_money(amount numeric, p bigint, q bigint, places bigint)", "numeric", converted(p: "p", q: "q")),
        function("convert_money(amount numeric, p integer, q integer, places bigint)", "numeric", "convert_money(amount, p::bigint, q::bigint, places)"),
        function("convert_money(amount numeric, p smallint, q smallint, places bigint)", "numeric", "convert_money(amount, p::bigint, q::bigint, places)"),
        // The ledger's text is in the order of its bytes, by which PostgreSQL knows the case of ASCII's letters alone.
        """
        DO $do$ BEGIN
          IF EXISTS (SELECT FROM pg_catalog.pg_collation WHERE collname = 'und-x-icu' AND collnamespace = 'pg_catalog'::regnamespace) THEN
            EXECUTE '\(function("lower(t text)", "text", "pg_catalog.lower(t COLLATE \"und-x-icu\")"))';
            EXECUTE '\(function("upper(t text)", "text", "pg_catalog.upper(t COLLATE \"und-x-icu\")"))';
          END IF;
        END $do$
        """,
        function("__lower(t text)", "text", LetterCase.lower("t") { "lower(\($0))" }),
        // ILIKE is these operators; its own knows the case of ASCII's letters alone.
        function("__alike(t text, pattern text)", "boolean", "__lower(t) LIKE __lower(pattern)"),
        function("__unlike(t text, pattern text)", "boolean", "__lower(t) NOT LIKE __lower(pattern)"),
        "CREATE OPERATOR ~~* (LEFTARG = text, RIGHTARG = text, FUNCTION = __alike)",
        "CREATE OPERATOR !~~* (LEFTARG = text, RIGHTARG = text, FUNCTION = __unlike)",
        function("__upper(t text)", "text", LetterCase.upper("t") { "upper(\($0))" }),
    ]

    private static func converted(p: String, q: String) -> String {
        """
        CASE
          WHEN p = q AND p > 0 AND places BETWEEN 0 AND 4 THEN round(amount::numeric(18,4), places::integer)::numeric(18,4)
          WHEN q > 0 AND places BETWEEN 0 AND 4 THEN
            (__half_away(amount::numeric(18,4) * \(p), \(q) * __unit(places)) * __unit(places))::numeric(18,4)
          WHEN q <= 0 OR places NOT BETWEEN 0 AND 4 THEN __refused(q) END
        """
    }

    private static func function(_ signature: String, _ type: String, _ expression: String) -> String {
        "CREATE FUNCTION \(signature) RETURNS \(type) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT \(expression) $$"
    }
}
