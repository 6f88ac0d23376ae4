internal import Model

/// Reads `limits: { seconds: 60, memory: 500MB }`, of a report or of one of its metrics.
enum LimitsReader {
    static let memory = "^[1-9][0-9]{0,5} ?(MB|GB)$"
    private static let least = 50

    static func read(_ value: YAMLValue) -> MetricLimits {
        guard let map = MapReader(value, "\"limits\"", ReportKeys.limits) else { return MetricLimits() }
        return MetricLimits(seconds: map.integer("seconds"), megabytes: map["memory"].flatMap(megabytes))
    }

    private static func megabytes(_ value: YAMLValue) -> Int? {
        guard let text = value.text() else { return nil }
        let digits = text.prefix { $0.isNumber && $0.isASCII }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        if let factor = ["MB": 1, "GB": 1000][unit], digits.count <= 6, let count = Int(digits), count * factor >= least { return count * factor }
        value.sink.add(Problem.badValue("memory", "an amount of memory of at least \(least)MB, such as 500MB or 2GB", text, value.place))
        return nil
    }
}
