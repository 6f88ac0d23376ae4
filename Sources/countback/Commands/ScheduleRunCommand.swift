internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Model

struct ScheduleRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run what is due by the schedule; for timers.",
        discussion: "Of several missed runs the newest is made up for. Its key date is reckoned from its planned day, however late it is.")

    @Argument(help: "The report definition.", completion: .file(extensions: ["yaml", "yml"]))
    var definition: String

    @Option(name: .long, help: "Folder that packs are written below.", completion: .directory)
    var output = "output"

    @Flag(name: .shortAndLong, help: "Say nothing where nothing is due.")
    var quiet = false

    /// Runs that are so late were missed.
    private static let late = 3600

    func run() throws {
        try Terminal.run {
            let now = DeliveryRun.now()
            let scheduled = try Self.load(definition, CivilDate(daysSinceEpoch: Int32(now / 86_400)))
            let report = scheduled.report
            let lock = try ScheduleLock.take(report.name)
            defer { withExtendedLifetime(lock) {} }
            guard var state = ScheduleState.of(report.name), state.definition == report.path else {
                throw Refusal(
                    .usage,
                    Finding("no-schedule", .error, "the schedule of \(report.name) isn't installed", remedy: "Run `countback schedule install \(FilePath.fromHere(report.path))`."))
            }
            let log = DeliveryLog(outbox: OutboxPlace.of(report.deliver))
            guard let planned = scheduled.newest(before: now, after: state.last) else {
                if !quiet { Terminal.out("nothing is due\n") }
                return
            }
            let isMissed = now - planned.instant > Self.late
            state.last = planned.instant
            if isMissed, scheduled.rule(of: planned)?.ifMissed == .skip {
                log.write("run", ["report": report.name, "planned": OutboxText.time(planned.instant), "skipped": "missed"])
                try state.write()
                return Terminal.out("missed, and not made up for: \(PlannedText.line(planned))\n")
            }
            // Before it runs: a run that fails, or is killed, isn't tried again every five minutes.
            try state.write()
            let began = Date()
            let ended = try start(report, planned)
            state.exit = ended
            try state.write()
            log.write(
                "run",
                [
                    "report": report.name, "planned": OutboxText.time(planned.instant), "late": isMissed, "exit": Int(ended),
                    "seconds": Int(Date().timeIntervalSince(began)),
                ])
            if ended != 0 { throw ArgumentParser.ExitCode(ended) }
        }
    }

    /// A definition that was spoilt since its schedule was installed must not fall silent.
    private static func load(_ definition: String, _ today: CivilDate) throws -> ScheduledReport {
        do {
            return try ScheduledReport.load(definition, around: today)
        } catch let refusal as Refusal where refusal.exit != .usage {
            DeliveryRun.tellOwner(of: definition, refusal, try DeliveryOptions.parse(["--deliver"]))
            throw refusal
        }
    }

    /// A process of its own, as someone at a terminal would start it on the planned day.
    private func start(_ report: ReportDefinition, _ planned: PlannedRun) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Executable.path)
        process.arguments = ["run", definition, "--planned", "\(planned.day)", "--output", output] + (report.deliver == nil ? [] : ["--deliver"])
        do { try process.run() } catch { throw Tool.refusal("countback", "it can't be started") }
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }
}
