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
            for (place, bins) in try running.at(file, { try bins(file) }) {
                let histogram = Histogram(bins)
                for value in values { figures.set(value.id, place, outcome(histogram, value)) }
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

    private func bins(_ file: MetricPlugin.SQLFile) throws -> [HistogramFigures.Place: [(days: Int, cases: Int, censored: Int)]] {
        let source = LimitedSource.bounded(
            try rollUp.stream(FactQuery.enclosed(file.text), for: StatementPurpose(file.path, metric: plugin.manifest.id)), file, of: plugin)
        func column(_ name: String) -> Int? { source.fields.firstIndex { $0.name == name } }
        let needed = ["as_of", "node", "days", "cases"]
        if let missing = needed.first(where: { column($0) == nil }) {
            throw refusal(file, "gives no column \"\(missing)\"", "Select \(needed.joined(separator: ", ")), and censored for a survival median.")
        }
        let (asOf, node, days, cases) = (column("as_of")!, column("node")!, column("days")!, column("cases")!)
        let (censored, previous) = (column("censored"), column("is_previous"))
        let positions = Dictionary(uniqueKeysWithValues: keyDates.enumerated().map { ($1, $0) })
        var bins: [HistogramFigures.Place: [(days: Int, cases: Int, censored: Int)]] = [:]
        while let batch = try source.next() {
            for row in 0..<batch.rowCount {
                func value(_ column: Int) -> ScalarValue { batch.columns[column].scalar(row) }
                guard let date = value(asOf).day.flatMap({ positions[$0] }), let at = value(node).wholeNumber,
                    tree.nodes.indices.contains(at)
                else { continue }
                guard let day = whole(value(days)), let count = whole(value(cases)), let open = censored.map({ whole(value($0)) }) ?? 0
                else { throw refusal(file, "gives days or cases that are not whole numbers", "Give integers; leave out rows without days.") }
                let isPrevious = previous.map { value($0) == .boolean(true) } ?? false
                bins[.init(date: date, node: at, isPrevious: isPrevious), default: []].append((day, count, open))
            }
        }
        return bins
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
