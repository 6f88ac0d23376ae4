internal import Foundation
internal import Model

/// The part of a report definition that a worked example may also state: key date, currency, dimensions, trend.
enum ReportFrame {
    static func read(_ map: MapReader, into report: inout ReportDefinition) {
        if let rule = map["as_of"].flatMap(KeyDateRule.read) { report.asOf = rule }
        report.currency = map.currency("currency")
        report.language = map.word("language") ?? "en"
        report.calendar = map["calendar"].flatMap(calendar)
        report.calendarPlace = map["calendar"].map { calendarPlace($0) }
        report.zone = map["zone"].flatMap(zone) ?? "UTC"
        report.groupBy = (map["group_by"]?.names() ?? []).map { LocatedName($0.value, place: $0.place) }
        report.filter = map["filter"].map(filter) ?? []
        if let trend = map["trend"].flatMap(trend) { report.trend = trend }
        report.fiscalYearStart = map.integer("fiscal_year_start") ?? 1
        report.weekStart = map["week_start"]?.weekday() ?? 1
        report.rates = map.choice("rates", ReportDefinition.RateBasis.self) ?? .closing
        if let near = map["near"]?.share() { report.near = near }
    }

    private static func calendar(_ value: YAMLValue) -> CalendarChoice? {
        if case .text = value.content { return value.phrase().map(CalendarChoice.one) }
        guard let map = MapReader(value, "\"calendar\"", ReportKeys.calendar)
        else { return nil }
        let (dimension, fallback) = (map["by"]?.phrase(), map["default"]?.phrase())
        guard let dimension, let fallback else { return nil }
        return .by(dimension: dimension, fallback: fallback)
    }

    /// Where the calendar's name stands: in a map, that of the default.
    private static func calendarPlace(_ value: YAMLValue) -> Place {
        guard case .map(let entries) = value.content else { return value.place }
        return entries.first { $0.key == "default" }?.value.place ?? value.place
    }

    static func zone(_ value: YAMLValue) -> String? {
        guard let name = value.text() else { return nil }
        // An offset such as GMT+3 would be one to Foundation, but knows no summer time.
        if name == "UTC" || (name.contains("/") && TimeZone(identifier: name) != nil) { return name }
        let known = TimeZone.knownTimeZoneIdentifiers
        value.sink.add(
            Problem.badValue(
                "zone", "an IANA time zone", name, value.place,
                remedy: Spelling.suggestion(for: name, among: known.filter { $0.contains("/") }) ?? "write a name such as Europe/Madrid"))
        return nil
    }

    static func filter(_ value: YAMLValue) -> [Filter] {
        (value.ownEntries() ?? []).compactMap { entry in
            if entry.value.isEmpty {
                value.sink.add(Problem.emptyValue(entry.key, entry.place))
                return nil
            }
            guard let members = entry.value.words()?.map(\.value) else { return nil }
            if members.isEmpty { value.sink.add(Problem.emptyList(entry.value, "a member")) }
            return Filter(dimension: LocatedName(entry.key, place: entry.place), members: members)
        }
    }

    private static func trend(_ value: YAMLValue) -> Trend? {
        guard let map = MapReader(value, "\"trend\"", ReportKeys.trend)
        else { return nil }
        let (every, points) = (map.choice("every", Trend.Step.self), map.integer("points"))
        guard let every, let points else { return nil }
        return Trend(every: every, points: points)
    }
}
