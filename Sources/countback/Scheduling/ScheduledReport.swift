internal import Definitions
internal import Engines
internal import Foundation
internal import Model
internal import Planning

/// A report with its schedule's calendars: what runs when.
struct ScheduledReport {
    let report: ReportDefinition
    private let workingDays: [WorkingDays]

    /// Years that runs are reckoned for, around today.
    private static let years = 12

    /// Reads the definition, its ledger's calendars and their holidays; refuses a report without a schedule.
    static func load(_ path: String, around today: CivilDate) throws -> ScheduledReport {
        let project = try Project.load(path, metricFolders: [])
        guard !project.report.schedule.isEmpty else {
            throw Refusal(
                .usage,
                Finding(
                    "no-schedule", .error, "the definition doesn't say when it runs", place: Place(file: path),
                    remedy: "Add `schedule: { every: monday, at: \"07:00\" }`; docs/schedule.md shows more."))
        }
        let holidays = try Self.holidays(project.ledger, named: project.report.schedule.compactMap(\.calendar))
        let (from, to) = (today - 800, today + 366 * years)
        let workingDays = project.report.schedule.map { rule -> WorkingDays in
            let calendar = project.ledger.calendars.first { $0.name == rule.calendar?.name }
            return WorkingDays(
                weekend: calendar?.weekend ?? [6, 7], holidays: rule.calendar.flatMap { holidays[$0.name] } ?? [], from: from, to: to)
        }
        return ScheduledReport(report: project.report, workingDays: workingDays)
    }

    private init(report: ReportDefinition, workingDays: [WorkingDays]) {
        self.report = report
        self.workingDays = workingDays
    }

    /// The next runs after an instant, in their order.
    func next(_ count: Int, after instant: Int) -> [PlannedRun] {
        let today = CivilDate(daysSinceEpoch: Int32(instant / 86_400))
        var span = 14
        while true {
            let found = runs(in: (today - 2)...(today + span)).filter { $0.instant > instant }
            if found.count >= count || span > 366 * Self.years { return Array(found.prefix(count)) }
            span *= 4
        }
    }

    /// The newest run at or before an instant; nil where there was none for two years.
    func newest(before instant: Int, after earlier: Int) -> PlannedRun? {
        let today = CivilDate(daysSinceEpoch: Int32(instant / 86_400))
        return runs(in: (today - 740)...(today + 2)).last { $0.instant <= instant && $0.instant > earlier }
    }

    private func runs(in days: ClosedRange<CivilDate>) -> [PlannedRun] {
        let all = zip(report.schedule, workingDays).flatMap { $0.runs(in: days, workingDays: $1) }
        var seen: Set<Int> = []
        return all.sorted { ($0.instant, $0.named) < ($1.instant, $1.named) }.filter { seen.insert($0.instant).inserted }
    }

    /// The rule that a run belongs to.
    func rule(of run: PlannedRun) -> ScheduleRule? {
        zip(report.schedule, workingDays).first { $0.runs(in: run.day...run.day, workingDays: $1).contains(run) }?.0
    }

    /// The holidays of the ledger's sources, by calendar; read only where a rule follows one.
    private static func holidays(_ ledger: LedgerDefinition, named calendars: [LocatedName]) throws -> [String: Set<CivilDate>] {
        guard !calendars.isEmpty else { return [:] }
        var small = ledger
        small.sources = ledger.sources.filter { $0.relation == "holidays" }
        var holidays: [String: Set<CivilDate>] = [:]
        if !small.sources.isEmpty {
            let session = try DuckDBSession.open(memoryLimitMB: 200)
            defer { session.close() }
            try LoadStage(ledger: small, session: session).run().refuseBeyondTolerance(small, shownAs: FilePath.fromHere(small.path))
            for row in try session.rows("SELECT calendar, day FROM raw_holidays", for: StatementPurpose("calendars")).rows {
                if let day = row[1].day { holidays[row[0].words, default: []].insert(day) }
            }
        }
        let known = ledger.calendars.map(\.name) + holidays.keys.filter { name in !ledger.calendars.contains { $0.name == name } }.sorted()
        let findings = calendars.filter { !known.contains($0.name) }.map { calendar in
            Finding(
                "unknown-calendar", .error, "the ledger has no calendar \"\(calendar.name)\"", place: calendar.place,
                remedy: Spelling.suggestion(for: calendar.name, among: known)
                    ?? (known.isEmpty
                        ? "Add `calendars: { \(calendar.name): { weekend: [sat, sun] } }` to the ledger definition." : "Its calendars are \(known.joined(separator: ", "))."))
        }
        if !findings.isEmpty { throw Refusal(.badDefinition, findings) }
        return holidays
    }
}
