import Foundation
import Model
import Testing

@testable import Rendering

@Suite struct XLSXFormulaTests {
    private static let columns = ["node", "a", "b", "c", "share"].map { Column(name: $0, title: $0, kind: .number) }

    private static func row(_ a: CellValue, _ b: CellValue, _ c: CellValue) -> Row {
        Row([Cell(.text("x")), Cell(a), Cell(b), Cell(c), Cell(.empty)])
    }

    private static let table = Table(
        id: "t", title: "T", columns: columns,
        rows: [
            row(.integer(6), .integer(4), .integer(2)), row(.integer(1), .integer(0), .unavailable("none")),
            row(.integer(2), .integer(3), .integer(1)), row(.integer(3), .integer(1), .integer(1)),
        ])

    /// The table's first row is the sheet's row 10, its first column is B.
    private func text(_ formula: Formula, row: Int = 0, column: Int = 4) -> String? {
        FormulaText(table: Self.table, firstRow: 9, firstColumn: 1).text(formula, row: row, column: column)
    }

    @Test func sumsOfRowsJoinNeighbours() {
        #expect(text(.sumOfRows([1, 2, 3]), column: 1) == "SUM(C11:C13)")
        #expect(text(.sumOfRows([3, 1]), column: 1) == "SUM(C11,C13)")
        // A cell can't be a part of itself, and a row that isn't there can't be summed.
        #expect(text(.sumOfRows([0, 1]), column: 1) == nil)
        #expect(text(.sumOfRows([9]), column: 1) == nil)
        #expect(text(.sumOfRows([]), column: 1) == nil)
    }

    @Test func sumsOfColumnsSubtractOnlyFigures() {
        #expect(text(.sumOfColumns([1, 2], minus: [3])) == "SUM(C10:D10)-E10")
        #expect(text(.sumOfColumns([1, 2], minus: [3]), row: 1) == "SUM(C11:D11)")
        #expect(text(.sumOfColumns([1, 3], minus: [])) == "SUM(C10,E10)")
    }

    @Test func quotientsNeedFiguresAndADivisor() {
        #expect(text(.quotient(numerator: 1, denominator: 2, scale: 4)) == "ROUND(C10/D10,4)")
        #expect(text(.quotient(numerator: 1, denominator: 2, scale: 4), row: 1) == nil)
        #expect(text(.quotient(numerator: 1, denominator: 3, scale: 4), row: 1) == nil)
    }

    @Test func manyPartsAreNestedWithinExcelsLimit() throws {
        let rows = (0..<1_001).map { _ in Self.row(.integer(1), .integer(1), .integer(1)) }
        let table = Table(id: "t", title: "T", columns: Self.columns, rows: rows)
        let formulas = FormulaText(table: table, firstRow: 1, firstColumn: 0)
        let every2nd = stride(from: 1, to: 1_001, by: 2).map { $0 }
        let formula = try #require(formulas.text(.sumOfRows(every2nd), row: 0, column: 1))
        #expect(formula.hasPrefix("SUM(SUM(B3,B5,"))
        #expect(formula.components(separatedBy: "SUM(").count - 1 == 4)
        #expect(formula.utf8.count < 8_192)
    }

    @Test func addressesCarryLikeExcels() {
        #expect(CellAddress.relative(row: 0, column: 0) == "A1")
        #expect(CellAddress.relative(row: 4, column: 25) == "Z5")
        #expect(CellAddress.relative(row: 4, column: 26) == "AA5")
        #expect(CellAddress.absolute(row: 1_048_575, column: 16_383) == "$XFD$1048576")
    }

    @Test func lineChartsBeginNearTheirLines() {
        func floor(_ values: [String], target: String? = nil) -> Double? {
            AxisFloor.floor(
                of: Chart(
                    id: "c", title: "", description: "", kind: .line, categories: [],
                    series: [Chart.Series(name: "", values: values.map { ExactDecimal($0) })], unit: .days, currency: "",
                    scale: 2, target: target.flatMap { ExactDecimal($0) }))
        }
        // 44…48: steps of 1, a little below 44 is 43.
        #expect(floor(["44", "48"]) == 43)
        // The target is a line too: 30…48, steps of 5, below 27.3 is 25.
        #expect(floor(["44", "48"], target: "30") == 25)
        #expect(floor(["1", "48"]) == nil)
        #expect(floor(["-3", "48"]) == nil)
        #expect(floor(["5", "5"]) == nil)
    }
}
