import Engines
import Model
import Testing

extension EngineConformance {
    /// The functions that every engine defines, each with a result worked by hand.
    @Suite struct PreludeTests {
        private static let dates: [(String, ScalarValue)] = [
            ("days_between(DATE '2023-12-31', DATE '2024-01-01')", .integer(1)),
            ("days_between(DATE '2024-03-01', DATE '2024-02-28')", .integer(-2)),
            ("days_between(DATE '1900-02-28', DATE '1900-03-01')", .integer(1)),
            ("days_between(CAST(NULL AS date), DATE '2024-01-01')", .null),
            ("add_days(DATE '2024-12-31', 1)", day("2025-01-01")), ("add_days(DATE '2024-03-01', -1)", day("2024-02-29")),
            ("add_months(DATE '2024-01-31', 1)", day("2024-02-29")), ("add_months(DATE '2023-01-31', 1)", day("2023-02-28")),
            ("add_months(DATE '2024-02-29', -12)", day("2023-02-28")), ("add_months(DATE '2024-11-30', 3)", day("2025-02-28")),
            ("month_start(DATE '2024-02-29')", day("2024-02-01")), ("month_end(DATE '2024-02-01')", day("2024-02-29")),
            ("month_end(DATE '2023-12-31')", day("2023-12-31")), ("month_end(DATE '1900-02-10')", day("1900-02-28")),
        ]

        private static let money: [(String, ScalarValue)] = [
            // Rounded once, half away from zero.
            ("convert_money(1.005, 1, 1, 2)", number("1.01")), ("convert_money(-2.345, 1, 1, 2)", number("-2.35")),
            ("convert_money(-0.5, 7, 7, 0)", number("-1")), ("convert_money(2.3449, 1, 1, 2)", number("2.34")),
            // 100 ÷ 1.1 = 90.9090…; 194,258 ÷ 157.35 = 1,234.5599…; 0.01 ÷ 2 = 0.005
            ("convert_money(100, 10, 11, 4)", number("90.9091")), ("convert_money(-100, 10, 11, 2)", number("-90.91")),
            ("convert_money(194258, 100, 15735, 2)", number("1234.56")), ("convert_money(-0.01, 1, 2, 2)", number("-0.01")),
            // 0.05 ÷ 10 = 0.005; 90.9090…; a whole number of any size, and one below 0.
            ("convert_money(0.05, CAST(1 AS bigint), 10, 2)", number("0.01")), ("convert_money(100, -10, 11, 2)", number("-90.91")),
            ("convert_money(100, CAST(10 AS smallint), CAST(11 AS smallint), 3)", number("90.909")), ("convert_money(-0.04, 1, 10, 2)", number("0")),
            // 99,999,999,999,999.99 × 0.0061234567891 = 612,345,678,909.99993876…
            ("convert_money(99999999999999.99, 61234567891, 10000000000000, 2)", number("612345678910")),
            // Parts of four decimals: 80 of 100.50 at 33.5 of 67 is half of it.
            ("convert_money(100.50, CAST(33.5 AS decimal(18,4)), CAST(67 AS decimal(18,4)), 2)", number("50.25")),
            // No whole numbers, though but for the fourth decimal: 1.0004, 2.0001, 100 ÷ 3.0004 = 33.32888…, 4,938.27156.
            ("convert_money(100, 1.0004, 1, 2)", number("100.04")), ("convert_money(100, 2.0001, 1, 2)", number("200.01")),
            ("convert_money(100, 1, 3.0004, 4)", number("33.3289")), ("convert_money(12345678.9, 0.0004, 1, 2)", number("4938.27")),
            ("convert_money(100, CAST(NULL AS bigint), 1, 2)", .null), ("convert_money(CAST(NULL AS decimal(18,4)), 2, 1, 2)", .null),
            // 2 ÷ 3 to ten places, and a half of the last.
            ("safe_div(2, 3)", number("0.6666666667")), ("safe_div(-2, 3)", number("-0.6666666667")), ("safe_div(1, 0)", .null),
            ("safe_div(12345678901.2345, -0.0005)", number("-24691357802469")), ("safe_div(1, 0.00001)", number("100000")), ("safe_div(1, 0.00000000001)", .null),
            ("safe_div(0.0000000005, 10)", number("0.0000000001")), ("safe_div(-5, 3)", number("-1.6666666667")), ("safe_div(5, -3)", number("-1.6666666667")),
            ("safe_div(799999999999999999, 0.1)", number("7999999999999999990")), ("safe_div(1, 799999999999999999)", number("0")),
            ("safe_div(0, -3)", number("0")), ("safe_div(19, 20)", number("0.95")), ("safe_div(99999999999.9999999999, 100000000000)", number("1")),
        ]

        @Test(arguments: EngineQuirks.toTest) func eachByHand(_ engine: EngineQuirks) throws {
            try engine.session { session in
                for (call, expected) in Self.dates + Self.money {
                    let got = try session.table("SELECT \(call) AS result").first?.first
                    #expect(Self.value(got) == Self.value(expected), "\(call)")
                }
            }
        }

        @Test(arguments: EngineQuirks.toTest) func whatDoesNotFitIsAnError(_ engine: EngineQuirks) throws {
            for call in [
                "convert_money(1, 1, 0, 2)", "convert_money(1, 2, -1, 2)", "convert_money(1, 2, 1, 5)",
                "convert_money(99999999999999.99, 2, 1, 2)", "convert_money(1, CAST(1.5 AS double precision), 1, 2)",
            ] {
                try engine.session { session in
                    #expect(throws: EngineFailure.self, "\(call)") { try session.table("SELECT \(call) AS result") }
                }
            }
        }

        /// The number, however many zeros it is written with.
        private static func value(_ scalar: ScalarValue?) -> String? {
            switch scalar {
            case .decimal(let decimal): decimal.normalized.description
            case .integer(let n): String(n)
            case .date(let day): day.description
            case nil, .null: nil
            default: "?"
            }
        }
    }
}
