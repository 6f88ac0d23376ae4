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
        /// Rising upper bounds in days.
        case dayRanges
    }

    package var name: String
    package var title: String
    package var kind: Kind
    package var fallback: ParameterValue

    package init(name: String, title: String, kind: Kind, fallback: ParameterValue) {
        self.name = name
        self.title = title
        self.kind = kind
        self.fallback = fallback
    }
}

package enum ParameterValue: Sendable, Hashable {
    case integer(Int), decimal(ExactDecimal), boolean(Bool), text(String), date(CivilDate), dayRanges([Int])
}

/// Additive figures at the leaf, from one `facts/<name>.sql`.
package struct FactSet: Sendable, Hashable {
    package enum Kind: String, Sendable { case balance, flow }
    package enum Combination: String, Sendable { case sum, min, max }
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

    package init(name: String, kind: Kind, keys: [String], measures: [Measure], trailing: [String]? = nil) {
        self.name = name
        self.kind = kind
        self.keys = keys
        self.measures = measures
        self.trailing = trailing
    }
}

package enum ValueUnit: String, Sendable { case days, money, percent, count }

package struct MetricValue: Sendable, Hashable {
    package enum Direction: String, Sendable { case lower, higher, none }
    package var id: String
    package var title: String
    package var unit: ValueUnit
    /// Decimals shown; money takes the report currency's.
    package var scale: Int
    package var better: Direction
    package var isHeadline: Bool
    /// A difference of two other values, taken exactly before rounding.
    package var difference: [String]?

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
    package enum Kind: String, Sendable { case trend, stacked, ranked }
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
        case .dayRanges(let bounds): bounds.map(String.init).joined(separator: ", ")
        }
    }
}
