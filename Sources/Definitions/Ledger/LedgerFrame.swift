internal import Model

/// The part of a ledger definition that a worked example may also state: currency, reach, calendars, dimensions.
enum LedgerFrame {
    static func read(_ map: MapReader, into ledger: inout LedgerDefinition) {
        ledger.currency = map.currency("currency")
        ledger.completeFrom = map.date("complete_from")
        ledger.extractedOn = map.date("extracted_on")
        if let from = ledger.completeFrom, let to = ledger.extractedOn, from > to, let place = map["complete_from"]?.place {
            map.sink.add(Problem.reachBackwards(from, to, place))
        }
        ledger.calendars = (map["calendars"]?.ownEntries() ?? []).compactMap(calendar)
        for entry in map["dimensions"]?.ownEntries() ?? [] {
            ledger.dimensions[entry.key] = entry.value.word(among: ["customers", "items"])
        }
    }

    private static func calendar(_ entry: YAMLEntry) -> BusinessCalendar? {
        let sink = entry.value.sink
        if entry.value.isEmpty || entry.value.isEmptyMap {
            sink.add(Problem.noWeekend(entry.key, entry.place))
            return nil
        }
        guard let map = MapReader(entry.value, "the calendar \"\(entry.key)\"", LedgerKeys.calendar) else { return nil }
        guard let weekend = map["weekend"] else {
            if !entry.value.hasKey("weekend") { sink.add(Problem.noWeekend(entry.key, entry.place)) }
            return nil
        }
        let days: [YAMLValue]
        if case .text(let word) = weekend.content {
            days = word == "none" ? [] : [weekend]
        } else {
            days = weekend.items() ?? []
            if weekend.isEmptyList { sink.add(Problem.noWeekend(entry.key, weekend.place)) }
        }
        let numbers = Set(days.compactMap { $0.weekday() })
        if numbers.count == 7 { map.sink.add(Problem.noBusinessDay(entry.key, weekend.place)) }
        return BusinessCalendar(name: entry.key, weekend: numbers)
    }
}
