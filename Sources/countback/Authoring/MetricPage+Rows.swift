internal import Model

/// What the page says of each part of a manifest, in words.
extension MetricPage {
    static func row(_ value: MetricValue) -> [String] {
        var more: [String] = []
        if value.isHeadline { more.append("the headline") }
        if value.better != .none { more.append("\(value.better.rawValue) is better") }
        if let difference = value.difference, difference.count == 2 { more.append("\(difference[0]) − \(difference[1])") }
        if let statistic = value.statistic { more.append(words(statistic)) }
        switch value.change {
        case .trendPoint: break
        case .period(let window): more.append("compared with the \(window.rawValue) before, to the same business day")
        case .parameter(let name): more.append("compared with the \(name) before, to the same business day")
        }
        if let standing = value.standing { more.append("status: \(standing.of) against \(standing.against)") }
        return [value.id, value.title, unit(value), more.joined(separator: "; ")]
    }

    private static func unit(_ value: MetricValue) -> String {
        switch value.unit {
        case .money: "money, in report currency"
        case .percent: "percent" + decimals(max(0, value.scale - 2))
        case .days, .count: value.unit.rawValue + decimals(value.scale)
        }
    }

    private static func decimals(_ scale: Int) -> String { scale == 0 ? "" : ", \(scale.counted("decimal"))" }

    private static func words(_ statistic: HistogramStatistic) -> String {
        let none = "; where there are no cases: \"\(statistic.none)\""
        switch statistic.kind {
        case .percentile(let share):
            return "PERCENTILE.INC at \((share * ExactDecimal(100)).normalized) % of histograms/\(statistic.histogram).sql\(none)"
        case .survivalMedian:
            return "the survival median (Kaplan–Meier) of histograms/\(statistic.histogram).sql\(none)"
        }
    }

    static func row(_ parameter: MetricParameter) -> [String] {
        let fallback = parameter.inherits.map { "the report's \($0.rawValue)" } ?? parameter.fallback.written
        return [parameter.name, parameter.title, words(parameter.kind), fallback]
    }

    private static func words(_ kind: MetricParameter.Kind) -> String {
        switch kind {
        case .integer(let range):
            "a whole number" + span(low: range.lowerBound == .min ? nil : "\(range.lowerBound)", high: range.upperBound == .max ? nil : "\(range.upperBound)")
        case .decimal(let range):
            "a number" + span(low: range.lowerBound <= -endless ? nil : "\(range.lowerBound)", high: range.upperBound >= endless ? nil : "\(range.upperBound)")
        case .boolean: "true or false"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .text: "a text"
        case .date: "a date"
        case .dayRanges(let first):
            first == 0 ? "rising upper bounds in days, the first range from day 0" : "rising upper bounds in days, the first range from day 1 (before: not_due)"
        }
    }

    /// What a decimal parameter's range is when its manifest states none.
    private static let endless = ExactDecimal(1_000_000_000_000)

    private static func span(low: String?, high: String?) -> String {
        switch (low, high) {
        case (let low?, let high?): " from \(low) to \(high)"
        case (let low?, nil): " of at least \(low)"
        case (nil, let high?): " of at most \(high)"
        case (nil, nil): ""
        }
    }

    static func needs(_ manifest: MetricManifest) -> [[String]] {
        manifest.needs.sorted { $0.key < $1.key }.map { [$0.key, $0.value.isEmpty ? "any" : $0.value.joined(separator: ", ")] }
    }

    static func row(_ table: MetricTable) -> [String] {
        let rows: String
        switch table.source {
        case .values: rows = "one for each node"
        case .query: rows = "those of tables/\(table.name).sql"
        case .details:
            let order = table.order.map { $0.hasPrefix("-") ? "\($0.dropFirst()) (falling)" : $0 }.joined(separator: ", ")
            rows = "those of details/\(table.name).sql, by \(order)" + (table.limit.map { ", at most \($0)" } ?? "")
        }
        return [table.name, table.title, rows, table.columns.map(\.name).joined(separator: ", ")]
    }

    static func row(_ chart: MetricChart) -> [String] {
        let values = chart.values.joined(separator: ", ")
        return switch chart.kind {
        case .trend: ["trend", chart.title, "\(values) over the key dates"]
        case .ranked: ["ranked", chart.title, "\(values) by member, the largest first"]
        case .stacked: ["stacked", chart.title, "\(values) of the table \(chart.table ?? "") over the key dates"]
        }
    }

    static func row(_ targets: WindowedTargets) -> [String] {
        let windows = targets.windows.map(\.rawValue).joined(separator: ", ")
        return [targets.measure, "targets of it, and targets without a measure, are totals of their periods; they are added up for \(windows) to date"]
    }

    static func facts(_ manifest: MetricManifest) -> [[String]] {
        let sets = manifest.facts.map { set -> [String] in
            let kind = set.kind == .flow && set.day != .posted_on ? "flow by \(set.day.rawValue)" : set.kind.rawValue
            let measures = set.measures.map { $0.combination == .sum ? $0.name : "\($0.name) (\($0.combination.rawValue))" }
            return ["facts/\(set.name).sql", kind, (set.keys + measures).joined(separator: ", ")]
        }
        return sets + manifest.histograms.map { ["histograms/\($0).sql", "histogram", "days, cases"] }
    }
}
