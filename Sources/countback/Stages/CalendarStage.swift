internal import Model
internal import Planning

/// The report's calendars: which one each scope follows, and its business days.
struct CalendarStage {
    let report: ReportDefinition
    let ledger: LedgerDefinition
    let session: any EngineSession
    let shape: LedgerShape
    let keyDates: [CivilDate]

    /// Two years after the newest key date, and as far back as postings go, thirty years at most.
    private static let ahead = 2
    private static let back = 30

    /// Every calendar of the ledger, and the plain one (Saturdays and Sundays off) where the report names none.
    func calendars() throws -> ReportCalendars {
        let newest = keyDates.last ?? CivilDate(daysSinceEpoch: 0)
        let oldest = min(keyDates.first ?? newest, shape.firstPosting ?? newest)
        let first = max(oldest, newest.adding(months: -12 * Self.back)).adding(months: -36)
        let last = newest.adding(months: 12 * Self.ahead)
        let holidays = try self.holidays()
        let plain = BusinessCalendar(name: "", weekend: [6, 7])
        let declared = [plain] + ledger.calendars
        // Holidays without a weekend: the usual one, and a finding when some scope follows it.
        let assumed = holidays.keys.filter { name in !declared.contains { $0.name == name } }.sorted()
        let all = declared + assumed.map { BusinessCalendar(name: $0, weekend: plain.weekend) }
        try refuseUnknown(all.dropFirst().map(\.name))
        return ReportCalendars(
            names: all.map(\.name),
            days: all.map { WorkingDays(weekend: $0.weekend, holidays: holidays[$0.name] ?? [], from: first, to: last) },
            choice: report.calendar, first: first, last: last, assumed: Set(assumed))
    }

    private func holidays() throws -> [String: Set<CivilDate>] {
        guard shape.relations["holidays"] != nil else { return [:] }
        var holidays: [String: Set<CivilDate>] = [:]
        for row in try session.rows("SELECT calendar, day FROM ledger_holidays", for: StatementPurpose("calendars")).rows {
            if let day = row[1].day { holidays[row[0].words, default: []].insert(day) }
        }
        return holidays
    }

    private func refuseUnknown(_ known: [String]) throws {
        let named: String? =
            switch report.calendar {
            case .one(let name): name
            case .by(_, let fallback): fallback
            case nil: nil
            }
        guard let named, !known.contains(named) else { return }
        throw Refusal(
            .badDefinition,
            Finding(
                "unknown-calendar", .error, "the ledger has no calendar \"\(named)\"", place: report.calendarPlace ?? report.shownPlace,
                remedy: Spelling.suggestion(for: named, among: known)
                    ?? (known.isEmpty
                        ? "Add `calendars: { \(named): { weekend: [sat, sun] } }` to the ledger definition."
                        : "Its calendars are \(known.joined(separator: ", ")).")))
    }
}

/// The calendars by number, and each scope's.
struct ReportCalendars: Sendable {
    let names: [String]
    let days: [WorkingDays]
    let choice: CalendarChoice?
    let first: CivilDate
    let last: CivilDate
    /// Names of calendars that have holidays and no weekend of their own.
    let assumed: Set<String>
    /// The calendar of each scope.
    var ofScope: [Int] = []

    /// The number of the calendar for a member of the dimension that decides.
    func number(member: String?) -> Int {
        switch choice {
        case nil: 0
        case .one(let name): names.firstIndex(of: name) ?? 0
        case .by(_, let fallback): member.flatMap(names.firstIndex(of:)) ?? names.firstIndex(of: fallback) ?? 0
        }
    }

    /// What a node follows whose scopes differ.
    var fallback: Int {
        switch choice {
        case nil: 0
        case .one(let name), .by(_, let name): names.firstIndex(of: name) ?? 0
        }
    }

    /// Those that some scope follows.
    var used: [Int] { Set(ofScope).union([fallback]).sorted() }

    /// What the figures that count business days rest on without anyone having said so.
    func findings(_ ledger: LedgerDefinition, _ report: ReportDefinition) -> [Finding] {
        if choice == nil {
            return [
                Finding(
                    "no-calendar", .info, "the report names no calendar: business days are Monday to Friday, without holidays",
                    place: report.shownPlace, remedy: "Add `calendar: ES`, or `calendar: { by: country, default: ES }`.")
            ]
        }
        return used.map { names[$0] }.filter(assumed.contains).map { name in
            Finding(
                "calendar-without-weekend", .warning, "the calendar \(name) has holidays and no weekend: Saturday and Sunday are taken",
                place: ledger.shownPlace, remedy: "Add `calendars: { \(name): { weekend: [sat, sun] } }` to the ledger definition.")
        }
    }

    /// `scope_calendars`.
    var scopesSource: RowsSource {
        RowsSource(
            fields: [ColumnField("scope", .int64), ColumnField("calendar", .int64)],
            rows: ofScope.enumerated().map { [.integer($0), .integer($1)] })
    }

    /// `days`.
    var daysSource: RowsSource {
        var rows: [[ScalarValue]] = []
        for calendar in used {
            for offset in 0...(last - first) {
                let day = first + offset
                guard let ordinal = days[calendar].ordinal(day) else { continue }
                rows.append([.integer(calendar), .date(day), .boolean(days[calendar].isBusiness(day)), .integer(ordinal)])
            }
        }
        return RowsSource(
            fields: [
                ColumnField("calendar", .int64), ColumnField("day", .date), ColumnField("is_business", .boolean),
                ColumnField("ordinal", .int64),
            ], rows: rows)
    }

    /// Per key date and calendar, the windows to date.
    func windows(_ keyDates: [CivilDate], fiscalYearStart: Int, weekStart: Int) -> [(asOf: CivilDate, calendar: Int, span: WindowSpan)] {
        keyDates.flatMap { day in
            used.flatMap { calendar in
                ReportWindows.spans(
                    asOf: day, workingDays: days[calendar], fiscalYearStart: fiscalYearStart, weekStart: weekStart
                ).map { (day, calendar, $0) }
            }
        }
    }
}

/// `windows`, as both engines read it.
enum WindowRelation {
    static func source(_ windows: [(asOf: CivilDate, calendar: Int, span: WindowSpan)]) -> RowsSource {
        let dates: Set<String> = [
            "as_of", "starts_on", "to_day", "ends_on", "previous_starts_on", "previous_to_day", "previous_ends_on",
        ]
        let names = [
            "as_of", "calendar", "name", "starts_on", "to_day", "ends_on", "business_days", "elapsed", "previous_starts_on",
            "previous_to_day", "previous_ends_on", "previous_business_days", "previous_elapsed",
        ]
        let fields = names.map { ColumnField($0, dates.contains($0) ? .date : $0 == "name" ? .text : .int64) }
        let rows: [[ScalarValue]] = windows.map { asOf, calendar, span in
            let now: [ScalarValue] = [
                .date(asOf), .integer(calendar), .text(span.window.rawValue), .date(span.startsOn), .date(span.toDay),
                .date(span.endsOn), .integer(span.businessDays), .integer(span.elapsed),
            ]
            return now + [
                .date(span.previousStartsOn), .date(span.previousToDay), .date(span.previousEndsOn),
                .integer(span.previousBusinessDays), .integer(span.previousElapsed),
            ]
        }
        return RowsSource(fields: fields, rows: rows)
    }

    /// The last days of the stretches that a metric compares, for flows folded into spans.
    static func ends(_ windows: [(asOf: CivilDate, calendar: Int, span: WindowSpan)]) -> Set<CivilDate> {
        Set(windows.flatMap { [$0.span.startsOn - 1, $0.span.toDay, $0.span.previousStartsOn - 1, $0.span.previousToDay] })
    }
}
