import Engines
import Foundation
import Model
import Testing

extension EngineSuite {
    /// Rows go in and come out again unchanged.
    @Suite struct IngestTests {
        struct Broken: Error, Hashable { var line: Int }

        private let fields = [
            ColumnField("id", .text), ColumnField("day", .date), ColumnField("open", .boolean), ColumnField("n", .int32),
            ColumnField("big", .int64), ColumnField("amount", .decimal(precision: 18, scale: 4)),
            ColumnField("huge", .decimal(precision: 38, scale: 0)), ColumnField("share", .double), ColumnField("none", .null),
        ]

        /// Three rows: full, all NULL, full.
        private var batch: RecordBatch {
            let text = Array("ärbc=1+1".utf8)
            let validity: [UInt8] = [0b101]
            let huge = ExactDecimal.powerOfTen(38) - 1
            return RecordBatch(
                columns: [
                    ColumnVector(.text(offsets: [0, 3, 3, Int32(text.count)], bytes: text), validity: validity, nullCount: 1),
                    ColumnVector(.date([20512, 0, -1]), validity: validity, nullCount: 1),
                    ColumnVector(.boolean([true, false, false]), validity: validity, nullCount: 1),
                    ColumnVector(.int32([.max, 0, .min]), validity: validity, nullCount: 1),
                    ColumnVector(.int64([.max, 0, .min]), validity: validity, nullCount: 1),
                    ColumnVector(.decimal([10050, 0, -1], precision: 18, scale: 4), validity: validity, nullCount: 1),
                    ColumnVector(.decimal([huge, 0, -huge], precision: 38, scale: 0), validity: validity, nullCount: 1),
                    ColumnVector(.double([0.25, 0, -1.5]), validity: validity, nullCount: 1),
                    ColumnVector(.null(count: 3), nullCount: 3),
                ], rowCount: 3)
        }

        @Test func everyTypeRoundTrips() throws {
            try withSession { session in
                let count = try session.ingest(GivenBatches(fields, [batch]), into: "t")
                #expect(count == 3)
                let result = try session.rows("SELECT * FROM t ORDER BY n DESC NULLS LAST", for: step)
                #expect(result.fields.map(\.name) == fields.map(\.name))
                #expect(result.fields.dropLast().map(\.type) == fields.dropLast().map(\.type))
                let nines = String(repeating: "9", count: 38)
                #expect(
                    result.rows == [
                        [
                            .text("är"), date("2026-02-28"), .boolean(true), .integer(2_147_483_647), .integer(.max),
                            decimal("1.0050"), decimal(nines), .double(0.25), .null,
                        ],
                        [
                            .text("bc=1+1"), date("1969-12-31"), .boolean(false), .integer(-2_147_483_648), .integer(.min),
                            decimal("-0.0001"), decimal("-" + nines), .double(-1.5), .null,
                        ],
                        [.null, .null, .null, .null, .null, .null, .null, .null, .null],
                    ])
            }
        }

        @Test func noRows() throws {
            try withSession { session in
                let empty = RecordBatch(columns: batch.columns.map { _ in ColumnVector(.null(count: 0)) }, rowCount: 0)
                for batches in [[], [empty]] {
                    let count = try session.ingest(GivenBatches(fields, batches), into: "t")
                    let rows = try session.rows("SELECT * FROM t", for: step)
                    #expect(count == 0 && rows.rows.isEmpty && rows.fields.count == 9)
                    try session.drop("t")
                }
            }
        }

        @Test func batchesOfManySizes() throws {
            try withSession { session in
                var next: Int64 = 0
                let sizes = [1, 7, 8, 9, 2047, 2048, 2049, 100_000]
                let batches = sizes.map { size in
                    let values = (0..<size).map { next + Int64($0) }
                    next += Int64(size)
                    var validity = [UInt8](repeating: 0, count: (size + 7) / 8)
                    for (row, value) in values.enumerated() where value % 3 != 0 { validity[row / 8] |= 1 << (row % 8) }
                    return RecordBatch(columns: [ColumnVector(.int64(values)), ColumnVector(.int64(values), validity: validity)], rowCount: size)
                }
                let count = try session.ingest(
                    GivenBatches([ColumnField("a", .int64), ColumnField("b", .int64)], batches), into: "t")
                let total = sizes.reduce(0, +)
                #expect(count == total)
                let row = try session.row("SELECT count(*), sum(a), count(b), bool_and(a % 3 = 0 OR a = b) FROM t")
                #expect(row[0] == .integer(total))
                #expect(row[1] == decimal(String(total * (total - 1) / 2)))
                #expect(row[2] == .integer(total - (total + 2) / 3))
                #expect(row[3] == .boolean(true))
            }
        }

        /// Columns of words are kept as their numbers and read as text, in batches longer than the engine casts at once.
        @Test func wordsAreKeptAsNumbers() throws {
            try withSession { session in
                let size = 70_001
                let words = ["credit_note", "invoice", "receipt"]
                let texts = (0..<size).map { words[$0 % 3] }
                var validity = [UInt8](repeating: 0, count: (size + 7) / 8)
                for row in 0..<size where row % 5 != 0 { validity[row / 8] |= 1 << (row % 8) }
                let offsets = texts.reduce(into: [Int32(0)]) { $0.append($0[$0.count - 1] + Int32($1.utf8.count)) }
                let kinds = ColumnVector(.text(offsets: offsets, bytes: texts.flatMap { Array($0.utf8) }), validity: validity)
                let numbers = ColumnVector(.int64((0..<size).map(Int64.init)))
                let fields = [ColumnField("kind", .text, words: words), ColumnField("n", .int64)]
                try session.ingest(GivenBatches(fields, [RecordBatch(columns: [kinds, numbers], rowCount: size)]), into: "t")

                let type = try session.row("SELECT DISTINCT typeof(kind) FROM t")
                #expect(type == [.text("ENUM('credit_note', 'invoice', 'receipt')")])
                let wrong = try session.row(
                    """
                    SELECT COUNT(*) FROM t WHERE kind IS DISTINCT FROM CASE WHEN n % 5 = 0 THEN NULL WHEN n % 3 = 0 THEN 'credit_note'
                      WHEN n % 3 = 1 THEN 'invoice' ELSE 'receipt' END
                    """)
                #expect(wrong == [.integer(0)])
                let read = try session.rows("SELECT kind FROM t WHERE n IN (3, 4, 5, 69998) ORDER BY n", for: step)
                // 3 is a multiple of 3, 4 leaves 1, 5 is NULL, 69,998 = 3 × 23,332 + 2.
                #expect(read.rows == [[.text("credit_note")], [.text("invoice")], [.null], [.text("receipt")]])
                let grouped = try session.rows("SELECT kind, COUNT(*) AS items FROM t GROUP BY kind ORDER BY kind NULLS LAST", for: step)
                #expect(grouped.rows.map { $0[0] } == words.map(ScalarValue.text) + [.null])
            }
        }

        @Test func theSourcesOwnErrorComesOut() throws {
            try withSession { session in
                #expect(throws: Broken(line: 17)) {
                    try session.ingest(GivenBatches(fields, [batch], then: Broken(line: 17)), into: "t")
                }
                // Nothing half-loaded stays, and the session is as good as before.
                #expect(throws: EngineFailure.self) { try session.row("SELECT * FROM t") }
                let count = try session.ingest(GivenBatches(fields, [batch]), into: "t")
                #expect(count == 3)
            }
        }

        @Test func anExistingTableIsNotTouched() throws {
            try withSession { session in
                try session.ingest(GivenBatches(fields, [batch]), into: "t")
                #expect(throws: EngineFailure.self) { try session.ingest(GivenBatches(fields, [batch]), into: "t") }
                let row = try session.row("SELECT count(*) FROM t")
                #expect(row == [.integer(3)])
            }
        }

        @Test func aBatchThatDoesNotFitItsFields() throws {
            try withSession { session in
                let short = RecordBatch(columns: [ColumnVector(.int32([1]))], rowCount: 2)
                let other = RecordBatch(columns: [ColumnVector(.int64([1, 2]))], rowCount: 2)
                let two = RecordBatch(columns: [ColumnVector(.int32([1])), ColumnVector(.int32([1]))], rowCount: 1)
                for batch in [short, other, two] {
                    #expect(throws: (any Error).self) {
                        try session.ingest(GivenBatches([ColumnField("a", .int32)], [batch]), into: "t")
                    }
                }
            }
        }

        @Test func anAmountBeyondItsPrecisionIsAnErrorOrExact() throws {
            try withSession { session in
                // 5 digits into DECIMAL(4,2).
                let batch = RecordBatch(columns: [ColumnVector(.decimal([12345], precision: 4, scale: 2))], rowCount: 1)
                let source = GivenBatches([ColumnField("a", .decimal(precision: 4, scale: 2))], [batch])
                if (try? session.ingest(source, into: "t")) != nil {
                    let row = try session.row("SELECT a FROM t")
                    #expect(row == [decimal("123.45")])
                }
            }
        }

        @Test func severalAtOnce() throws {
            try withSession { session in
                let results = (0..<4).map { _ in Outcome() }
                try session.create("shared", fields)
                DispatchQueue.concurrentPerform(iterations: 4) { index in
                    let batches = [RecordBatch](repeating: batch, count: 200)
                    results[index].rows = try? session.ingest(GivenBatches(fields, batches), into: "t\(index)")
                    results[index].shared = try? session.append(GivenBatches(fields, batches), to: "shared")
                }
                #expect(results.allSatisfy { $0.rows == 600 && $0.shared == 600 })
                let row = try session.row("SELECT count(*), sum(amount) FROM shared")
                #expect(row == [.integer(2400), decimal("803.9200")])  // 800 × (1.0050 − 0.0001)
            }
        }

        final class Outcome: @unchecked Sendable {
            var rows: Int?
            var shared: Int?
        }
    }
}
