internal import Model

/// Reads a metric's values: unit, scale, which way is better, which one is the headline.
enum ValueReader {
    static let units = ["days", "money", "percent", "count"]

    static func values(_ value: YAMLValue) -> [MetricValue] {
        guard let entries = value.ownEntries() else { return [] }
        if entries.isEmpty { value.sink.add(Problem.emptyList(value, "a value")) }
        let values = entries.compactMap { one($0) }
        let headlines = values.filter(\.isHeadline)
        if headlines.count != 1, values.count == entries.count, !values.isEmpty {
            let second = entries.first { $0.key == headlines.dropFirst().first?.id }
            value.sink.add(Problem.headlines(headlines.map(\.id), (second ?? entries[0]).place))
        }
        for (entry, value) in entries.compactMap({ e in values.first { $0.id == e.key }.map { (e, $0) } }) {
            check(value, entry, values, all: entries.map(\.key))
        }
        return values
    }

    private static func one(_ entry: YAMLEntry) -> MetricValue? {
        let keys = ["title", "unit", "scale", "better", "headline", "difference", "statistic", "change", "status"]
        guard entry.value.sink.isIdentifier(entry.key, "value id", entry.place),
            let map = MapReader(
                entry.value, "the value \"\(entry.key)\"", keys: keys, required: ["title", "unit"]),
            let unit = map["unit"]?.word(among: units).flatMap(ValueUnit.init)
        else { return nil }
        let scale = map.integer("scale", 0...8) ?? (unit == .percent ? 4 : unit == .count ? 0 : 2)
        var value = MetricValue(
            id: entry.key, title: map["title"].flatMap(LocalizedText.read) ?? entry.key, unit: unit, scale: scale,
            better: map["better"]?.word(among: ["lower", "higher", "none"]).flatMap(MetricValue.Direction.init) ?? .none,
            isHeadline: map.boolean("headline") ?? false, difference: map.words("difference"))
        if let s = map["statistic"].flatMap({ MapReader($0, "s", keys: ["take", "at", "of", "none"], required: ["take", "of", "none"]) }) {
            value.statistic = HistogramStatistic(kind: s["take"]?.text() == "percentile" ? .percentile(s["at"]?.decimal(percent: true) ?? .zero) : .survivalMedian, histogram: s["of"]?.text() ?? "", none: s["none"]?.phrase() ?? "")
        }
        if let c = map["change"] {
            if case .map = c.content, let m = MapReader(c, "c", keys: ["as"], required: ["as"]) { value.change = .parameter(m["as"]?.text() ?? "") }
            else if let w = c.text().flatMap(ReportWindow.init) { value.change = .period(w) }
        }
        if let s = map["status"].flatMap({ MapReader($0, "s", keys: ["of", "against"], required: ["of", "against"]) }) {
            value.standing = Standing(of: s["of"]?.text() ?? "", against: s["against"]?.text() ?? "")
        }
        return value
    }

    private static func check(_ value: MetricValue, _ entry: YAMLEntry, _ values: [MetricValue], all: [String]) {
        guard let difference = value.difference, case .map(let entries) = entry.value.content,
            let place = entries.first(where: { $0.key == "difference" })?.value.place
        else { return }
        let sink = entry.value.sink
        guard difference.count == 2 else {
            sink.add(Problem.differenceOfTwo(value.id, place))
            return
        }
        for id in difference {
            if id == value.id || !all.contains(id) {
                sink.add(Problem.unknownValue(id, known: all.filter { $0 != value.id }, place))
            } else if let other = values.first(where: { $0.id == id }), other.unit != value.unit {
                sink.add(Problem.mixedUnits("the difference \"\(value.id)\"", place))
            }
        }
    }
}
