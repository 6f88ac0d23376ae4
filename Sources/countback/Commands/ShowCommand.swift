internal import ArgumentParser
internal import Foundation
internal import Model
internal import Planning

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Any stage of a report as text: its plan, its SQL, or the finished pack.",
        subcommands: [ShowPlan.self, ShowSQL.self, ShowPack.self])
}

struct ShowPlan: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "plan", abstract: "What a run would do, step by step.")
    @OptionGroup var report: ReportOptions

    func run() throws {
        try Terminal.run { Terminal.out(PlanText.plan(try report.project())) }
    }
}

struct ShowSQL: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql", abstract: "Every statement that a run sends to its engines, in order.")
    @OptionGroup var report: ReportOptions

    func run() throws {
        try Terminal.run {
            let project = try report.project()
            StatementLog.start()
            let run = Run(
                project: project, output: "", formats: [], today: Today.date(zone: project.report.zone),
                progress: Progress(mode: .silent))
            _ = try run.compute()
            Terminal.out(StatementLog.take())
        }
    }
}

struct ShowPack: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "The finished pack as text, before any format.")
    @OptionGroup var report: ReportOptions

    func run() throws {
        try Terminal.run {
            let project = try report.project()
            let run = Run(
                project: project, output: "", formats: [], today: Today.date(zone: project.report.zone),
                progress: Progress(mode: .silent))
            Terminal.out(PackText.text(run.compose(try run.compute())))
        }
    }
}
