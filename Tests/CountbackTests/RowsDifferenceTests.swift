import Model
import Testing

@testable import countback

/// Tables side by side: which rows differ, and which are missing, too many or elsewhere.
@Suite struct RowsDifferenceTests {
    private func difference(_ expected: [[String]], _ got: [[ScalarValue]], columns: [String] = ["kind", "amount"]) -> RowsDifference? {
        let table = WorkedExample.GivenTable(columns: columns, rows: expected, place: Place(file: "e.yaml", line: 9, column: 7))
        return RowsDifference(WorkedExample.ExpectedTable(table: "kinds", node: [], expected: table), got: got)
    }

    private func row(_ kind: String, _ cents: Int) -> [ScalarValue] {
        [.text(kind), .decimal(ExactDecimal(unscaled: Int128(cents) * 100, scale: 4))]
    }

    @Test func figuresAreComparedAsNumbersAndNothingAsNothing() {
        #expect(difference([["a", "1.50"], ["", ""]], [row("a", 150), [.null, .null]]) == nil)
        #expect(difference([["a", "1.500"]], [row("a", 150)]) == nil)
        #expect(difference([["a", "0"]], [[.text("a"), .null]])?.pairs[0].differing == [1])
    }

    @Test func otherCellsAtTheSamePositionAreMarked() throws {
        let found = try #require(difference([["a", "1.50"], ["b", "2.00"]], [row("a", 150), row("b", 300)]))
        #expect(found.strays == [])
        #expect(
            found.description == """
                e.yaml:9:7: table kinds at the whole: 1 of 2 rows differs
                     expected         got
                     kind | amount    kind | amount
                  1  a    | 1.50      a    | 1.50
                  2  b    | 2.00    ≠ b    | *3.00*
                """)
    }

    @Test func aRowLeftOutAtTheTopIsOneMissingRowNotThree() throws {
        let found = try #require(
            difference([["a", "1"], ["b", "2"], ["c", "3"]], [row("b", 200), row("c", 300)]))
        #expect(found.strays == [.missing(1, ["a", "1"]), .moved(from: 2, to: 1), .moved(from: 3, to: 2)])
        #expect(found.description.contains("expected 3 rows, got 2\n"))
        #expect(found.description.hasSuffix("  row 1 is missing: a | 1\n  row 2 is there, but as row 1\n  row 3 is there, but as row 2"))
    }

    @Test func aRowThatNobodyExpectedIsNamed() throws {
        let found = try #require(difference([["a", "1"]], [row("a", 100), row("z", 250)]))
        #expect(found.strays == [.extra(2, ["z", "2.5"])])
        #expect(found.description.contains("  2  (no row)       ≠ z    | 2.5\n  row 2 is one too many: z | 2.5"))
    }

    @Test func rowsInAnotherOrderAreAllThere() throws {
        let found = try #require(difference([["a", "1"], ["b", "2"]], [row("b", 200), row("a", 100)]))
        #expect(found.strays == [.moved(from: 1, to: 2), .moved(from: 2, to: 1)])
    }

    /// Two rows alike are two rows: one found row answers one expected row.
    @Test func aRowTwiceIsTwoRows() throws {
        let found = try #require(difference([["a", "1"], ["a", "1"]], [row("a", 100), row("b", 200)]))
        #expect(found.strays == [])
        #expect(found.pairs[1].differing == [0, 1])
    }

    @Test func noRowsAtAll() throws {
        let found = try #require(difference([["a", "1"]], []))
        #expect(found.strays == [.missing(1, ["a", "1"])])
        #expect(try #require(difference([], [row("a", 100)])).strays == [.extra(1, ["a", "1"])])
    }

    @Test func aLongTableShowsWhatDiffersOnly() throws {
        let rows = (1...100).map { [String($0), "1"] }
        let found = try #require(difference(rows, rows.enumerated().map { row($0.element[0], $0.offset < 60 ? 100 : 200) }))
        let lines = found.description.split(separator: "\n")
        // The title, two header lines, 25 rows, and the line that counts the other 15.
        #expect(lines.count == 29)
        #expect(lines[3].hasPrefix("   61  "))
        #expect(lines[28] == "  and 15 more rows that differ")
    }
}
