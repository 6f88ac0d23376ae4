internal import Model

/// Gives a tree's cells the formulas by which they follow from other cells that are shown: a subtotal is the sum of its
/// children, a value that its explanation calls `{collected} ÷ {target}` the quotient of these two columns.
///
/// A formula is only given where it leads to the very figure that was computed: no spreadsheet may disagree with its pack.
///
/// Rows are drawn when a renderer comes to them; only where a formula stands is kept.
struct LiveFormulas {
    private let shown: Rows
    private let width: Int
    /// By row and column; gone once the formulas are found.
    private let figures: [ExactDecimal?]
    /// Rows below each parent.
    private let children: [Int: [Int]]
    /// By column, the rows that are sums of those below.
    private var sums: [Int: [Bool]] = [:]
    private var explained: [Int: (formula: Formula, rows: [Bool])] = [:]

    /// Rows of a tree: a child stands after its parent, one level deeper.
    init(_ rows: Rows) {
        shown = rows
        var levels: [Int] = []
        var figures: [[ExactDecimal?]] = []
        for row in rows {
            levels.append(row.level)
            figures.append(row.cells.map(\.figure))
        }
        let width = figures.map(\.count).max() ?? 0
        self.width = width
        self.figures = figures.flatMap { $0 + Array(repeating: nil, count: width - $0.count) }
        children = Self.children(levels)
    }

    /// Sums of children in the columns of values that add up over members.
    mutating func addSums(in column: Int, unit: ValueUnit) {
        guard unit == .money || unit == .count else { return }
        let parents = children.filter { figure($0.key, column) != nil }
        let sums = parents.filter { parent, below in
            let parts = below.compactMap { figure($0, column) }
            return parts.count == below.count && parts.reduce(ExactDecimal.zero, +) == figure(parent, column)
        }
        // A count need not add up, the days of the oldest item are one too: it is a sum if it is everywhere.
        guard unit == .money || sums.count == parents.count else { return }
        self.sums[column] = shown.indices.map { sums[$0] != nil }
    }

    /// What the explanation says, where the other formulas leave a cell its bare value.
    mutating func add(_ formula: Formula, in column: Int) {
        explained[column] = (formula, shown.indices.map { sums[column]?[$0] != true && follows(formula, $0, column) })
    }

    /// The rows with their formulas.
    var rows: Rows {
        let (shown, children, sums, explained) = (shown, children, sums, explained)
        return Rows(count: shown.count) { index in
            var row = shown[index]
            for (column, isThere) in sums where isThere[index] { row.cells[column].formula = .sumOfRows(children[index] ?? []) }
            for (column, found) in explained where found.rows[index] { row.cells[column].formula = found.formula }
            return row
        }
    }

    private static func children(_ levels: [Int]) -> [Int: [Int]] {
        var below: [Int: [Int]] = [:]
        var path: [Int] = []
        for (index, level) in levels.enumerated() {
            path.removeAll { levels[$0] >= level }
            if let parent = path.last { below[parent, default: []].append(index) }
            path.append(index)
        }
        return below
    }

    private func figure(_ row: Int, _ column: Int) -> ExactDecimal? { column < width ? figures[row * width + column] : nil }

    private func follows(_ formula: Formula, _ row: Int, _ column: Int) -> Bool {
        guard let shown = figure(row, column) else { return false }
        switch formula {
        case .sumOfRows: return false
        case .sumOfColumns(let plus, let minus):
            let (added, taken) = (plus.compactMap { figure(row, $0) }, minus.compactMap { figure(row, $0) })
            guard added.count == plus.count, taken.count == minus.count else { return false }
            return added.reduce(ExactDecimal.zero, +) - taken.reduce(ExactDecimal.zero, +) == shown
        case .quotient(let numerator, let denominator, let times, let scale):
            guard let over = figure(row, numerator), let under = figure(row, denominator),
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

extension Cell {
    fileprivate var figure: ExactDecimal? {
        switch value {
        case .money(let figure, _), .percent(let figure), .days(let figure): figure
        case .change(let figure, .money, _, _), .change(let figure, .count, _, _): figure
        case .integer(let count): ExactDecimal(count)
        default: nil
        }
    }
}
