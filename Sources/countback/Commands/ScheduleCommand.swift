internal import ArgumentParser
internal import Foundation
internal import Model

struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "When reports run by themselves.",
        subcommands: [
            ScheduleInstallCommand.self, ScheduleListCommand.self, ScheduleNextCommand.self, ScheduleRemoveCommand.self, ScheduleRunCommand.self,
            ScheduleLogCommand.self,
        ])
}

/// Planned runs as a reader wants them: `Mon 2026-11-23 07:00 +01:00  key date …`.
enum PlannedText {
    static func line(_ run: PlannedRun) -> String {
        let moved = run.named == run.day ? "" : "  (instead of \(weekday(run.named)) \(run.named), no business day)"
        return "\(weekday(run.day)) \(run.day) \(local(run))\(moved)"
    }

    private static func weekday(_ day: CivilDate) -> String { ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.isoWeekday - 1] }

    /// The clock time as it will be shown, with its distance from UTC: `07:00 Europe/Madrid (UTC+01:00)`.
    private static func local(_ run: PlannedRun) -> String {
        let zone = TimeZone(identifier: run.zone) ?? .gmt
        let date = Date(timeIntervalSince1970: TimeInterval(run.instant))
        let seconds = zone.secondsFromGMT(for: date)
        let clock = (run.instant + seconds) % 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let offset = "\(seconds < 0 ? "-" : "+")\(two(abs(seconds) / 3600)):\(two(abs(seconds) % 3600 / 60))"
        return "\(two(clock / 3600)):\(two(clock % 3600 / 60)) \(run.zone) (UTC\(offset))"
    }
}
