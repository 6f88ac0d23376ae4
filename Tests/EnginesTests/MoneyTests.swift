import Engines
import Model
import Testing

extension EngineSuite {
    /// The prelude's functions, figures worked by hand.
    @Suite struct MoneyTests {
        /// (amount, p, q, places, result)
        private let cases: [(String, String, String, Int, String)] = [
            // Same currency: rounding only, half away from zero.
            ("1.005", "1", "1", 2, "1.0100"), ("-2.345", "1", "1", 2, "-2.3500"), ("2.3449", "1", "1", 2, "2.3400"),
            ("0.5", "1", "1", 0, "1.0000"), ("-0.5", "7", "7", 0, "-1.0000"), ("0.4999", "1", "1", 0, "0.0000"),
            ("12.34567", "1", "1", 4, "12.3457"), ("1.0005", "1", "1", 3, "1.0010"), ("1.25", "3", "3", 1, "1.3000"),
            // Inverse rate 1.1: 100 ÷ 1.1 = 90.909…
            ("100", "10", "11", 2, "90.9100"), ("-100", "10", "11", 2, "-90.9100"), ("100", "10", "11", 4, "90.9091"),
            // 157.35 JPY to the euro: 1,234.56 × 157.35 = 194,258.016; back 194,258 ÷ 157.35 = 1,234.5599 (rounded)
            ("1234.56", "15735", "100", 0, "194258.0000"), ("194258", "100", "15735", 2, "1234.5600"),
            // 0.3345 KWD to the euro, three decimals: 10.01 × 0.3345 = 3.348345
            ("10.01", "3345", "10000", 3, "3.3480"), ("-10.01", "3345", "10000", 3, "-3.3480"),
            // Exactly half way after conversion: 0.01 ÷ 2 = 0.005; 3 × 0.5 = 1.5; 0.25 × 0.1 = 0.025
            ("0.01", "1", "2", 2, "0.0100"), ("-0.01", "1", "2", 2, "-0.0100"), ("3", "1", "2", 0, "2.0000"),
            ("0.25", "1", "10", 2, "0.0300"), ("-0.25", "1", "10", 2, "-0.0300"),
            // A hair below half way: 0.0149 ÷ 3 = 0.004966…
            ("0.0149", "1", "3", 2, "0.0000"),
            ("0", "15735", "100", 2, "0.0000"), ("99999999999999.9999", "1", "1", 4, "99999999999999.9999"),
            // Either side of what 64 bits hold: 4 × 10^14 ÷ 10837 = 36,910,584,110.
            ("36910584109.99", "10837", "10000", 2, "40000000000.0000"), ("36910584112.99", "10837", "10000", 2, "40000000003.2500"),
            ("-36910584112.99", "10837", "10000", 4, "-40000000003.2473"),
            // 99,999,999,999,999.99 × 0.0061234567891 = 612,345,678,909.99993876…
            ("99999999999999.99", "61234567891", "10000000000000", 2, "612345678910.0000"),
        ]

        @Test func convertMoney() throws {
            try withSession { session in
                for (amount, p, q, places, result) in cases {
                    let row = try session.row("SELECT convert_money(CAST('\(amount)' AS DECIMAL(20,5)), \(p), \(q), \(places))")
                    #expect(row == [decimal(result)], "\(amount) × \(p) ÷ \(q)")
                    let places = try session.row(
                        "SELECT convert_money(a, p, q, n) FROM (VALUES (CAST('\(amount)' AS DECIMAL(20,5)), CAST(\(p) AS DECIMAL(38,0)), CAST(\(q) AS HUGEINT), \(places))) v(a, p, q, n)")
                    #expect(places == [decimal(result)], "\(amount) × \(p) ÷ \(q), from columns")
                }
                let type = try session.rows("SELECT convert_money(1, 1, 1, 2), convert_money(1, 2, 1, 2)", for: step).fields.map(\.type)
                #expect(type == [.decimal(precision: 18, scale: 4), .decimal(precision: 18, scale: 4)])
            }
        }

        @Test func aMissingRateIsNull() throws {
            try withSession { session in
                let row = try session.row("SELECT convert_money(1.00, NULL, 1, 2), convert_money(1.00, 1, NULL, 2), convert_money(NULL, 2, 1, 2)")
                #expect(row == [.null, .null, .null])
            }
        }

        @Test func whatDoesNotFitIsAnError() throws {
            try withSession { session in
                for call in [
                    "convert_money(99999999999999.99, 2, 1, 2)",  // beyond DECIMAL(18,4)
                    "convert_money(99999999999999.99, 99999999999999999999999999, 1, 2)",  // beyond 128 bits
                    "convert_money(1.00, 1, 0, 2)", "convert_money(1.00, 0, 0, 2)", "convert_money(1.00, 1, -1, 2)", "convert_money(1.00, 2, 1, 5)",
                    "convert_money(1.00, -1, -1, 2)",
                ] {
                    #expect(throws: EngineFailure.self, "\(call)") { try session.row("SELECT \(call)") }
                }
            }
        }

        @Test func dates() throws {
            try withSession { session in
                let row = try session.row(
                    """
                    SELECT days_between(DATE '2024-02-28', DATE '2024-03-01'), days_between(DATE '2026-03-01', DATE '2026-02-28'),
                        days_between(DATE '2025-12-31', DATE '2026-01-01'), add_days(DATE '2023-12-31', 60), add_days(DATE '2024-03-01', -1),
                        month_start(DATE '2024-02-29'), month_end(DATE '2024-02-01'), month_end(DATE '2023-02-28'), month_end(DATE '2025-12-05'),
                        month_start(DATE '1969-12-31'), month_end(DATE '1900-02-01'), days_between(NULL, DATE '2024-01-01')
                    """)
                #expect(
                    row == [
                        .integer(2), .integer(-1), .integer(1), date("2024-02-29"), date("2024-02-29"), date("2024-02-01"),
                        date("2024-02-29"), date("2023-02-28"), date("2025-12-31"), date("1969-12-01"), date("1900-02-28"), .null,
                    ])
            }
        }

        @Test func safeDiv() throws {
            try withSession { session in
                let row = try session.row(
                    "SELECT safe_div(1, 3), safe_div(2.00, 3), safe_div(-2, 3), safe_div(2, -3), safe_div(1, 0), safe_div(NULL, 1), safe_div(9007199254740993, 1)")
                #expect(
                    row == [
                        decimal("0.3333333333"), decimal("0.6666666667"), decimal("-0.6666666667"), decimal("-0.6666666667"), .null, .null,
                        decimal("9007199254740993.0000000000"),
                    ])
            }
        }

        @Test func everyConnectionHasThem() throws {
            try withSession { session in
                let stream = try session.stream("SELECT month_end(DATE '2026-01-05') FROM range(10000)", for: step)
                _ = try stream.next()
                let row = try session.row("SELECT month_end(DATE '2026-01-05'), 1 / 0, current_setting('TimeZone')")
                #expect(row == [date("2026-01-31"), .null, .text("UTC")])
                while try stream.next() != nil {}
            }
        }
    }
}
