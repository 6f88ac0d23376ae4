internal import Model

/// What a metric comes to in a split's tree, and what of it is each member's.
struct SplitFigures {
    /// By node of the split's tree; without targets where that isn't the report's own.
    var grid: FigureGrid
    var tables: [String: ResultRows]
    var inputs: ResultRows
    /// The rest by member.
    var facts: [[FactRows]]
    var details: [[String: DetailRows]]
    var findings: [[Finding]]
    var checked: [Int]
    /// Sums of facts that were compared with those of the members.
    var sums: Int
}
