internal import Model

/// What the sums of a value's targets showed over all key dates and windows: one finding each.
struct TargetNotes {
    private struct Widest {
        var difference: TargetSums.Difference
        var size: ExactDecimal
        var day: CivilDate
        var window: ReportWindow?
    }

    let key: TargetKey
    let tree: TargetTree
    private var lacking: [Int: Int] = [:]
    private var differing: Set<Int> = []
    private var widest: Widest?

    init(key: TargetKey, tree: TargetTree) {
        self.key = key
        self.tree = tree
    }

    mutating func add(_ sums: TargetSums, on day: CivilDate, window: ReportWindow? = nil) {
        lacking.merge(sums.lacking) { first, _ in first }
        for difference in sums.differences {
            differing.insert(difference.holder)
            let size = (difference.own - difference.below).magnitude
            if let known = widest, known.size >= size { continue }
            widest = Widest(difference: difference, size: size, day: day, window: window)
        }
    }

    var findings: [Finding] {
        var findings: [Finding] = []
        if let widest {
            let window = widest.window.map { " (\($0.words))" } ?? ""
            findings.append(
                Finding(
                    "target-differs", .warning,
                    "\(key.words): targets that differ from the sum of those below, at \(differing.count.counted("place")), most at "
                        + "\(tree.name(widest.difference.holder)) for \(widest.day)\(window): its own \(widest.difference.own), "
                        + "below it \(widest.difference.below)",
                    remedy: "Its own counts; mend it or those below.", count: differing.count))
        }
        if let first = lacking.min(by: { $0.key < $1.key }) {
            findings.append(
                Finding(
                    "partial-target", .info,
                    "\(key.words): sums of targets at \(lacking.count.counted("node")) lack a child that has figures and no "
                        + "target, the first \(tree.name(first.key)) lacks \(tree.name(first.value))",
                    remedy: "Add the child's target, or one for the node itself.", count: lacking.count))
        }
        return findings
    }
}

extension ReportWindow {
    fileprivate var words: String {
        switch self {
        case .last_30_days: "last 30 days"
        case .week, .month, .quarter, .year: rawValue
        }
    }
}
