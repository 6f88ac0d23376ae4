internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Model

struct ScheduleInstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Let a report run by its schedule: writes a systemd timer, or a block of the crontab.",
        discussion: "Installed again, it takes the place of what was there. Countback itself keeps nothing running.")

    @Argument(help: "The report definition.", completion: .file(extensions: ["yaml", "yml"]))
    var definition: String

    @Option(name: .long, help: "Folder that packs are written below.", completion: .directory)
    var output = "output"

    @Flag(name: .long, help: "A timer of systemd, the user's own; what is usual where systemd runs.")
    var user = false

    @Flag(name: .long, help: "A timer of systemd, the system's instead of the user's own (as root).")
    var system = false

    @Flag(name: .long, help: "The crontab, even where there is systemd.")
    var cron = false

    func run() throws {
        try Terminal.run {
            if [user, system, cron].count(where: { $0 }) > 1 {
                throw Refusal(.usage, Finding("bad-value", .error, "only one of --user, --system and --cron can be given", remedy: "Leave the others out."))
            }
            let now = DeliveryRun.now()
            let scheduled = try ScheduledReport.load(definition, around: CivilDate(daysSinceEpoch: Int32(now / 86_400)))
            let report = scheduled.report
            let there = ScheduleState.of(report.name)
            if let there, there.definition != report.path, FileManager.default.fileExists(atPath: there.definition) {
                throw Refusal(
                    .badDefinition,
                    Finding(
                        "schedule-twice", .error, "another report of the name \"\(report.name)\" has a schedule already: \(there.definition)",
                        place: Place(file: FilePath.fromHere(report.path), line: 1), remedy: "Give one of them another name, or remove the other's schedule with `countback schedule remove \(report.name)`."))
            }
            let manager = ScheduleInstaller.usual(isSystem: system, isUser: user, wantsCron: cron)
            // What was installed in another way must not run beside it.
            if let there, let old = ScheduleInstaller.Manager(rawValue: there.by), old != manager {
                try ScheduleInstaller(manager: old).remove(report.name, isLast: ScheduleState.all().filter { $0.by == there.by }.count == 1)
            }
            let units = SystemdUnits(
                report: report, program: Executable.path, output: FilePath.absolute(output), outbox: OutboxPlace.of(report.deliver))
            let lines = try ScheduleInstaller(manager: manager).install(units)
            try ScheduleState(
                report: report.name, definition: report.path, by: manager.rawValue, lines: lines, output: FilePath.absolute(output),
                last: there.map { max($0.last, 0) } ?? now, exit: there?.exit
            ).write()
            Terminal.out(lines.map { $0 + "\n" }.joined())
            if let next = scheduled.next(1, after: now).first { Terminal.out("next: \(PlannedText.line(next))\n") }
        }
    }
}
