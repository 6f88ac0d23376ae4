internal import Metrics
internal import Model
internal import Planning

/// Takes the members' results out of what is computed for all of them, metric by metric.
struct MemberParts {
    private let split: SplitTree
    private let covers: NodeCovers
    private let targets: TargetStage
    private var metrics: [[MetricResult]]
    private var findings: [[Finding]]
    /// Sums of facts that were compared with those of the members.
    private(set) var sums = 0

    init(_ split: SplitTree, report: NodeTree, targets: TargetStage) {
        self.split = split
        self.targets = targets
        covers = NodeCovers(split, of: report)
        metrics = Array(repeating: [], count: split.members.count)
        findings = Array(repeating: [], count: split.members.count)
    }

    /// - Parameter plain: the report's targets by position of their value.
    mutating func add(_ figures: SplitFigures, of metric: SelectedMetric, whole: MetricResult, _ plain: [Int: PlainTargets]) {
        let tables = figures.tables.mapValues(RowsByNode.init)
        let inputs = RowsByNode(figures.inputs)
        for (number, member) in split.members.enumerated() {
            var result = whole
            result.grid = grid(figures.grid, member, metric, plain)
            result.tables = tables.mapValues { $0.rows(at: member.origins) }
            result.inputs = inputs.rows(at: member.origins)
            result.facts = figures.facts[number]
            result.details = figures.details[number]
            // One that fails anywhere has stopped the run.
            result.checks = whole.checks.map { CheckOutcome(title: $0.title, tried: figures.checked[number], failures: []) }
            metrics[number].append(result)
            findings[number] += figures.findings[number]
        }
        sums += figures.sums
    }

    private func grid(_ source: FigureGrid, _ member: MemberTree, _ metric: SelectedMetric, _ plain: [Int: PlainTargets]) -> FigureGrid {
        var grid = FigureGrid(values: source.values, keyDates: source.keyDates, nodeCount: member.origins.count, reason: "")
        for value in source.values.indices {
            for date in source.keyDates.indices {
                for (node, origin) in member.origins.enumerated() { grid[value, date, node] = source[value, date, origin] }
            }
        }
        for (value, held) in plain {
            for date in source.keyDates.indices {
                for (node, origin) in member.origins.enumerated() {
                    let target = covers.target(held, isInherited: source.values[value].unit.isInherited, date: date, node: origin, of: member.scopes)
                    TargetStage.set(target, value, date, node, &grid, targets.near(metric))
                }
            }
        }
        targets.stand(in: &grid, targets.near(metric))
        return grid
    }

    /// - Parameter told: a member's findings with what holds for all, in the severities that the report gives them.
    func results(of whole: Results, _ told: ([Finding]) -> [Finding]) -> [Results] {
        split.members.enumerated().map { number, member in
            // Nothing of what was read, counted and checked for all of them.
            var results = Results(
                asOf: whole.asOf, keyDates: whole.keyDates, currency: whole.currency, tree: member.tree, metrics: metrics[number], sources: [],
                controls: [], rejects: [], findings: told(findings[number]))
            results.member = member.name
            return results
        }
    }
}

/// A table's rows by the node that they are of.
private struct RowsByNode {
    private let fields: [ColumnField]
    private let node: Int?
    private let rows: [Int: [[ScalarValue]]]

    init(_ table: ResultRows) {
        fields = table.fields
        let node = table.index(of: "node")
        self.node = node
        rows = Dictionary(grouping: table.rows) { row in node.flatMap { row[$0].wholeNumber } ?? -1 }
    }

    /// Those of some nodes, numbered by their order; the rows of each keep theirs.
    func rows(at origins: [Int]) -> ResultRows {
        guard let node else { return ResultRows(fields: fields, rows: []) }
        return ResultRows(
            fields: fields,
            rows: origins.enumerated().flatMap { number, origin in
                (rows[origin] ?? []).map { row in
                    var row = row
                    row[node] = .integer(number)
                    return row
                }
            })
    }
}
