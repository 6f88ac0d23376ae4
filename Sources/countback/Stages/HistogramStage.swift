internal import Model
internal import Planning

/// Takes percentiles and survival medians of a metric's histograms, in integers.
///
/// A histogram gives `as_of, node, days, cases` and perhaps `censored` and `is_previous`; rows of the same place and day add up.
struct HistogramStage {
    let plugin: MetricPlugin
    let rollUp: any EngineSession
    let tree: NodeTree
    let keyDates: [CivilDate]
    let running: RunningSteps

    func run() throws -> HistogramFigures {
        var figures = HistogramFigures()
        let wanted = plugin.manifest.values.filter { $0.statistic != nil }
        for (name, file) in plugin.histograms.sorted(by: { $0.key < $1.key }) {
            let values = wanted.filter { $0.statistic?.histogram == name }
            guard !values.isEmpty else { continue }
            try running.at(file) {
                try eachPlace(file) { place, bins in
                    let histogram = Histogram(bins)
                    for value in values { figures.set(value.id, place, outcome(histogram, value)) }
                }
            }
        }
        return figures
    }

    private func outcome(_ histogram: Histogram, _ value: MetricValue) -> HistogramFigures.Outcome? {
        guard let statistic = value.statistic, !histogram.isEmpty else { return nil }
        switch statistic.kind {
        case .percentile(let p): return histogram.percentile(p).map { .figure($0) }
        case .survivalMedian:
            return histogram.survivalMedian().map { .figure(ExactRational(ExactDecimal($0))) } ?? .notReached
        }
    }

    private typealias Bin = (days: Int, cases: Int, censored: Int)

    /// Gives the bins of one place after the other, so that those of a million rows are never held at once.
    private func eachPlace(_ file: MetricPlugin.SQLFile, _ take: (HistogramFigures.Place, [Bin]) -> Void) throws {
        let sql = FactQuery.enclosed(file.text)
        let purpose = StatementPurpose(file.path, metric: plugin.manifest.id)
        let needed = ["as_of", "node", "days", "cases"]
        // Before they are put in order by columns that may be missing.
        let fields = try rollUp.rows(sql + "\nLIMIT 0", for: purpose).fields
        func column(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }
        if let missing = needed.first(where: { column($0) == nil }) {
            throw refusal(file, "gives no column \"\(missing)\"", "Select \(needed.joined(separator: ", ")), and censored for a survival median.")
        }
        let source = LimitedSource.bounded(try rollUp.stream(sql + "\nORDER BY as_of, node", for: purpose), file, of: plugin)
        let (asOf, node, days, cases) = (column("as_of")!, column("node")!, column("days")!, column("cases")!)
        let (censored, previous) = (column("censored"), column("is_previous"))
        let positions = Dictionary(uniqueKeysWithValues: keyDates.enumerated().map { ($1, $0) })
        var at: (date: Int, node: Int)?
        // Of the place that is being read, now and in the period before.
        var (bins, before): ([Bin], [Bin]) = ([], [])
        func giveOn() {
            guard let at else { return }
            if !bins.isEmpty { take(.init(date: at.date, node: at.node, isPrevious: false), bins) }
            if !before.isEmpty { take(.init(date: at.date, node: at.node, isPrevious: true), before) }
            bins.removeAll(keepingCapacity: true)
            before.removeAll(keepingCapacity: true)
        }
        while let batch = try source.next() {
            for row in 0..<batch.rowCount {
                func value(_ column: Int) -> ScalarValue { batch.columns[column].scalar(row) }
                guard let date = value(asOf).day.flatMap({ positions[$0] }), let place = value(node).wholeNumber,
                    tree.nodes.indices.contains(place)
                else { continue }
                guard let day = whole(value(days)), let count = whole(value(cases)), let open = censored.map({ whole(value($0)) }) ?? 0
                else { throw refusal(file, "gives days or cases that are not whole numbers", "Give integers; leave out rows without days.") }
                if at.map({ $0 != (date, place) }) ?? true {
                    giveOn()
                    at = (date, place)
                }
                if previous.map({ value($0) == .boolean(true) }) ?? false {
                    before.append((day, count, open))
                } else {
                    bins.append((day, count, open))
                }
            }
        }
        giveOn()
    }

    private func whole(_ scalar: ScalarValue) -> Int? {
        switch scalar {
        case .integer(let n): n
        case .decimal(let d) where d.rounded(scale: 0) == d: Int(exactly: d.rounded(scale: 0).unscaled)
        default: nil
        }
    }

    private func refusal(_ file: MetricPlugin.SQLFile, _ message: String, _ remedy: String) -> Refusal {
        Refusal(
            .badDefinition,
            Finding(
                "plugin-columns", .error, "\(file.path) of \(plugin.manifest.id) \(message)",
                place: Place(file: "\(plugin.folder)/\(file.path)"), remedy: remedy))
    }
}

/// Statistics by value, key date and node, now and in the period before.
struct HistogramFigures {
    struct Place: Hashable {
        var date: Int
        var node: Int
        var isPrevious: Bool
    }

    enum Outcome {
        case figure(ExactRational)
        /// More than half of the cases have not come to their end on any day.
        case notReached
    }

    private var outcomes: [String: [Place: Outcome]] = [:]

    mutating func set(_ value: String, _ place: Place, _ outcome: Outcome?) { outcomes[value, default: [:]][place] = outcome }

    /// nil where the histogram has nothing.
    func outcome(_ value: String, date: Int, node: Int, isPrevious: Bool = false) -> Outcome? {
        outcomes[value]?[Place(date: date, node: node, isPrevious: isPrevious)]
    }
}
