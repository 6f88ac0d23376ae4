internal import ArgumentParser
internal import Foundation
internal import Model

struct ScheduleListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The schedules that are installed, as they were written.")

    @Flag(name: .long, help: "Print them as JSON.")
    var json = false

    func run() throws {
        try Terminal.run {
            let all = ScheduleState.all()
            if json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
                return Terminal.out(String(decoding: (try? encoder.encode(all)) ?? Data("[]".utf8), as: UTF8.self) + "\n")
            }
            if all.isEmpty { return Terminal.out("no schedule is installed\n") }
            for state in all {
                let ended = state.exit.map { ", last ended with \($0)" } ?? ""
                Terminal.out("\(state.report): \(state.definition), by \(state.by)\(ended)\n" + state.lines.map { "  \($0)\n" }.joined())
            }
        }
    }
}

struct ScheduleRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Take a report's timer away.")

    @Argument(help: "The report's name, as `countback schedule list` shows it.")
    var report: String

    func run() throws {
        try Terminal.run {
            let all = ScheduleState.all()
            guard let state = all.first(where: { $0.report == report }) else {
                throw Refusal(
                    .usage,
                    Finding(
                        "no-schedule", .error, "no report of the name \"\(report)\" has a schedule",
                        remedy: Spelling.suggestion(for: report, among: all.map(\.report)) ?? "`countback schedule list` shows those that have."))
            }
            if let manager = ScheduleInstaller.Manager(rawValue: state.by) {
                try ScheduleInstaller(manager: manager).remove(report, isLast: all.filter { $0.by == state.by }.count == 1)
            }
            state.remove()
        }
    }
}
