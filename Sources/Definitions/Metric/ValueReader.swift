internal import Model

/// Reads a metric's values: unit, scale, which way is better, which one is the headline, and where it comes from.
struct ValueReader {
    let parameters: [MetricParameter]
    let histograms: [String]

    func values(_ value: YAMLValue) -> [MetricValue] {
        guard let entries = value.ownEntries() else { return [] }
        if entries.isEmpty { value.sink.add(Problem.emptyList(value, "a value")) }
        let values = entries.compactMap { one($0) }
        let headlines = values.filter(\.isHeadline)
        if headlines.count != 1, values.count == entries.count, !values.isEmpty {
            let second = entries.first { $0.key == headlines.dropFirst().first?.id }
            value.sink.add(Problem.headlines(headlines.map(\.id), (second ?? entries[0]).place))
        }
        for (entry, value) in entries.compactMap({ e in values.first { $0.id == e.key }.map { (e, $0) } }) {
            ValueCheck(value: value, entry: entry, values: values, all: entries.map(\.key)).run()
        }
        return values
    }

    private func one(_ entry: YAMLEntry) -> MetricValue? {
        guard entry.value.sink.isIdentifier(entry.key, "value id", entry.place),
            let map = MapReader(entry.value, "the value \"\(entry.key)\"", MetricKeys.value),
            let unit = map.choice("unit", ValueUnit.self)
        else { return nil }
        let scale = map.integer("scale") ?? (unit == .percent ? 4 : unit == .count ? 0 : 2)
        var value = MetricValue(
            id: entry.key, title: map["title"].flatMap(LocalizedText.read) ?? entry.key, unit: unit, scale: scale,
            better: map.choice("better", MetricValue.Direction.self) ?? .none,
            isHeadline: map.boolean("headline") ?? false, difference: map.words("difference"))
        value.statistic = map["statistic"].flatMap { StatisticReader.statistic($0, histograms) }
        value.change = map["change"].flatMap(change) ?? .trendPoint
        value.standing = map["status"].flatMap(standing)
        return value
    }

    /// `month`, or `{ as: period }` for what a choice parameter says.
    private func change(_ value: YAMLValue) -> ChangeBasis? {
        if case .text = value.content {
            return value.word(among: MetricKeys.periods).flatMap(ReportWindow.init).map(ChangeBasis.period)
        }
        guard let map = MapReader(value, "\"change\"", MetricKeys.change),
            let name = map["as"], let text = name.text()
        else { return nil }
        let choices = parameters.filter { if case .choice = $0.kind { true } else { false } }
        guard let parameter = choices.first(where: { $0.name == text }), case .choice(let words) = parameter.kind else {
            value.sink.add(Problem.noChoiceParameter(text, known: choices.map(\.name), name.place))
            return nil
        }
        if !words.contains(where: MetricKeys.periods.contains) { value.sink.add(Problem.noPeriod(text, name.place)) }
        return .parameter(text)
    }

    private func standing(_ value: YAMLValue) -> Standing? {
        guard let map = MapReader(value, "\"status\"", MetricKeys.status),
            let of = map.text("of"), let against = map.text("against")
        else { return nil }
        return Standing(of: of, against: against)
    }
}

/// Checks what a value says of the metric's other values.
private struct ValueCheck {
    let value: MetricValue
    let entry: YAMLEntry
    let values: [MetricValue]
    /// The ids of all values, those that couldn't be read included.
    let all: [String]

    func run() {
        if let difference = value.difference, let list = written("difference") {
            if difference.count == 2 {
                for id in difference { checkOther(id, list.place, "the difference \"\(value.id)\"", unit: value.unit) }
            } else {
                entry.value.sink.add(Problem.differenceOfTwo(value.id, list.place))
            }
            if let statistic = written("statistic") {
                entry.value.sink.add(Problem.statisticAndDifference(value.id, statistic.place))
            }
        }
        guard let standing = value.standing, let status = written("status"), case .map(let ends) = status.content else {
            return
        }
        let unit = values.first { $0.id == standing.of }?.unit
        for end in ends where ["of", "against"].contains(end.key) {
            checkOther(end.value.scalar ?? "", end.value.place, "the status of \"\(value.id)\"", unit: unit, orItself: true)
        }
        if standing.of == standing.against { entry.value.sink.add(Problem.statusOfOne(standing.of, status.place)) }
    }

    private func written(_ key: String) -> YAMLValue? {
        guard case .map(let entries) = entry.value.content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    private func checkOther(_ id: String, _ place: Place, _ what: String, unit: ValueUnit?, orItself: Bool = false) {
        let sink = entry.value.sink
        let known = orItself ? all : all.filter { $0 != value.id }
        if !known.contains(id) {
            sink.add(Problem.unknownValue(id, known: known, place))
        } else if let unit, let other = values.first(where: { $0.id == id }), other.unit != unit {
            sink.add(Problem.mixedUnits(what, place))
        }
    }
}
