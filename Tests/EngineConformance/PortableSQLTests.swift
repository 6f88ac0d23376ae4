import Engines
import Model
import Testing

@testable import Planning

extension EngineConformance {
    /// What engines read in several ways, as a metric's statement gives it: the same on each, worked by hand.
    @Suite struct PortableSQLTests {
        /// One row: `a` 1234.5678, `b` −2.5000, `z` 0.0000, `i` 7, `j` −3, `s` 'Straße', `e` '', `d` Sunday 2024-03-31, `g` 2024-02-29; `u`, `v` and `w` unknown.
        private static let row = """
            (SELECT CAST(1234.5678 AS decimal(18,4)) AS a, CAST(-2.5 AS decimal(18,4)) AS b, CAST(0 AS decimal(18,4)) AS z, CAST(7 AS integer) AS i,
              CAST(-3 AS bigint) AS j, CAST('Straße' AS varchar(4000)) AS s, CAST('' AS varchar(4000)) AS e, DATE '2024-03-31' AS posted_on,
              DATE '2024-02-29' AS due_on, CAST(NULL AS decimal(18,4)) AS u, CAST(NULL AS varchar(4000)) AS v, CAST(NULL AS date) AS w) AS t
            """

        private static let numbers: [(String, ScalarValue)] = [
            // Quotients have ten decimals, rounded once.
            ("t.i / 2", number("3.5")), ("t.j / t.i", number("-0.4285714286")), ("t.a / t.b", number("-493.82712")), ("t.i / t.z", .null), ("t.u / 2", .null),
            ("t.i / 2 / 2 * 4", number("7")), ("2 * t.i / 4 - t.j", number("6.5")), ("-t.i / (1 + 1)", number("-3.5")), ("t.i - t.j / -2", number("5.5")),
            ("ROUND(t.a / 7, 2)", number("176.37")), ("t.i / CAST(2 AS double precision)", number("3.5")), ("CASE WHEN t.i > 0 THEN t.i END / t.j", number("-2.3333333333")),
            ("1 / t.i * 100", number("14.28571429")), ("t.a * (1 / t.i)", number("176.36682862433862")), ("1 / 0.00001", number("100000")),
            // 1234.5678 × −2.5 × −2.5 = 7716.04875
            ("t.a * t.b * t.b", number("7716.04875")),
            ("t.a::decimal(18,2) / t.i::integer", number("176.3671428571")), ("(SELECT MAX(x.n) FROM (SELECT 3 AS n) x) / 2", number("1.5")),
            // Numbers become whole numbers half away from zero.
            ("CAST(t.b AS integer)", .integer(-3)), ("CAST(t.a AS bigint)", .integer(1235)), ("CAST(2.5 AS integer)", .integer(3)), ("t.b::integer", .integer(-3)),
            ("CAST(t.i / 2 AS integer)", .integer(4)), ("CAST(t.i > 3 AS integer)", .integer(1)), ("CAST('12' AS integer)", .integer(12)),
            ("CAST(t.u AS integer)", .null), ("CAST(t.a AS decimal)", number("1234.568")), ("CAST(t.a AS decimal(10))", number("1235")),
            ("CAST(t.a AS numeric)", number("1234.568")), ("1e3", number("1000")), ("1.25E-2", number("0.0125")), ("t.i * 1e2", number("700")),
            ("SIGN(t.b)", .integer(-1)), ("SIGN(t.i)", .integer(1)), ("SIGN(t.z)", .integer(0)), ("SIGN(t.u)", .null),
            ("CAST(LOG(1000) AS decimal(18,4))", number("3")), ("-t.i % 4", number("-3")), ("MOD(t.j, 2)", number("-1")), ("t.b % 2", number("-0.5")),
            // Sunday is 0 to `dow` and 7 to `isodow`.
            ("EXTRACT(dow FROM t.posted_on)", .integer(0)), ("EXTRACT(isodow FROM t.posted_on)", .integer(7)), ("EXTRACT(dow FROM t.due_on)", .integer(4)),
            ("dayofweek(t.posted_on)", .integer(0)), ("weekday(t.due_on)", .integer(4)), ("date_part('dow', t.posted_on)", .integer(0)),
            ("date_part('month', t.posted_on)", .integer(3)), ("EXTRACT(year FROM t.due_on)", .integer(2024)), ("EXTRACT(week FROM DATE '2021-01-03')", .integer(53)),
            ("EXTRACT(isoyear FROM DATE '2021-01-03')", .integer(2020)), ("EXTRACT(quarter FROM t.posted_on)", .integer(1)), ("EXTRACT(doy FROM t.posted_on)", .integer(91)),
            ("year(t.due_on)", .integer(2024)), ("month(t.due_on)", .integer(2)), ("day(t.due_on)", .integer(29)), ("quarter(t.due_on)", .integer(1)),
            // 31 days between 29 February and 31 March.
            ("t.posted_on - t.due_on", .integer(31)), ("MAX(t.posted_on) OVER () - t.due_on", .integer(31)), ("t.posted_on - DATE '2024-03-01'", .integer(30)),
            ("t.posted_on - 1 - t.due_on", .integer(30)), ("CAST('2024-03-01' AS date) - t.due_on", .integer(1)), ("CAST(t.w AS date) - t.due_on", .null),
            ("t.posted_on - (t.due_on + 1)", number("30")), ("t.posted_on - CASE WHEN t.i > 0 THEN t.due_on END", number("31")), ("t.posted_on + INTERVAL '1 day' - t.due_on", number("32")),
            ("t.i / (SELECT MAX(x.n) FROM (SELECT 2 AS n) x)", number("3.5")), ("10000000000.00 / 0.000000001", number("10000000000000000000")),
            ("days_between(t.due_on, CAST(t.posted_on AS timestamp))", .integer(31)),
            ("LENGTH(t.s)", .integer(6)), ("strpos(t.s, 'ß')", .integer(5)), ("instr(t.s, 'x')", .integer(0)), ("POSITION('r' IN t.s)", .integer(3)),
        ]

        private static let texts: [(String, ScalarValue)] = [
            ("CONCAT(t.s, t.v, '-', t.i)", .text("Straße-7")), ("CONCAT(t.v, t.v)", .text("")), ("t.s || t.v", .null), ("concat_ws(', ', t.s, t.v, 'x')", .text("Straße, x")),
            ("SUBSTR(t.s, 2)", .text("traße")), ("SUBSTR(t.s, 2, 3)", .text("tra")), ("SUBSTRING(t.s, -2)", .text("ße")), ("SUBSTR(t.s, 0)", .text("Straße")),
            // The place before the first is counted, and nothing stands there.
            ("SUBSTR(t.s, 0, 2)", .text("S")), ("SUBSTR(t.s, -2, 1)", .text("ß")), ("SUBSTR(t.s, -9, 3)", .text("")), ("SUBSTR(t.s, -8, 3)", .text("S")), ("SUBSTR(t.s, -7, 3)", .text("St")),
            ("SUBSTR(t.s, t.i - 5, t.i)", .text("traße")), ("SUBSTR(t.s, 3, -1)", .text("t")), ("SUBSTRING(t.s FROM 2 FOR 2)", .text("tr")), ("SUBSTR(t.s, 9)", .text("")),
            ("LEFT(t.s, 2)", .text("St")), ("LEFT(t.s, -2)", .text("Stra")), ("RIGHT(t.s, 2)", .text("ße")), ("RIGHT(t.s, -2)", .text("raße")), ("RIGHT(t.s, 0)", .text("")),
            ("LEFT(t.s, t.j)", .text("Str")), ("LEFT(t.s, -9)", .text("")), ("RIGHT(t.s, -9)", .text("")), ("RIGHT(t.s, 9)", .text("Straße")),
            ("t.s || t.i + 1 || t.i", .text("Straße87")), ("CAST(t.s AS varchar(2))", .text("Straße")), ("CAST(t.s AS char)", .text("Straße")),
            ("CASE WHEN t.s ILIKE 'STRA%' AND 'ÄB' ILIKE 'ä_' AND 'x' NOT ILIKE 'Y' THEN 'y' END", .text("y")), ("IF(t.i > 1, 'a', 'b')", .text("a")),
            ("CAST(date_trunc('month', t.posted_on) AS varchar)", .text("2024-03-01 00:00:00")), ("chr(t.i + 8357)", .text("€")),
            ("TRIM('\u{a0} a b ')", .text("a b")), ("LTRIM('007', '0')", .text("7")), ("RTRIM(t.s, 'eß')", .text("Stra")), ("TRIM('x' FROM 'xax')", .text("a")),
            ("TRIM(BOTH 'x' FROM 'xax')", .text("a")), ("TRIM(t.v)", .null), ("TRIM(t.s, 'S')", .text("traße")), ("chr(8364) || chr(39)", .text("€'")), ("chr(92)", .text("\\")),
            ("REPLACE(t.s, 'ß', 'ss')", .text("Strasse")), ("CAST(t.a AS varchar)", .text("1234.5678")), ("CAST(t.i AS text)", .text("7")), ("CAST(t.i > 3 AS varchar)", .text("true")),
            ("COALESCE(t.v, t.s)", .text("Straße")), ("ifnull(t.v, 'x')", .text("x")), ("ucase('abc')", .text("ABC")),
            // One letter for one.
            ("UPPER('straße ﬁn ǰ ᾳ')", .text("STRAẞE ﬁN ǰ ᾼ")), ("LOWER('ΑΣ İX')", .text("ας ix".replacing("ς", with: "σ"))), ("UPPER(t.v)", .null), ("LPAD('7', 3, '0')", .text("007")),
            ("CAST(last_day(t.due_on) AS varchar)", .text("2024-02-29")), ("split_part('a-b-c', '-', 2)", .text("b")), ("REVERSE('abc')", .text("cba")),
        ]

        @Test(arguments: EngineQuirks.toTest) func expressionsByHand(_ engine: EngineQuirks) throws {
            try engine.session { session in
                let all = Self.numbers + Self.texts
                let list = all.enumerated().map { "\($1.0) AS c\($0)" }.joined(separator: ",\n  ")
                let rows = try Self.table("SELECT \(list)\nFROM \(Self.row)", session)
                for (position, (expression, expected)) in all.enumerated() {
                    #expect(Self.value(rows.first?[position]) == Self.value(expected), "\(expression)")
                }
            }
        }

        /// Every letter of the alphabets below U+2500, as Unicode's tables say where capital and small letter are one each.
        @Test(arguments: EngineQuirks.toTest) func lettersHaveOneCapital(_ engine: EngineQuirks) throws {
            // Those of later versions of Unicode aren't known to all.
            func isKnown(_ text: String) -> Bool { text.unicodeScalars.count == 1 && text.unicodeScalars.allSatisfy { $0.properties.age.map { $0 < (13, 0) } ?? false } }
            let letters = (0x41...0x24FF).compactMap { UnicodeScalar($0) }.filter { scalar in
                scalar.properties.isAlphabetic && isKnown(String(scalar)) && isKnown(scalar.properties.uppercaseMapping) && isKnown(scalar.properties.lowercaseMapping)
            }
            #expect(letters.count > 4_000)
            let text = String(String.UnicodeScalarView(letters))
            let (capitals, small) = (letters.map(\.properties.uppercaseMapping).joined(), letters.map(\.properties.lowercaseMapping).joined())
            try engine.session { session in
                let rows = try Self.table("SELECT UPPER('\(text)') AS u, LOWER('\(text)') AS l", session)
                #expect(Self.value(rows.first?[0])?.unicodeScalars.elementsEqual(capitals.unicodeScalars) ?? false)
                #expect(Self.value(rows.first?[1])?.unicodeScalars.elementsEqual(small.unicodeScalars) ?? false)
            }
        }

        @Test(arguments: EngineQuirks.toTest) func meansAreExact(_ engine: EngineQuirks) throws {
            let rows = """
                (SELECT 'a' AS k, 1 AS n, CAST(0.1 AS decimal(18,4)) AS x UNION ALL SELECT 'a', 2, 0.2 UNION ALL SELECT 'a', NULL, 0.2 UNION ALL SELECT 'b', 4, NULL) AS t
                """
            try engine.session { session in
                let means = try Self.table(
                    """
                    SELECT t.k, AVG(t.n) AS n, avg(t.x) AS x, AVG(DISTINCT t.x) AS d, AVG(t.n) FILTER (WHERE t.n > 1) AS f, mean(t.n) / 2 AS h,
                      SUM(t.n) / COUNT(*) AS r
                    FROM \(rows) GROUP BY t.k ORDER BY t.k
                    """, session)
                #expect(
                    means.map { $0.map(Self.value) } == [
                        // 0.5 ÷ 3
                        ["a", "1.5", "0.1666666667", "0.15", "2", "0.75", "1"], ["b", "4", nil, nil, "4", "2", "4"],
                    ])
                let others = try Self.table(
                    """
                    SELECT t.k, PERCENTILE_CONT(0.3) WITHIN GROUP (ORDER BY t.x) AS p, MEDIAN(t.n) AS m, COUNT(*) / (SELECT COUNT(*) FROM \(rows)) AS s
                    FROM \(rows) GROUP BY t.k ORDER BY AVG(t.n) / 2 DESC LIMIT 2
                    """, session)
                // 0.1, 0.2, 0.2: three tenths of two steps above the first.
                #expect(others.map { $0.map(Self.value) } == [["b", nil, "4", "0.25"], ["a", "0.16", "1.5", "0.75"]])
                let keys = try Self.table("SELECT t.n / 2 AS k, COUNT(*) AS c FROM \(rows) GROUP BY t.n / 2 HAVING AVG(t.n) / 2 > 0 ORDER BY k", session)
                #expect(keys.map { $0.map(Self.value) } == [["0.5", "1"], ["1", "1"], ["2", "1"]])
                let running = try Self.table("SELECT AVG(t.n) OVER (PARTITION BY t.k) AS m FROM \(rows) ORDER BY t.k, t.x, t.n", session)
                #expect(running.map { $0.map(Self.value) } == [["1.5"], ["1.5"], ["1.5"], ["4"]])
            }
        }

        private static func table(_ sql: String, _ session: any EngineSession) throws -> [[ScalarValue]] {
            Array(try session.rows(PortableSQL.of(sql), for: StatementPurpose("facts/x.sql", metric: "m")).rows)
        }

        /// The number, however many zeros it is written with.
        private static func value(_ scalar: ScalarValue?) -> String? {
            switch scalar {
            case .decimal(let decimal): decimal.normalized.description
            case .integer(let n): String(n)
            case .date(let day): day.description
            case .text(let text): text
            case nil, .null: nil
            default: "?"
            }
        }
    }
}
