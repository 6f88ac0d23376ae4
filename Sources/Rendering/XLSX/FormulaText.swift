internal import Model

/// A cell's formula as Excel writes it, where the cells it names are on the same sheet and hold figures.
struct FormulaText {
    let table: Table
    /// Sheet row of the table's first row, and sheet column of its first column.
    let firstRow: Int
    let firstColumn: Int
    /// Excel's limits, kept with a margin.
    private static let longest = 8_000
    private static let arguments = 200

    /// nil where the formula can't be live, so that its value is written instead.
    func text(_ formula: Formula, row: Int, column: Int) -> String? {
        let text: String?
        switch formula {
        case .sumOfRows(let rows): text = sum(ofRows: rows, row: row, column: column)
        case .sumOfColumns(let plus, let minus): text = sum(ofColumns: plus, minus: minus, row: row, column: column)
        case .quotient(let numerator, let denominator, let times, let scale):
            text = quotient(numerator, denominator, times: times, scale: scale, row: row, column: column)
        }
        return text.flatMap { $0.utf8.count <= Self.longest ? $0 : nil }
    }

    private func sum(ofRows rows: [Int], row: Int, column: Int) -> String? {
        guard !rows.isEmpty, rows.allSatisfy({ table.rows.indices.contains($0) && $0 != row }) else { return nil }
        return Self.sum(Self.runs(rows.sorted()).map { range($0.lowerBound, column, $0.upperBound, column) })
    }

    private func sum(ofColumns plus: [Int], minus: [Int], row: Int, column: Int) -> String? {
        let all = plus + minus
        guard !plus.isEmpty, all.allSatisfy({ table.columns.indices.contains($0) && $0 != column }) else { return nil }
        let added = Self.sum(Self.runs(plus.sorted()).map { range(row, $0.lowerBound, row, $0.upperBound) })
        // A cell without a figure counts nothing in a sum, and would be an error in a subtraction.
        let taken = minus.filter { isFigure(row, $0) }.map { "-" + address(row, $0) }
        return added + taken.joined()
    }

    private func quotient(_ numerator: Int, _ denominator: Int, times: Int, scale: Int, row: Int, column: Int) -> String? {
        guard numerator != column, denominator != column, isFigure(row, numerator), isFigure(row, denominator),
            !isZero(row, denominator)
        else { return nil }
        let factor = times == 1 ? "" : "*\(times)"
        return "ROUND(\(address(row, numerator))/\(address(row, denominator))\(factor),\(scale))"
    }

    private static func sum(_ parts: [String]) -> String {
        guard parts.count > arguments else { return "SUM(" + parts.joined(separator: ",") + ")" }
        let chunks = stride(from: 0, to: parts.count, by: arguments).map {
            sum(Array(parts[$0..<min($0 + arguments, parts.count)]))
        }
        return sum(chunks)
    }

    /// Neighbours as ranges: 3, 4, 5, 8 becomes 3…5 and 8.
    static func runs(_ sorted: [Int]) -> [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for number in sorted {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs
    }

    private func isFigure(_ row: Int, _ column: Int) -> Bool {
        guard let value = value(row, column) else { return false }
        switch value {
        case .integer, .money, .percent, .days, .change: return true
        default: return false
        }
    }

    private func isZero(_ row: Int, _ column: Int) -> Bool {
        switch value(row, column) {
        case .integer(let number): number == 0
        case .money(let number, _), .percent(let number), .days(let number), .change(let number, _, _, _): number.isZero
        default: true
        }
    }

    private func value(_ row: Int, _ column: Int) -> CellValue? {
        guard table.rows.indices.contains(row), table.rows[row].cells.indices.contains(column) else { return nil }
        return table.rows[row].cells[column].value
    }

    private func range(_ row: Int, _ column: Int, _ lastRow: Int, _ lastColumn: Int) -> String {
        let first = address(row, column)
        return row == lastRow && column == lastColumn ? first : first + ":" + address(lastRow, lastColumn)
    }

    private func address(_ row: Int, _ column: Int) -> String {
        CellAddress.relative(row: firstRow + row, column: firstColumn + column)
    }
}

/// Cell addresses: row 4, column 2 is `C5`.
enum CellAddress {
    static func relative(row: Int, column: Int) -> String { letters(column) + String(row + 1) }
    static func absolute(row: Int, column: Int) -> String { "$" + letters(column) + "$" + String(row + 1) }

    private static func letters(_ column: Int) -> String {
        var rest = column
        var letters = ""
        repeat {
            letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return letters
    }
}
