import Model
import Planning
import Testing

/// A small report to place targets in.
///
/// Nodes: 0 the whole, 1 AMER, 2 AMER/US, 3 AMER/US/T3, 4 EMEA, 5 EMEA/DE, 6 EMEA/DE/T1, 7 EMEA/DE/T2, 8 EMEA/ES, 9 EMEA/ES/T1.
struct TargetsWorld {
    var tree = NodeTree(
        dimensions: ["geo", "country", "team"],
        scopes: [["EMEA", "DE", "T1"], ["EMEA", "DE", "T2"], ["EMEA", "ES", "T1"], ["AMER", "US", "T3"]])
    var filter: [String] = []
    var definition: [String: [String: String]] = [:]
    var ledgerCurrency: String? = "EUR"
    var reportCurrency = "EUR"
    var places = 2
    var reach: (String, String) -> TargetReach = { _, _ in .unknown }
    var keyDates: [String] = ["2026-04-30"]
    var holidays: Set<String> = []
    /// Units of the report currency by currency, from a day on.
    var rates: [(from: String, currency: String, factor: String)] = []
    var withoutFigures: [String] = []
    /// Nodes without figures.
    var silent: Set<Int> = []

    static let dso = manifest(
        "dso",
        [
            MetricValue(id: "countback", title: "", unit: .days, scale: 2, better: .lower, isHeadline: true),
            MetricValue(id: "receivables", title: "", unit: .money, scale: 2),
            MetricValue(id: "share", title: "", unit: .percent, scale: 4),
            MetricValue(id: "cases", title: "", unit: .count, scale: 0),
        ])
    static let attainment = manifest(
        "collection_attainment",
        [
            MetricValue(id: "attainment", title: "", unit: .percent, scale: 4, better: .higher, isHeadline: true),
            MetricValue(id: "collected", title: "", unit: .money, scale: 2, better: .higher),
        ], WindowedTargets(measure: "collected", windows: [.month, .quarter, .year]))

    private static func manifest(_ id: String, _ values: [MetricValue], _ targets: WindowedTargets? = nil) -> MetricManifest {
        var manifest = MetricManifest(
            id: id, title: "", description: "", formula: "", needs: [:], parameters: [], facts: [], values: values,
            tables: [], charts: [], checks: [], findings: [], version: "1")
        manifest.targets = targets
        return manifest
    }

    private static let here = Place(file: "weekly.yaml", line: 1)

    func place(_ rows: [TargetRow]) throws -> (targets: PlacedTargets, findings: [Finding]) {
        let selections = try definition.map { metric, targets in
            MetricSelection(
                id: metric, place: Self.here,
                targets: try targets.mapValues { Located(try #require(ExactDecimal($0)), place: Self.here) })
        }
        return TargetPlacing.place(
            rows,
            in: TargetSetting(
                tree: tree, levels: ["geo", "country", "team", "segment", "collector"],
                filter: filter.map { Filter(dimension: LocatedName($0, place: Self.here), members: ["x"]) },
                metrics: [Self.dso, Self.attainment], selections: selections,
                knownMetrics: ["dso", "collection_attainment", "aged_debt"], ledgerCurrency: ledgerCurrency,
                reportCurrency: reportCurrency, places: places, reach: reach, shared: shared, members: { $0 == "segment" ? ["Retail"] : [] }))
    }

    private func shared(_ path: [String]) -> [String: String] {
        guard let name = path.last, case .node(_, let within) = reach(tree.dimensions[path.count - 1], name) else { return [:] }
        return within
    }

    func findings(_ rows: [TargetRow]) throws -> [String] { try place(rows).findings.map(\.description) }

    var dates: TargetDates {
        get throws {
            let rates = try rates.map { (try day($0.from), $0.currency, ExactRational(try #require(ExactDecimal($0.factor)))) }
            let silent = silent
            return TargetDates(
                keyDates: try keyDates.map(day), withoutFigures: Set(try withoutFigures.map(day)),
                convert: { currency, day in rates.last { $0.1 == currency && $0.0 <= day }?.2 },
                hasFigure: { _, _, node in !silent.contains(node) })
        }
    }

    /// A value's targets by node at each key date, such as `["45.00", nil]`.
    func plain(_ value: String, _ rows: [TargetRow]) throws -> (targets: [[String?]], partial: [Int], findings: [Finding]) {
        let placed = try place(rows)
        #expect(placed.findings.isEmpty)
        let manifest = try #require([Self.dso, Self.attainment].first { $0.value(value) != nil })
        let measure = try #require(manifest.value(value))
        let (targets, findings) = placed.targets.plain(measure, of: manifest.id, at: try dates)
        let table = keyDates.indices.map { date in tree.nodes.map { targets[date, $0.id]?.description } }
        return (table, tree.nodes.map(\.id).filter { targets.isPartial(date: 0, node: $0) }, findings)
    }

    /// The month, fiscal quarter and year to date of each key date (years from January), and the month before.
    var spans: [TargetSpan] {
        get throws {
            try keyDates.enumerated().flatMap { date, text in
                let day = try day(text)
                let start = day.monthStart
                let starts: [(ReportWindow, CivilDate)] = [
                    (.month, start), (.quarter, start.adding(months: -((day.components.month - 1) % 3))),
                    (.year, start.adding(months: 1 - day.components.month)),
                ]
                let current = starts.map { window, from in
                    TargetSpan(
                        date: date, window: window, isPrevious: false,
                        days: TargetSpan.days(of: window, from: from, toDay: day, endsOn: day))
                }
                let before = TargetSpan(date: date, window: .month, isPrevious: true, days: start.adding(months: -1)...(start - 1))
                return current + [before]
            }
        }
    }

    /// What `collected` comes to, as `node window amount`, the month before as `month-`, partial sums with `~`.
    func windowed(_ rows: [TargetRow]) throws -> (lines: [String], findings: [Finding]) {
        let placed = try place(rows)
        #expect(placed.findings.isEmpty)
        let holidays = holidays
        let (targets, findings) = placed.targets.windowed(Self.attainment, spans: [try spans], at: try dates) { _, days in
            (0...(days.upperBound - days.lowerBound)).map { days.lowerBound + $0 }
                .count { $0.isoWeekday < 6 && !holidays.contains($0.description) }
        }
        let lines = targets.map {
            (keyDates.count > 1 ? "\($0.date): " : "")
                + "\($0.node) \($0.window)\($0.isPrevious ? "-" : "") \($0.amount)\($0.isPartial ? "~" : "")"
        }
        return (lines, findings)
    }
}

/// A row of targets.csv; lines are counted from 2 in tests that read places.
func target(
    _ value: String, _ from: String, _ to: String, metric: String = "collection_attainment", level: String = "",
    member: String = "", measure: String = "", currency: String? = nil, line: Int = 2
) throws -> TargetRow {
    TargetRow(
        metric: metric, value: try #require(ExactDecimal(value)), periodStart: try day(from), periodEnd: try day(to), level: level,
        member: member, measure: measure, currency: currency, place: Place(file: "targets.csv", line: line))
}

/// A target of collected cash for April 2026.
func april(_ value: String, _ level: String = "", _ member: String = "", currency: String? = nil, line: Int = 2) throws -> TargetRow {
    try target(value, "2026-04-01", "2026-04-30", level: level, member: member, currency: currency, line: line)
}

/// A target for the year 2026.
func year(_ value: String, _ measure: String, _ level: String = "", _ member: String = "", currency: String? = nil) throws -> TargetRow {
    try target(
        value, "2026-01-01", "2026-12-31", metric: "dso", level: level, member: member, measure: measure, currency: currency)
}
