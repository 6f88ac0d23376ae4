internal import ArgumentParser
internal import Foundation
internal import Model

struct ScheduleNextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "next", abstract: "Show a report's next runs, over holidays and changes of the clocks.")

    @Argument(help: "The report definition.", completion: .file(extensions: ["yaml", "yml"]))
    var definition: String

    @Option(name: .long, help: "How many runs.")
    var count = 10

    @Option(name: .long, help: "Begin after this day instead of now: YYYY-MM-DD.")
    var after: String?

    @Flag(name: .long, help: "Print them as JSON.")
    var json = false

    func run() throws {
        try Terminal.run {
            guard (1...10_000).contains(count) else {
                throw Refusal(.usage, Finding("bad-value", .error, "--count must be from 1 to 10000, not \(count)", remedy: "Write how many runs to show."))
            }
            var instant = DeliveryRun.now()
            if let after {
                guard let day = CivilDate(after) else {
                    throw Refusal(.usage, Finding("bad-value", .error, "--after must be a date such as 2026-11-20, not \"\(after)\"", remedy: "Write year-month-day."))
                }
                instant = Int(day.daysSinceEpoch + 1) * 86_400 - 1
            }
            let scheduled = try ScheduledReport.load(definition, around: CivilDate(daysSinceEpoch: Int32(instant / 86_400)))
            let runs = scheduled.next(count, after: instant)
            if json {
                let values = runs.map { run -> [String: Any] in
                    ["day": "\(run.day)", "named": "\(run.named)", "time": "\(run.time)", "zone": run.zone, "instant": run.instant, "utc": OutboxText.time(run.instant)]
                }
                let data = try? JSONSerialization.data(withJSONObject: values, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
                return Terminal.out(String(decoding: data ?? Data("[]".utf8), as: UTF8.self) + "\n")
            }
            Terminal.out(runs.map { PlannedText.line($0) + "\n" }.joined())
        }
    }
}
