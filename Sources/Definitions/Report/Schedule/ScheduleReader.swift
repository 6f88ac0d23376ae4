internal import Model

/// Reads `schedule:`: a rule, or a list of them.
enum ScheduleReader {
    static func read(_ value: YAMLValue, zone: String) -> [ScheduleRule] {
        if case .list(let items) = value.content {
            if items.isEmpty { value.sink.add(Problem.emptyList(value, "a rule")) }
            return items.compactMap { rule($0, zone) }
        }
        return rule(value, zone).map { [$0] } ?? []
    }

    private static func rule(_ value: YAMLValue, _ reportZone: String) -> ScheduleRule? {
        guard let map = MapReader(value, "\"schedule\"", ScheduleKeys.rule) else { return nil }
        let cycle = map["every"].flatMap { Self.cycle($0, map) }
        let times = map["at"].flatMap(Self.times)
        let zone = map["zone"].map { ReportFrame.zone($0) ?? "UTC" } ?? reportZone
        let calendar = map["calendar"].flatMap { value in value.phrase().map { LocatedName($0, place: value.place) } }
        let ifHoliday = map.choice("if_holiday", ScheduleRule.OnHoliday.self) ?? (calendar == nil ? .run : .next_business_day)
        let ifMissed = map.choice("if_missed", ScheduleRule.OnMissed.self) ?? .once
        guard let cycle, let times else { return nil }
        return ScheduleRule(cycle: cycle, times: times, zone: zone, calendar: calendar, ifHoliday: ifHoliday, ifMissed: ifMissed, place: map.place)
    }

    private static func cycle(_ value: YAMLValue, _ map: MapReader) -> ScheduleRule.Cycle? {
        let words = value.names() ?? []
        let known = Weekday.names + ScheduleKeys.cycles
        var isSound = !words.isEmpty
        if words.isEmpty, value.isEmptyList { value.sink.add(Problem.emptyList(value, "a weekday")) }
        for word in words where Weekday.number(word.value) == nil && !ScheduleKeys.cycles.contains(word.value) {
            value.sink.add(Problem.unknownWord("every", word.value, known: known, word.place))
            isSound = false
        }
        guard isSound else { return nil }
        let period = words.first { ScheduleKeys.cycles.contains($0.value) }
        if words.count > 1, let period {
            value.sink.add(Problem.cycleAmongWeekdays(period.value, period.place))
            return nil
        }
        let days = ["day", "business_day", "days_after_end"].compactMap(map.entry)
        if period?.value != "month", period?.value != "quarter" {
            for entry in days { value.sink.add(Problem.dayOfNoPeriod(entry.key, entry.place)) }
        }
        switch period?.value {
        case "day": return .weekdays(Set(1...7))
        case "business_day": return .businessDays
        case "month": return periodDay(map, days, value).map(ScheduleRule.Cycle.month)
        case "quarter": return periodDay(map, days, value).map(ScheduleRule.Cycle.quarter)
        default: return .weekdays(Set(words.compactMap { Weekday.number($0.value) }))
        }
    }

    private static func periodDay(_ map: MapReader, _ days: [YAMLEntry], _ value: YAMLValue) -> ScheduleRule.PeriodDay? {
        guard let entry = days.first else {
            value.sink.add(Problem.noDayOfPeriod(value.place))
            return nil
        }
        if let second = days.dropFirst().first { value.sink.add(Problem.twoDaysOfPeriod(entry.key, second.key, second.place)) }
        guard let number = map.integer(entry.key) else { return nil }
        if number == 0 { value.sink.add(Problem.badValue(entry.key, "a day such as 3, or -1 for the last", "0", entry.value.place)) }
        switch entry.key {
        case "day": return .day(number)
        case "business_day": return .businessDay(number)
        default: return .afterEnd(number)
        }
    }

    private static func times(_ value: YAMLValue) -> [ClockTime]? {
        let words = value.names() ?? []
        if value.isEmptyList { value.sink.add(Problem.emptyList(value, "a time")) }
        let times = words.compactMap { word -> ClockTime? in
            let time = ClockTime(word.value)
            if time == nil { value.sink.add(Problem.badValue("at", "a time such as \"07:00\"", word.value, word.place, remedy: "write hours and minutes with two digits each, in quotes")) }
            return time
        }
        return times.isEmpty ? nil : times.sorted()
    }
}
