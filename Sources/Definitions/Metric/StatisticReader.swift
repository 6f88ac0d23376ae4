internal import Model

/// Reads what the host takes from histograms: their names, and a value's percentile or survival median.
enum StatisticReader {
    static func histograms(_ value: YAMLValue) -> [String] {
        (value.names() ?? []).filter { value.sink.isIdentifier($0.value, "histogram", $0.place) }.map(\.value)
    }

    /// `{ take: percentile, at: 90%, of: resolved_days, none: "nothing was resolved" }`
    static func statistic(_ value: YAMLValue, _ histograms: [String]) -> HistogramStatistic? {
        guard let map = MapReader(value, "a statistic", MetricKeys.statistic) else { return nil }
        let kind = kind(map)
        let none = map["none"].flatMap(LocalizedText.read)
        guard let of = map["of"], let histogram = of.text() else { return nil }
        if !histograms.contains(histogram) {
            map.sink.add(Problem.unknownHistogram(histogram, known: histograms, of.place))
        }
        guard let kind, let none else { return nil }
        return HistogramStatistic(kind: kind, histogram: histogram, none: none)
    }

    private static func kind(_ map: MapReader) -> HistogramStatistic.Kind? {
        guard let take = map.word("take") else { return nil }
        guard take == "percentile" else {
            if let stray = map.entry("at") { map.sink.add(Problem.strayShare(stray.place)) }
            return .survivalMedian
        }
        guard let at = map["at"] else {
            if !map.value.hasKey("at") { map.sink.add(Problem.missingKey("at", in: "a percentile", map.place)) }
            return nil
        }
        return at.share().map(HistogramStatistic.Kind.percentile)
    }
}

/// Reads which targets are totals of their periods, and for which windows they are wanted.
enum TargetsReader {
    static func targets(_ value: YAMLValue, _ values: [MetricValue]) -> WindowedTargets? {
        guard let map = MapReader(value, "\"targets\"", MetricKeys.targets) else { return nil }
        let known = ReportWindow.allCases.map(\.rawValue)
        if let list = map["windows"], list.isEmptyList { map.sink.add(Problem.emptyList(list, "a window")) }
        let windows = (map["windows"]?.names() ?? []).compactMap { word in
            let window = ReportWindow(rawValue: word.value)
            if window == nil { map.sink.add(Problem.unknownWord("windows", word.value, known: known, word.place)) }
            return window
        }
        guard let measure = map["measure"], let id = measure.text() else { return nil }
        guard let of = values.first(where: { $0.id == id }) else {
            map.sink.add(Problem.unknownValue(id, known: values.map(\.id), measure.place))
            return nil
        }
        if of.unit != .money, of.unit != .count { map.sink.add(Problem.targetsOfRate(id, of.unit, measure.place)) }
        return WindowedTargets(measure: id, windows: windows)
    }
}
