/// What to report: a checked report definition, with the ledger's path made absolute.
package struct ReportDefinition: Sendable, Hashable {
    package var name: String
    package var title: String
    /// The title in other languages.
    package var titles: [String: String] = [:]
    /// Absolute path of the definition file.
    package var path: String
    package var ledgerPath: String
    /// Where the definition names the ledger, for the finding when it isn't there.
    package var ledgerPlace: Place?
    package var asOf: KeyDateRule
    /// ISO 4217; the report currency. nil: the ledger's.
    package var currency: String?
    package var language: String
    package var calendar: CalendarChoice?
    /// Where the definition names the calendar, for the finding when the ledger has none of that name.
    package var calendarPlace: Place?
    /// IANA name; only relative key dates need it.
    package var zone: String
    package var groupBy: [LocatedName]
    /// Dimension to allowed members.
    package var filter: [Filter]
    package var trend: Trend
    /// Month in which the fiscal year starts, 1…12.
    package var fiscalYearStart: Int
    /// ISO weekday on which a week starts, 1 Monday … 7 Sunday.
    package var weekStart: Int
    package var rates: RateBasis
    package var metrics: [MetricSelection]
    /// The share of a target by which a figure may miss it and still be near.
    package var near = ExactDecimal(unscaled: 5, scale: 2)
    package var outputs: [OutputFormat]
    package var csvLocale: CSVLocale
    package var engine = EngineChoice()
    /// Severities that the definition changes, by the id of a check.
    package var severities: [String: Located<Finding.Severity>]
    /// How many days before the key date the newest posting may be; nil: as the ledger has it.
    package var staleAfter: Int?
    /// Whose packs are made besides the whole; nil: nobody's.
    package var split: SplitRule?
    /// To whom the pack goes; nil where nobody is named.
    package var deliver: Deliveries?
    /// When it runs by itself; empty where it doesn't.
    package var schedule: [ScheduleRule] = []

    package enum RateBasis: String, Sendable, CaseIterable { case closing, document_date }
    package enum CSVLocale: String, Sendable, CaseIterable { case plain, european }

    package init(name: String, title: String, path: String, ledgerPath: String, metrics: [MetricSelection]) {
        self.name = name
        self.title = title
        self.path = path
        self.ledgerPath = ledgerPath
        self.ledgerPlace = nil
        self.asOf = .ledgerEnd
        self.currency = nil
        self.language = "en"
        self.calendar = nil
        self.zone = "UTC"
        self.groupBy = []
        self.filter = []
        self.trend = Trend(every: .week, points: 1)
        self.fiscalYearStart = 1
        self.weekStart = 1
        self.rates = .closing
        self.metrics = metrics
        self.outputs = OutputFormat.allCases
        self.csvLocale = .plain
        self.severities = [:]
        self.staleAfter = nil
    }
}

package enum OutputFormat: String, Sendable, CaseIterable { case xlsx, csv, html }

/// A name from a definition with the place it was written at, for findings that only the ledger can decide.
package struct LocatedName: Sendable, Hashable {
    package var name: String
    package var place: Place
    package init(_ name: String, place: Place) {
        self.name = name
        self.place = place
    }
}

package struct Filter: Sendable, Hashable {
    package var dimension: LocatedName
    package var members: [String]
    package init(dimension: LocatedName, members: [String]) {
        self.dimension = dimension
        self.members = members
    }
}

/// The key date: fixed, or the latest such day strictly before the run's date in the report's zone.
package enum KeyDateRule: Sendable, Hashable {
    case date(CivilDate)
    /// `last_friday`: ISO weekday 5.
    case lastWeekday(Int)
    case monthEnd, quarterEnd, yesterday
    /// The newest posting in the ledger.
    case ledgerEnd
}

package enum CalendarChoice: Sendable, Hashable {
    case one(String)
    case by(dimension: String, fallback: String)
}

package struct Trend: Sendable, Hashable {
    package enum Step: String, Sendable, CaseIterable { case day, week, month, quarter, year }
    package var every: Step
    /// Key dates in all, the current one included; 1 for no trend.
    package var points: Int
    package init(every: Step, points: Int) {
        self.every = every
        self.points = points
    }
}

/// One metric of a report with the parameters and targets that the definition sets for it.
package struct MetricSelection: Sendable, Hashable {
    package var id: String
    package var place: Place
    /// As written, not yet checked against the metric's manifest.
    package var parameters: [String: Located<RawValue>]
    /// By value id; the empty id is the headline. Percent words are ratios already: 15% is 0.15.
    package var targets: [String: Located<ExactDecimal>]
    /// The share of a target by which a figure may miss it and still be near; nil: the report's.
    package var near: Located<ExactDecimal>?

    package init(
        id: String, place: Place, parameters: [String: Located<RawValue>] = [:],
        targets: [String: Located<ExactDecimal>] = [:]
    ) {
        self.id = id
        self.place = place
        self.parameters = parameters
        self.targets = targets
    }
}

package struct Located<Value: Sendable & Hashable>: Sendable, Hashable {
    package var value: Value
    package var place: Place
    package init(_ value: Value, place: Place) {
        self.value = value
        self.place = place
    }
}

/// A parameter as the definition wrote it: one word or a list of them.
package enum RawValue: Sendable, Hashable {
    case scalar(String)
    case list([String])
}
