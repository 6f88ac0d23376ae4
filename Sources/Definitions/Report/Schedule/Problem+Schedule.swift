internal import Model

extension Problem {
    static func cycleAmongWeekdays(_ cycle: String, _ place: Place) -> Finding {
        Finding("wrong-form", .error, "\"\(cycle)\" can't stand beside others in \"every\"", place: place, remedy: "write a rule of its own for it, in a list")
    }

    static func dayOfNoPeriod(_ key: String, _ place: Place) -> Finding {
        Finding("wrong-form", .error, "\"\(key)\" is for \"every: month\" and \"every: quarter\"", place: place, remedy: "remove it")
    }

    static func noDayOfPeriod(_ place: Place) -> Finding {
        Finding(
            "missing-key", .error, "\"schedule\" doesn't say on which day of the period", place: place, remedy: "add \"business_day: 3\", \"day: 15\" or \"days_after_end: 5\"")
    }

    static func twoDaysOfPeriod(_ one: String, _ other: String, _ place: Place) -> Finding {
        Finding("wrong-form", .error, "\"\(one)\" and \"\(other)\" can't both be given", place: place, remedy: "write two rules, in a list")
    }
}
