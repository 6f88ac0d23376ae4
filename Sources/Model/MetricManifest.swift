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
    /// For targets that are totals of their periods.
    package var targets: WindowedTargets?

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

package struct MetricParameter: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case integer(ClosedRange<Int>)
        case decimal(ClosedRange<ExactDecimal>)
        case boolean
        case choice([String])
        case text
        case date
        /// Rising upper bounds in days; the first bucket begins with day 1 (day 0 is "not_due") or with day 0.
        case dayRanges(first: Int)
    }

    package var name: String
    package var title: String
    package var kind: Kind
    package var fallback: ParameterValue
    /// What of the report stands in where the definition sets nothing.
    package var inherits: Inherited?

    package enum Inherited: String, Sendable, CaseIterable { case fiscal_year_start }

    package init(name: String, title: String, kind: Kind, fallback: ParameterValue) {
        self.name = name
        self.title = title
        self.kind = kind
        self.fallback = fallback
    }
}

package enum ParameterValue: Sendable, Hashable {
    case integer(Int), decimal(ExactDecimal), boolean(Bool), text(String), date(CivilDate), dayRanges([Int], first: Int)
}

/// Additive figures at the leaf, from one `facts/<name>.sql`.
package struct FactSet: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case balance, flow }
    package enum Combination: String, Sendable, CaseIterable { case sum, min, max }
    package struct Measure: Sendable, Hashable {
        package var name: String
        package var combination: Combination
        package init(name: String, combination: Combination = .sum) {
            self.name = name
            self.combination = combination
        }
    }

    package var name: String
    package var kind: Kind
    package var keys: [String]
    package var measures: [Measure]
    /// For flows: integer parameters p for which the metric compares days with D − p, so that days between two such
    /// borders may be folded into one. nil: days are kept as they are.
    package var trailing: [String]?
    /// For flows: the date that is an item's day.
    package var day: FlowDay = .posted_on
    /// Integer parameters that say how far back before the first key date the set looks at item states; nil: not at all.
    package var history: [String]?

    package enum FlowDay: String, Sendable, CaseIterable { case posted_on, value_date }

    package init(name: String, kind: Kind, keys: [String], measures: [Measure], trailing: [String]? = nil) {
        self.name = name
        self.kind = kind
        self.keys = keys
        self.measures = measures
        self.trailing = trailing
    }
}

package enum ValueUnit: String, Sendable, CaseIterable { case days, money, percent, count }

package struct MetricValue: Sendable, Hashable {
    package enum Direction: String, Sendable, CaseIterable { case lower, higher, none }
    package var id: String
    package var title: String
    package var unit: ValueUnit
    /// Decimals shown; money takes the report currency's.
    package var scale: Int
    package var better: Direction
    package var isHeadline: Bool
    /// A difference of two other values, taken exactly before rounding.
    package var difference: [String]?
    /// Taken by the host from a histogram instead of `kpi.sql`.
    package var statistic: HistogramStatistic?
    package var change: ChangeBasis = .trendPoint
    /// Whose figure is compared with whose for the status; nil: the value's own with its target.
    package var standing: Standing?

    package init(
        id: String, title: String, unit: ValueUnit, scale: Int, better: Direction = .none, isHeadline: Bool = false,
        difference: [String]? = nil
    ) {
        self.id = id
        self.title = title
        self.unit = unit
        self.scale = scale
        self.better = better
        self.isHeadline = isHeadline
        self.difference = difference
    }
}

/// A percentile or survival median of a histogram, for values that no sum can give.
package struct HistogramStatistic: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// As Excel's PERCENTILE.INC; 0.9 for the ninth decile.
        case percentile(ExactDecimal)
        /// Kaplan–Meier: the first day with survival of one half or less.
        case survivalMedian
    }
    package var kind: Kind
    /// Name of the histogram.
    package var histogram: String
    /// The reason where the histogram is empty.
    package var none: String
    package init(kind: Kind, histogram: String, none: String) {
        self.kind = kind
        self.histogram = histogram
        self.none = none
    }
}

/// What a figure is compared with to show its change.
package enum ChangeBasis: Sendable, Hashable {
    /// The trend point before.
    case trendPoint
    /// The period before, at the same business day; `kpi.sql` gives it as `<value>_previous`.
    case period(ReportWindow)
    /// As the choice parameter says: one of the to-date periods, or else the trend point before.
    case parameter(String)
}

extension ChangeBasis {
    /// The period that a figure is compared with, given the metric's parameters; nil: the trend point before.
    package func period(_ parameters: [String: ParameterValue]) -> ReportWindow? {
        switch self {
        case .trendPoint: return nil
        case .period(let window): return window
        case .parameter(let name):
            guard case .text(let word) = parameters[name], let window = ReportWindow(rawValue: word), window != .last_30_days
            else { return nil }
            return window
        }
    }
}

/// A stretch of days that ends with or around a key date.
package enum ReportWindow: String, Sendable, CaseIterable { case last_30_days, week, month, quarter, year }

/// A status that compares one value with another: projected cash with the target.
package struct Standing: Sendable, Hashable {
    package var of: String
    package var against: String
    package init(of: String, against: String) {
        self.of = of
        self.against = against
    }
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

/// A table of the pack: over the values by node, over a query on the rolled-up facts, or over a details query.
package struct MetricTable: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        case values([String])
        /// `tables/<name>.sql` over the rolled-up fact sets: as_of, node, position, keys and figures, one row per line.
        case query
        /// `details/<name>.sql` on the ledger, at the current key date.
        case details
    }
    package struct Column: Sendable, Hashable {
        package var name: String
        package var title: String
        /// nil: text, date or whole number as the engine gives it.
        package var unit: ValueUnit?
        package init(name: String, title: String, unit: ValueUnit? = nil) {
            self.name = name
            self.title = title
            self.unit = unit
        }
    }

    package var name: String
    package var title: String
    package var source: Source
    package var columns: [Column]
    /// For details: columns to order by, `-` before one for falling order, such as `[-amount, item_id]`.
    package var order: [String]
    /// For details: most rows kept; the pack says how many there are in all.
    package var limit: Int?

    package init(
        name: String, title: String, source: Source, columns: [Column], order: [String] = [], limit: Int? = nil
    ) {
        self.name = name
        self.title = title
        self.source = source
        self.columns = columns
        self.order = order
        self.limit = limit
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

/// A plugin as found in its folder: its manifest and the text of its SQL.
package struct MetricPlugin: Sendable, Hashable {
    package struct SQLFile: Sendable, Hashable {
        /// Relative to the plugin's folder: `facts/sales.sql`.
        package var path: String
        package var text: String
        package var hash: ContentHash
        package init(path: String, text: String, hash: ContentHash) {
            self.path = path
            self.text = text
            self.hash = hash
        }
    }

    package var manifest: MetricManifest
    /// Absolute.
    package var folder: String
    package var manifestHash: ContentHash
    /// By fact set name.
    package var facts: [String: SQLFile]
    package var kpi: SQLFile
    /// By table name: the queries on the rolled-up facts.
    package var tables: [String: SQLFile]
    /// By table name: the lists behind the number.
    package var details: [String: SQLFile]
    /// By name: the queries on the rolled-up facts that statistics are taken of.
    package var histograms: [String: SQLFile] = [:]
    /// By name: what facts and details share.
    package var views: [String: SQLFile] = [:]
    package var isBuiltIn: Bool

    package init(
        manifest: MetricManifest, folder: String, manifestHash: ContentHash, facts: [String: SQLFile], kpi: SQLFile,
        tables: [String: SQLFile], details: [String: SQLFile], isBuiltIn: Bool
    ) {
        self.manifest = manifest
        self.folder = folder
        self.manifestHash = manifestHash
        self.facts = facts
        self.kpi = kpi
        self.tables = tables
        self.details = details
        self.isBuiltIn = isBuiltIn
    }
}

extension ParameterValue: CustomStringConvertible {
    package var description: String {
        switch self {
        case .integer(let n): String(n)
        case .decimal(let d): d.description
        case .boolean(let b): b ? "yes" : "no"
        case .text(let text): text
        case .date(let day): day.description
        case .dayRanges(let bounds, _): bounds.map(String.init).joined(separator: ", ")
        }
    }
}
