internal import Model

/// Gives a tree's cells the formulas by which they follow from other cells that are shown: a subtotal is the sum of its
/// children, a value that its explanation calls `{collected} ÷ {target}` the quotient of these two columns.
///
/// A formula is only given where it leads to the very figure that was computed: no spreadsheet may disagree with its pack.
struct LiveFormulas {
    private(set) var rows: [Row]

    /// Rows of a tree: a child stands after its parent, one level deeper.
    init(_ rows: [Row]) { self.rows = rows }

    /// Sums of children in the columns of values that add up over members.
    mutating func addSums(in column: Int, unit: ValueUnit) {
        guard unit == .money || unit == .count else { return }
        let parents = children.filter { rows[$0.key].figure(column) != nil }
        let sums = parents.filter { parent, below in
            let parts = below.compactMap { rows[$0].figure(column) }
            return parts.count == below.count && parts.reduce(ExactDecimal.zero, +) == rows[parent].figure(column)
        }
        // A count need not add up, the days of the oldest item are one too: it is a sum if it is everywhere.
        guard unit == .money || sums.count == parents.count else { return }
        for (parent, below) in sums { rows[parent].cells[column].formula = .sumOfRows(below) }
    }

    /// What the explanation says, where the other formulas leave a cell its bare value.
    mutating func add(_ formula: Formula, in column: Int) {
        for index in rows.indices where rows[index].figure(column) != nil && rows[index].cells[column].formula == nil {
            if rows[index].follows(formula, column) { rows[index].cells[column].formula = formula }
        }
    }

    /// Rows below each parent.
    private var children: [Int: [Int]] {
        var below: [Int: [Int]] = [:]
        var path: [Int] = []
        for (index, row) in rows.enumerated() {
            path.removeAll { rows[$0].level >= row.level }
            if let parent = path.last { below[parent, default: []].append(index) }
            path.append(index)
        }
        return below
    }
}

extension Row {
    fileprivate func figure(_ column: Int) -> ExactDecimal? {
        guard cells.indices.contains(column) else { return nil }
        switch cells[column].value {
        case .money(let figure, _), .percent(let figure), .days(let figure): return figure
        case .change(let figure, .money, _, _), .change(let figure, .count, _, _): return figure
        case .integer(let count): return ExactDecimal(count)
        default: return nil
        }
    }

    fileprivate func follows(_ formula: Formula, _ column: Int) -> Bool {
        guard let shown = figure(column) else { return false }
        switch formula {
        case .sumOfRows: return false
        case .sumOfColumns(let plus, let minus):
            let (added, taken) = (plus.compactMap(figure), minus.compactMap(figure))
            guard added.count == plus.count, taken.count == minus.count else { return false }
            return added.reduce(ExactDecimal.zero, +) - taken.reduce(ExactDecimal.zero, +) == shown
        case .quotient(let numerator, let denominator, let times, let scale):
            guard let over = figure(numerator), let under = figure(denominator),
                let exact = ExactRational.quotient(over * ExactDecimal(times), under)
            else { return false }
            // A spreadsheet divides binary numbers: it may round the other way at the middle between two.
            let units = Self.units(over.approximate / under.approximate * Double(times), scale)
            let isSafe = abs(units - units.rounded(.down) - 0.5) > 0.001 && abs(units) < 1e12
            return isSafe && shown.scale <= scale && exact.rounded(scale: scale) == shown
        }
    }

    private static func units(_ figure: Double, _ scale: Int) -> Double { (0..<scale).reduce(figure) { units, _ in units * 10 } }
}
