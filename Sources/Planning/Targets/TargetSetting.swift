package import Model

/// What targets are placed in: the report's nodes and metrics, and the ledger's dimensions.
package struct TargetSetting {
    package var tree: NodeTree
    /// The names of the ledger's dimensions.
    package var levels: [String]
    package var filter: [Filter]
    /// Of the report's metrics.
    package var metrics: [MetricManifest]
    /// The report's metrics with the targets that its definition sets.
    package var selections: [MetricSelection]
    /// The ids of all plugins, in the report or not.
    package var knownMetrics: [String]
    package var ledgerCurrency: String?
    package var reportCurrency: String
    /// Decimals of the report currency.
    package var places: Int
    /// By dimension and member; asked only where no node of that level has the member.
    package var reach: (_ level: String, _ member: String) -> TargetReach
    /// Members of dimensions that all customers below a node share; asked where targets of several levels meet.
    package var shared: (_ path: [String]) -> [String: String]
    /// The members of a dimension that the report isn't grouped by, for "did you mean".
    package var members: (_ level: String) -> [String]

    package init(
        tree: NodeTree, levels: [String], filter: [Filter] = [], metrics: [MetricManifest],
        selections: [MetricSelection] = [], knownMetrics: [String], ledgerCurrency: String?, reportCurrency: String,
        places: Int, reach: @escaping (_ level: String, _ member: String) -> TargetReach,
        shared: @escaping (_ path: [String]) -> [String: String] = { _ in [:] },
        members: @escaping (_ level: String) -> [String] = { _ in [] }
    ) {
        self.tree = tree
        self.levels = levels
        self.filter = filter
        self.metrics = metrics
        self.selections = selections
        self.knownMetrics = knownMetrics
        self.ledgerCurrency = ledgerCurrency
        self.reportCurrency = reportCurrency
        self.places = places
        self.reach = reach
        self.shared = shared
        self.members = members
    }
}

/// The key dates at which targets are wanted, with their rates and figures.
package struct TargetDates {
    /// Oldest first.
    package var keyDates: [CivilDate]
    /// Key dates without figures, at which a missing rate is no error.
    package var withoutFigures: Set<CivilDate>
    /// Units of the report currency for one of another on a day; nil without a rate.
    package var convert: (_ currency: String, _ day: CivilDate) -> ExactRational?
    /// Whether a value has a figure, by position in `keyDates` and node.
    package var hasFigure: (_ value: String, _ date: Int, _ node: Int) -> Bool

    package init(
        keyDates: [CivilDate], withoutFigures: Set<CivilDate> = [],
        convert: @escaping (_ currency: String, _ day: CivilDate) -> ExactRational?,
        hasFigure: @escaping (_ value: String, _ date: Int, _ node: Int) -> Bool
    ) {
        self.keyDates = keyDates
        self.withoutFigures = withoutFigures
        self.convert = convert
        self.hasFigure = hasFigure
    }
}
