/// Everything that a run computed, before anything is laid out.
package struct Results: Sendable {
    package var asOf: CivilDate
    /// Oldest first, `asOf` last.
    package var keyDates: [CivilDate]
    package var currency: String
    package var tree: NodeTree
    /// Whose part of a split it is, as the ledger writes it; nil for the whole.
    package var member: String?
    package var metrics: [MetricResult]
    package var sources: [SourceFile]
    package var controls: [ControlResult]
    package var rejects: [Reject]
    package var findings: [Finding]
    package var rejectCounts: [RejectCount]
    /// What every check of the data came to.
    package var dataChecks: [DataCheckOutcome]

    package init(
        asOf: CivilDate, keyDates: [CivilDate], currency: String, tree: NodeTree, metrics: [MetricResult],
        sources: [SourceFile], controls: [ControlResult], rejects: [Reject], findings: [Finding],
        rejectCounts: [RejectCount] = [], dataChecks: [DataCheckOutcome] = []
    ) {
        self.asOf = asOf
        self.keyDates = keyDates
        self.currency = currency
        self.tree = tree
        self.metrics = metrics
        self.sources = sources
        self.controls = controls
        self.rejects = rejects
        self.findings = findings
        self.rejectCounts = rejectCounts
        self.dataChecks = dataChecks
    }
}

/// One metric's figures, tables, lists and checks.
package struct MetricResult: Sendable {
    package var plugin: MetricPlugin
    package var parameters: [String: ParameterValue]
    package var grid: FigureGrid
    /// By table name: `as_of`, `node`, `position`, keys and figures, ordered.
    package var tables: [String: ResultRows]
    package var details: [String: DetailRows]
    package var checks: [CheckOutcome]
    /// At the key date: `node` and the columns of `kpi.sql` that explanations show.
    package var inputs = ResultRows(fields: [], rows: [])
    /// What the fact sets come to at the whole, or at the node that was asked for.
    package var facts: [FactRows] = []

    package init(
        plugin: MetricPlugin, parameters: [String: ParameterValue], grid: FigureGrid, tables: [String: ResultRows],
        details: [String: DetailRows], checks: [CheckOutcome]
    ) {
        self.plugin = plugin
        self.parameters = parameters
        self.grid = grid
        self.tables = tables
        self.details = details
        self.checks = checks
    }
}

/// A details query's rows at the key date, and how many there are in all where a limit cut them.
package struct DetailRows: Sendable {
    package var rows: ResultRows
    package var total: Int
    package init(rows: ResultRows, total: Int) {
        self.rows = rows
        self.total = total
    }
}

/// Whether a metric's equation holds at a node and key date.
package struct CheckOutcome: Sendable, Hashable {
    package var title: String
    /// Places at which it was tried.
    package var tried: Int
    /// The places at which it fails.
    package var failures: [Failure]

    package struct Failure: Sendable, Hashable {
        package var node: [String]
        package var asOf: CivilDate
        package var left: ExactDecimal
        package var right: ExactDecimal
        package init(node: [String], asOf: CivilDate, left: ExactDecimal, right: ExactDecimal) {
            self.node = node
            self.asOf = asOf
            self.left = left
            self.right = right
        }
    }

    package init(title: String, tried: Int, failures: [Failure]) {
        self.title = title
        self.tried = tried
        self.failures = failures
    }
}
