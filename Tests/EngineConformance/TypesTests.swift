import Engines
import Model
import Testing

extension EngineConformance {
    /// What goes in comes out, through a kept table as well.
    @Suite struct TypesTests {
        private let fields = [
            ColumnField("item", .text), ColumnField("posted_on", .date), ColumnField("is_open", .boolean), ColumnField("n", .int64),
            ColumnField("small", .int32), ColumnField("amount", .decimal(precision: 18, scale: 4)),
            ColumnField("large", .decimal(precision: 38, scale: 0)), ColumnField("rate", .decimal(precision: 38, scale: 10)),
        ]
        private let rows: [[ScalarValue]] = [
            [
                .text("Müller & Söhne \"x\" \\n 'y', םולש"), day("2024-02-29"), .boolean(true), .integer(.max), .integer(Int(Int32.max)),
                number("99999999999999.9999"), number("99999999999999999999999999999999999999"), number("9999999999999999999999999999.9999999999"),
            ],
            [
                .text(""), day("0001-01-01"), .boolean(false), .integer(.min), .integer(Int(Int32.min)), number("-99999999999999.9999"),
                number("-99999999999999999999999999999999999999"), number("-0.0000000001"),
            ],
            [.text("=1+1\r\n\tb"), day("9999-12-31"), .null, .integer(0), .integer(0), number("0.0000"), number("0"), number("0.0000000000")],
            [.null, .null, .null, .null, .null, .null, .null, .null],
            [.text("e\u{301}é"), day("1900-02-28"), .boolean(true), .integer(-1), .integer(-1), number("0.0001"), number("1"), number("-1.5")],
        ]

        @Test(arguments: EngineQuirks.toTest) func everyTypeAndNull(_ engine: EngineQuirks) throws {
            try engine.session { session in
                try session.takes(5, RowsSource(fields: fields, rows: rows), into: "given")
                let order = "ORDER BY posted_on NULLS LAST, item NULLS LAST"
                let sorted = [rows[1], rows[4], rows[0], rows[2], rows[3]]
                try session.answers("SELECT * FROM given \(order)", sorted)
                try session.keep("SELECT * FROM given", as: "kept")
                try session.answers("SELECT * FROM kept \(order)", sorted)
                let kept = try session.rows("SELECT item, posted_on, is_open, n FROM kept", for: EngineQuirks.step)
                #expect(kept.fields.map(\.type) == [.text, .date, .boolean, .int64])
            }
        }

        @Test(arguments: EngineQuirks.toTest) func noRows(_ engine: EngineQuirks) throws {
            try engine.session { session in
                try session.takes(0, RowsSource(fields: fields, rows: []), into: "given")
                try session.answers("SELECT * FROM given", [])
                try session.keep("SELECT item, SUM(amount) AS amount FROM given GROUP BY item", as: "kept")
                try session.answers("SELECT COUNT(*) AS n, SUM(amount) AS amount FROM kept", [[.integer(0), .null]])
            }
        }

        /// Sums keep every digit, and numbers without a stated size theirs.
        @Test(arguments: EngineQuirks.toTest) func sumsAreExact(_ engine: EngineQuirks) throws {
            try engine.session { session in
                let many = (0..<3_000).map { n in [ScalarValue.integer(n % 3), number(n % 3 == 0 ? "33333333333333.3333" : "0.1001")] }
                let fields = [ColumnField("k", .int64), ColumnField("amount", .decimal(precision: 18, scale: 4))]
                try session.takes(3_000, RowsSource(fields: fields, rows: many), into: "t")
                // 1,000 × 33,333,333,333,333.3333, and 1,000 × 0.1001.
                try session.answers(
                    "SELECT k, SUM(amount) AS amount, COUNT(*) AS n FROM t GROUP BY k ORDER BY k",
                    [
                        [.integer(0), number("33333333333333333.3000"), .integer(1_000)], [.integer(1), number("100.1000"), .integer(1_000)],
                        [.integer(2), number("100.1000"), .integer(1_000)],
                    ])
                try session.answers("SELECT k, SUM(amount) AS amount FROM t WHERE k > 5 GROUP BY k", [])
            }
        }

        @Test(arguments: EngineQuirks.toTest) func textSortsByItsBytes(_ engine: EngineQuirks) throws {
            try engine.session { session in
                let words = ["b", "A", "a", "B", "é", "_", "Z", "-1", "10", "9"]
                try session.ingest(RowsSource(fields: [ColumnField("w", .text)], rows: words.map { [.text($0)] }), into: "t")
                let expected = ["-1", "10", "9", "A", "B", "Z", "_", "a", "b", "é"].map { [ScalarValue.text($0)] }
                try session.answers("SELECT w FROM t ORDER BY w", expected)
                // Of words that the statement itself makes, too.
                try session.keep("SELECT CASE WHEN w IN ('a', 'B') THEN w ELSE 'A' END AS c FROM t", as: "made")
                try session.answers("SELECT c FROM made GROUP BY c ORDER BY c", ["A", "B", "a"].map { [.text($0)] })
                try session.answers("SELECT MIN(w) AS low, MAX(w) AS high FROM t", [[.text("-1"), .text("é")]])
            }
        }
    }
}
