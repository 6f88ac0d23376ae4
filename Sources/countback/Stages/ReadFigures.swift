internal import Model

/// What the rows of `kpi.sql` come to.
struct ReadFigures {
    var grid: FigureGrid
    /// `node` and the inputs that explanations show, at the newest key date, a row per node.
    var inputs = ResultRows(fields: [], rows: [])
    /// The metric's equations.
    private(set) var checks: [CheckOutcome]

    private let manifest: MetricManifest
    private var rows = 0
    private var rowsOfNode: [Int]
    /// By node, the counts that declared findings are about, at the newest key date.
    private var declared: [Int: [Int?]] = [:]

    init(manifest: MetricManifest, tree: NodeTree) {
        self.manifest = manifest
        grid = FigureGrid(values: [], keyDates: [], nodeCount: 0, reason: "")
        checks = manifest.checks.map { CheckOutcome(title: $0.title, tried: 0, failures: []) }
        rowsOfNode = [Int](repeating: 0, count: tree.nodes.count)
    }

    mutating func count(node: Int?) {
        for check in checks.indices { checks[check].tried += 1 }
        if let node { rowsOfNode[node] += 1 }
    }

    mutating func fails(_ check: Int, _ failure: CheckOutcome.Failure) { checks[check].failures.append(failure) }

    mutating func declare(_ counts: [Int?], at node: Int) {
        if !counts.isEmpty, declared[node] == nil { declared[node] = counts }
    }

    /// Key dates at which a node has a row.
    func rows(at node: Int) -> Int { rowsOfNode[node] }

    /// Counts at a node and the newest key date that a metric wants to be read.
    func declaredFindings(at node: Int = 0) -> [Finding] {
        zip(manifest.findings, declared[node] ?? []).compactMap { finding, count in
            guard let count, count != 0 else { return nil }
            return Finding(
                finding.id, finding.severity, finding.message.replacing("{count}", with: String(count)),
                remedy: finding.remedy, count: count)
        }
    }

    /// What is declared at the whole, and checks that fail.
    func findings() -> [Finding] {
        declaredFindings()
            + checks.compactMap { check in
                guard let first = check.failures.first else { return nil }
                return Finding(
                    "check-failed", .error,
                    "\(manifest.id): \(check.title) fails at \(check.failures.count) of \(check.tried) nodes and key dates, "
                        + "first at \(first.node.isEmpty ? "the whole" : first.node.joined(separator: "/")) on \(first.asOf): "
                        + "\(first.left.normalized) against \(first.right.normalized)",
                    remedy: "The figures of this metric are not to be relied on; report it to the plugin's author.",
                    count: check.failures.count)
            }
    }
}
