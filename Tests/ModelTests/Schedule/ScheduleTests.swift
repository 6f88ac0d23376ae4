import Foundation
import Model
import Testing

/// When a report runs, against Python's own calendars and zones.
@Suite struct ScheduleTests {
    static let place = Place(file: "report.yaml")
    private static func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(daysSinceEpoch: 0) }

    private func rule(_ cycle: ScheduleRule.Cycle, _ times: [String] = ["07:00"], zone: String = "Europe/Madrid", ifHoliday: ScheduleRule.OnHoliday = .next_business_day) -> ScheduleRule {
        ScheduleRule(cycle: cycle, times: times.compactMap(ClockTime.init), zone: zone, ifHoliday: ifHoliday, place: Self.place)
    }

    private func days(_ rule: ScheduleRule, _ from: String, _ to: String, weekend: Set<Int> = [6, 7], holidays: [String] = []) -> [String] {
        let (from, to) = (Self.day(from), Self.day(to))
        let working = WorkingDays(weekend: weekend, holidays: Set(holidays.map(Self.day)), from: from - 100, to: to + 100)
        return rule.runs(in: from...to, workingDays: working).map { "\($0.day)" + ($0.named == $0.day ? "" : " for \($0.named)") }
    }

    /// 2026-12-07 is a Monday; 6 and 8 December are Spanish holidays, and a bridge day makes three.
    @Test func holidaysMoveARun() {
        let monday = ScheduleRule.Cycle.weekdays([1])
        let holidays = ["2026-12-07", "2026-12-08"]
        #expect(days(rule(monday), "2026-12-01", "2026-12-14", holidays: holidays) == ["2026-12-09 for 2026-12-07", "2026-12-14"])
        #expect(days(rule(monday, ifHoliday: .previous_business_day), "2026-12-01", "2026-12-14", holidays: holidays) == ["2026-12-04 for 2026-12-07", "2026-12-14"])
        #expect(days(rule(monday, ifHoliday: .skip), "2026-12-01", "2026-12-14", holidays: holidays) == ["2026-12-14"])
        #expect(days(rule(monday, ifHoliday: .run), "2026-12-01", "2026-12-14", holidays: holidays) == ["2026-12-07", "2026-12-14"])
        // Where Friday and Saturday are the weekend, Sunday is a day like any other.
        #expect(days(rule(.weekdays([5, 7])), "2026-11-20", "2026-11-29", weekend: [5, 6]) == ["2026-11-22", "2026-11-29"])
    }

    /// Two that fall together are one.
    @Test func runsThatFallTogether() {
        #expect(days(rule(.weekdays([1, 2])), "2026-12-07", "2026-12-09", holidays: ["2026-12-07"]) == ["2026-12-08"])
        // 21 and 22 November 2026 are a weekend: their runs fall on Monday, which has its own.
        #expect(days(rule(.weekdays(Set(1...7))), "2026-11-20", "2026-11-24") == ["2026-11-20", "2026-11-23", "2026-11-24"])
    }

    @Test func monthsAndQuarters() {
        // January 2027 begins on a Friday: its third business day, without New Year, is Wednesday the 6th.
        #expect(days(rule(.month(.businessDay(3))), "2027-01-01", "2027-02-28", holidays: ["2027-01-01"]) == ["2027-01-06", "2027-02-03"])
        #expect(days(rule(.month(.businessDay(-1))), "2027-01-01", "2027-02-28") == ["2027-01-29", "2027-02-26"])
        #expect(days(rule(.month(.day(31)), ifHoliday: .run), "2027-01-01", "2027-04-30") == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"])
        // Five days after the end of a quarter; 2027-04-05 is a Monday, 2027-07-05 too.
        #expect(days(rule(.quarter(.afterEnd(5)), ifHoliday: .run), "2027-01-01", "2027-09-30") == ["2027-01-05", "2027-04-05", "2027-07-05"])
        // The day after the end of the year is New Year; the run moves to the first business day.
        #expect(days(rule(.quarter(.afterEnd(1))), "2026-12-20", "2027-01-10", holidays: ["2027-01-01"]) == ["2027-01-04 for 2027-01-01"])
    }

    /// 2027-03-28 has no 02:30 in Madrid, 2027-10-31 has two.
    @Test func changesOfTheClocks() throws {
        let run = { (day: String, text: String) throws -> Int in
            let time = try #require(ClockTime(text))
            return PlannedRun(named: Self.day(day), day: Self.day(day), time: time, zone: "Europe/Madrid").instant
        }
        #expect(try run("2027-03-28", "02:30") == 1_806_197_400)  // 01:30 UTC
        #expect(try run("2027-10-31", "02:30") == 1_824_942_600)  // 00:30 UTC, the first of the two
        #expect(try run("2027-03-29", "07:00") - run("2027-03-28", "07:00") == 86_400)
        #expect(try run("2027-03-28", "07:00") - run("2027-03-27", "07:00") == 82_800)
    }

    @Test(arguments: ["07:00", "00:00", "23:59"])
    func times(_ text: String) { #expect(ClockTime(text)?.description == text) }

    @Test(arguments: ["7:00", "24:00", "07:60", "07.00", "0700", "07:0", "+7:00", ""])
    func noTimes(_ text: String) { #expect(ClockTime(text) == nil) }

    /// Ten years, three zones, four calendars, seven rules: `scripts/checks/schedule.py` reckons them with Python's datetime and zoneinfo.
    @Test func againstPython() throws {
        let calendars: [(name: String, weekend: Set<Int>)] = [("ES", [6, 7]), ("IL", [5, 6]), ("AE", [5]), ("DE", [6, 7])]
        let cycles: [(String, ScheduleRule.Cycle)] = [
            ("monday", .weekdays([1])), ("friday,sunday", .weekdays([5, 7])), ("business_day", .businessDays), ("month day 31", .month(.day(31))),
            ("month business_day 3", .month(.businessDay(3))), ("month business_day -2", .month(.businessDay(-2))), ("quarter days_after_end 5", .quarter(.afterEnd(5))),
        ]
        let (from, to) = (Self.day("2026-11-20"), Self.day("2036-11-20"))
        var lines: [String] = []
        for (number, calendar) in calendars.enumerated() {
            // Holidays: the first of some months, and every 97th day from another start.
            let fixed = (2026...2036).flatMap { year in ["\(year)-01-01", "\(year)-05-01", "\(year)-12-25", "\(year)-12-26"].map(Self.day) }
            let holidays = Set(fixed + (0..<45).map { from + (number * 13 + $0 * 97) })
            let working = WorkingDays(weekend: calendar.weekend, holidays: holidays, from: from - 400, to: to + 400)
            for zone in ["Europe/Madrid", "America/New_York", "Asia/Jerusalem"] {
                for (name, cycle) in cycles {
                    for move in name == "monday" ? ScheduleRule.OnHoliday.allCases : [.next_business_day] {
                        let rule = rule(cycle, ["02:30", "07:00"], zone: zone, ifHoliday: move)
                        for run in rule.runs(in: from...to, workingDays: working) { lines.append("\(calendar.name) \(zone) \(name) \(move.rawValue) \(run.day) \(run.time) \(run.instant)") }
                    }
                }
            }
        }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        let process = Process()
        let out = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [root + "/scripts/checks/schedule.py"]
        process.standardOutput = out
        try process.run()
        let theirs = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines.count > 80_000)
        #expect(Set(lines).symmetricDifference(theirs).sorted().prefix(5) == [])
        #expect(lines.count == theirs.count)
    }
}
