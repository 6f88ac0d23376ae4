internal import Model

/// A target at a holder.
struct TargetAmount: Sendable, Hashable {
    var value: ExactDecimal
    /// How many roundings it is the sum of.
    var roundings = 0
    var isPartial = false

    static func += (a: inout Self, b: Self) {
        a.value = a.value + b.value
        a.roundings += b.roundings
        a.isPartial = a.isPartial || b.isPartial
    }

    /// Whether two differ by more than their roundings can explain: half a minor unit each.
    func differs(from other: Self, places: Int) -> Bool {
        let room = ExactDecimal(unscaled: Int128(roundings + other.roundings), scale: places)
        return (value - other.value).magnitude * ExactDecimal(2) > room
    }
}

/// Adds targets up the tree: a holder without one of its own has the sum of the nearest holders below.
struct TargetSums {
    struct Difference {
        var holder: Int
        var own: ExactDecimal
        var below: ExactDecimal
    }

    let tree: TargetTree
    let places: Int
    /// By node.
    private(set) var amounts: [TargetAmount?]
    private(set) var differences: [Difference] = []
    /// Nodes whose sum lacks a child that has figures, with the first such child.
    private(set) var lacking: [Int: Int] = [:]

    init(_ own: [TargetAmount?], tree: TargetTree, places: Int, hasFigure: (_ node: Int) -> Bool) {
        self.tree = tree
        self.places = places
        var below = [TargetAmount?](repeating: nil, count: tree.holderCount)
        var missing: [Int: Int] = [:]
        // Its targets may be for the customers of a child that has none.
        var hasMembers = [Bool](repeating: false, count: tree.nodeCount)
        amounts = Array(repeating: nil, count: tree.nodeCount)
        for holder in tree.order {
            var result = own[holder]
            if let mine = own[holder] {
                if let sum = below[holder], mine.differs(from: sum, places: places) {
                    differences.append(Difference(holder: holder, own: mine.value, below: sum.value))
                }
            } else if var sum = below[holder] {
                if holder < tree.nodeCount, let child = missing[holder], !hasMembers[holder] {
                    sum.isPartial = true
                    lacking[holder] = child
                }
                result = sum
            }
            if holder < tree.nodeCount { amounts[holder] = result }
            if let result {
                if let parent = tree.parents[holder] {
                    if below[parent] == nil { below[parent] = result } else { below[parent]? += result }
                }
                if holder >= tree.nodeCount { hasMembers[tree.node(of: holder)] = true }
            } else if holder < tree.nodeCount, let parent = tree.nodes[holder].parent, hasFigure(holder) {
                missing[parent] = holder
            }
        }
    }
}
