internal import Model

/// The rows of a table side by side, as expected and as they came out.
struct RowsDifference: Equatable {
    /// Rows at one position of both.
    struct Pair: Equatable {
        var expected: [String]?
        var got: [String]?
        /// Positions of the cells that differ, where both rows are there.
        var differing: [Int] = []
    }

    /// What became of a row that isn't at its position; rows count from 1.
    enum Stray: Equatable {
        case moved(from: Int, to: Int)
        case missing(Int, [String])
        case extra(Int, [String])
    }

    var place: Place
    var table: String
    var node: [String]
    var columns: [String]
    var pairs: [Pair]
    var strays: [Stray]

    /// nil when all rows are as expected.
    init?(_ expected: WorkedExample.ExpectedTable, got rows: [[ScalarValue]]) {
        place = expected.expected.place
        table = expected.table
        node = expected.node
        columns = expected.expected.columns
        let wanted = expected.expected.rows
        pairs = (0..<max(wanted.count, rows.count)).map { position in
            guard position < rows.count else { return Pair(expected: wanted[position], got: nil) }
            guard position < wanted.count else { return Pair(expected: nil, got: rows[position].map { Self.words($0) }) }
            let cells = Array(zip(wanted[position], rows[position]))
            return Pair(
                expected: wanted[position], got: cells.map { Self.words($1, like: $0) },
                differing: cells.indices.filter { !Self.isSame(cells[$0].0, cells[$0].1) })
        }
        if pairs.allSatisfy({ $0.expected != nil && $0.got != nil && $0.differing.isEmpty }) { return nil }
        strays = []
        strays = Self.strays(wanted, rows, pairs)
    }

    static func isSame(_ written: String, _ value: ScalarValue) -> Bool {
        value.number.map { ExactDecimal(written) == $0 } ?? (value.words == written)
    }

    /// A number with at least the decimals that the expected one is written with.
    private static func words(_ value: ScalarValue, like written: String = "") -> String {
        guard let number = value.number?.normalized else { return value.words }
        return number.rounded(scale: max(number.scale, ExactDecimal(written)?.scale ?? 0)).description
    }

    private static func strays(_ wanted: [[String]], _ rows: [[ScalarValue]], _ pairs: [Pair]) -> [Stray] {
        func isHere(_ position: Int) -> Bool {
            pairs[position].expected != nil && pairs[position].got != nil && pairs[position].differing.isEmpty
        }
        // Each found row answers one expected row only.
        var taken = Set(pairs.indices.filter(isHere))
        var moved: [Int: Int] = [:]
        for position in wanted.indices where !isHere(position) {
            let there = rows.indices.first { row in
                !taken.contains(row) && zip(wanted[position], rows[row]).allSatisfy(isSame)
            }
            guard let there else { continue }
            taken.insert(there)
            moved[position] = there
        }
        // What stands at one position in both and nowhere else is one row with other cells, neither missing nor extra.
        return pairs.indices.flatMap { position -> [Stray] in
            if isHere(position) { return [] }
            let isLost = position < wanted.count && moved[position] == nil
            let isNew = position < rows.count && !taken.contains(position)
            if isLost, isNew { return [] }
            var strays: [Stray] = []
            if let to = moved[position] { strays.append(.moved(from: position + 1, to: to + 1)) }
            if isLost { strays.append(.missing(position + 1, wanted[position])) }
            if isNew { strays.append(.extra(position + 1, pairs[position].got ?? [])) }
            return strays
        }
    }
}
