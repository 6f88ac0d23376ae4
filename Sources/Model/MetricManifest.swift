/// What a metric is, needs and gives: the checked content of `metric.yaml`.
package struct MetricManifest: Sendable, Hashable {
    package var id: String
    package var title: String
    package var description: String
    /// The formula in words, for Methodology.
    package var formula: String
    /// Relation to the columns of it that must be there.
    package var needs: [String: [String]]
    package var parameters: [MetricParameter]
    package var facts: [FactSet]
    package var values: [MetricValue]
    package var tables: [MetricTable]
    package var charts: [MetricChart]
    package var checks: [MetricCheck]
    package var findings: [MetricFinding]
    package var version: String
    /// Names of `histograms/<name>.sql`.
    package var histograms: [String] = []
    /// Names of `views/<name>.sql`, each of which may read those before it.
    package var views: [String] = []
    /// Those whose rows are computed once, at all key dates, for facts and lists.
    package var keptViews: Set<String> = []
    /// For targets that are totals of their periods.
    package var targets: WindowedTargets?
    /// Columns of `kpi.sql` that explanations show.
    package var inputs: [MetricTable.Column] = []
    package var explanations: [MetricExplanation] = []
    /// Why figures may be unavailable, as `kpi.sql` says it: phrases such as `no sales in the {days} days to {day, date}`.
    package var reasons: [String] = []
    /// Words for the members of its tables' keys: `not_due` is `Not due`.
    package var members: [String: String] = [:]
    /// Its texts in other languages, by language and by `MetricText`'s keys.
    package var translations: [String: [String: String]] = [:]
    /// By an equation's title in English, once told in another language.
    package var equations: [String: String] = [:]

    package init(
        id: String, title: String, description: String, formula: String, needs: [String: [String]],
        parameters: [MetricParameter], facts: [FactSet], values: [MetricValue], tables: [MetricTable],
        charts: [MetricChart], checks: [MetricCheck], findings: [MetricFinding], version: String
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.formula = formula
        self.needs = needs
        self.parameters = parameters
        self.facts = facts
        self.values = values
        self.tables = tables
        self.charts = charts
        self.checks = checks
        self.findings = findings
        self.version = version
    }

    package var headline: MetricValue? { values.first(where: \.isHeadline) ?? values.first }
    package func value(_ id: String) -> MetricValue? { values.first { $0.id == id } }
}

/// Targets of `measure` are totals of their periods, and are wanted for these windows to date.
package struct WindowedTargets: Sendable, Hashable {
    /// Also what a target without a measure means.
    package var measure: String
    package var windows: [ReportWindow]
    package init(measure: String, windows: [ReportWindow]) {
        self.measure = measure
        self.windows = windows
    }
}

package struct MetricChart: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case trend, stacked, ranked }
    package var title: String
    package var kind: Kind
    /// Value ids for `trend` and `ranked`; for `stacked` the table whose keys are stacked, and its figure.
    package var values: [String]
    package var table: String?
    package init(title: String, kind: Kind, values: [String], table: String? = nil) {
        self.title = title
        self.kind = kind
        self.values = values
        self.table = table
    }

    /// A title with a place for the dimension that members are of: “Overdue by member” is `Overdue by {dimension}`.
    package static func phrase(_ title: String) -> String {
        title.hasSuffix(" by member") ? title.dropLast("member".count) + "{dimension}" : title
    }
}

/// An equation between two columns of `kpi.sql` that must hold at every node and key date.
package struct MetricCheck: Sendable, Hashable {
    package var title: String
    package var left: String
    package var right: String
    package init(title: String, left: String, right: String) {
        self.title = title
        self.left = left
        self.right = right
    }
}

/// A count in `kpi.sql` at the top node that becomes a finding when it is not zero.
package struct MetricFinding: Sendable, Hashable {
    package var id: String
    package var severity: Finding.Severity
    package var column: String
    /// `{count}` stands for the figure.
    package var message: String
    package var remedy: String?
    package init(id: String, severity: Finding.Severity, column: String, message: String, remedy: String?) {
        self.id = id
        self.severity = severity
        self.column = column
        self.message = message
        self.remedy = remedy
    }
}
