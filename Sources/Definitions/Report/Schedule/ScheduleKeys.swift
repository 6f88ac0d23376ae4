internal import Model

/// The keys of `schedule:` in a report definition.
enum ScheduleKeys {
    static let cycles = ["day", "business_day", "month", "quarter"]

    static let rule = KeyTable([
        .needed("every", .oneOrMore(.word(Weekday.all + cycles), atLeast: 1), "The weekday, or weekdays; day, business_day, month or quarter."),
        .needed("at", .oneOrMore(.pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$"), atLeast: 1), "The time, or times, such as \"07:00\"."),
        .optional("zone", .zone, "The times' zone. Default: the report's."),
        .optional("calendar", .phrase, "One of the ledger's calendars. Default: Monday to Friday, without holidays."),
        .optional("day", .integer(1...31), "With month or quarter: its n-th day, or its last where a month is shorter."),
        .optional("business_day", .integer(-23...66), "With month or quarter: its n-th business day; -1 is the last."),
        .optional("days_after_end", .integer(1...90), "With month or quarter: so many days after the end of the one before."),
        .optional("if_holiday", .word(of: ScheduleRule.OnHoliday.self), "What happens on a day that is no business day. Default: next_business_day with a calendar, else run."),
        .optional("if_missed", .word(of: ScheduleRule.OnMissed.self), "once: the newest missed run is made up for; skip: it isn't. Default: once."),
    ])

    static let schedule = Form.either([.map(rule), .list(.map(rule), atLeast: 1)])
}
