import Model
import Testing

@testable import Composing

@Suite struct LiveFormulaTests {
    private func formula(_ explanation: String, scale: Int = 4, parameters: [String: ParameterValue] = [:]) -> Formula? {
        MetricExplanation(value: "v", text: explanation).flatMap {
            ExplainedFormula(explanation: $0, columns: ["a": 1, "b": 2, "c": 3], parameters: parameters, scale: scale).formula
        }
    }

    @Test func explanationsOfShownColumnsAreFormulas() {
        #expect(formula("{a} collected ÷ {b} target of the month") == .quotient(numerator: 1, denominator: 2, scale: 4))
        #expect(formula("{a} ÷ {b} × {w} days", scale: 2, parameters: ["w": .integer(90)]) == .quotient(numerator: 1, denominator: 2, times: 90, scale: 2))
        #expect(formula("{a} kept + {b} partly − {c} broken") == .sumOfColumns([1, 2], minus: [3]))
    }

    @Test(arguments: [
        "{a} ÷ {hidden}", "What is open of {a} receipts", "{a}", "{a} ÷ {b} × {w} days", "{a} + {b} ÷ {c}", "{a}[ + {b}]", "{a} and {b}",
        "minus {a} − {b}", "{a} + {a}", "{a} − {b} × 2",
    ])
    func otherExplanationsAreNot(_ explanation: String) { #expect(formula(explanation) == nil) }

    private func tree(_ figures: [(level: Int, cells: [CellValue])]) -> Rows {
        Rows(figures.map { Row(level: $0.level, [Cell(.text("n"))] + $0.cells.map { Cell($0) }) })
    }

    private func euro(_ text: String) -> CellValue { .money(decimal(text), currency: "EUR") }

    @Test func everyLevelIsASumOfItsOwn() {
        var live = LiveFormulas(
            tree([(0, [euro("6.00")]), (1, [euro("3.00")]), (2, [euro("1.00")]), (2, [euro("2.00")]), (1, [euro("3.00")])]))
        live.addSums(in: 1, unit: .money)
        #expect(live.rows.map { $0.cells[1].formula } == [.sumOfRows([1, 4]), .sumOfRows([2, 3]), nil, nil, nil])
    }

    /// The oldest of one child is that of its parent, and yet no sum.
    @Test func countsAreSumsEverywhereOrNowhere() {
        let oldest = tree([(0, [.integer(9)]), (1, [.integer(9)]), (2, [.integer(9)]), (1, [.integer(4)])])
        var live = LiveFormulas(oldest)
        live.addSums(in: 1, unit: .count)
        #expect(live.rows == oldest)
        live = LiveFormulas(tree([(0, [.integer(13)]), (1, [.integer(9)]), (2, [.integer(9)]), (1, [.integer(4)])]))
        live.addSums(in: 1, unit: .count)
        #expect(live.rows.map { $0.cells[1].formula } == [.sumOfRows([1, 3]), .sumOfRows([2]), nil, nil])
    }

    /// 1 ÷ 3 = 0.3333; 1 ÷ 8 = 0.125 lies in the middle between two hundredths, where binary numbers may round either way.
    @Test func quotientsAreGivenWhereASpreadsheetMustAgree() {
        let quotient = Formula.quotient(numerator: 1, denominator: 2, scale: 4)
        var live = LiveFormulas(tree([(0, [euro("1.00"), euro("3.00"), .percent(decimal("0.3333"))]), (1, [euro("1.00"), euro("3.00"), .percent(decimal("0.3334"))])]))
        live.add(quotient, in: 3)
        #expect(live.rows.map { $0.cells[3].formula } == [quotient, nil])
        live = LiveFormulas(tree([(0, [euro("1.00"), euro("8.00"), .days(decimal("0.13"))]), (0, [euro("1.00"), euro("0.00"), .days(decimal("0.13"))])]))
        live.add(.quotient(numerator: 1, denominator: 2, scale: 2), in: 3)
        #expect(live.rows.map { $0.cells[3].formula } == [nil, nil])
    }

    @Test func rowsAreDrawnWhenTheyAreAskedFor() {
        var rows = Rows(count: 3) { Row([Cell(.integer($0))]) }
        #expect(rows.map { $0.cells[0].value } == [.integer(0), .integer(1), .integer(2)])
        #expect(rows == [Row([Cell(.integer(0))]), Row([Cell(.integer(1))]), Row([Cell(.integer(2))])])
        rows[1].cells[0].value = .integer(7)
        rows.append(Row([]))
        #expect(rows.count == 4 && rows[1].cells[0].value == .integer(7) && rows[2].cells[0].value == .integer(2))
    }
}
