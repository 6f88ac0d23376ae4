internal import ArgumentParser
internal import Model

@main
struct Countback: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countback",
        abstract: "Accounts-receivable metric packs from ledger extracts: XLSX, CSV and HTML.",
        discussion: "A report definition (YAML) selects metrics and a ledger; `countback run` computes and writes the pack.",
        version: Version.countback,
        subcommands: [
            RunCommand.self, CheckCommand.self, LedgerCommand.self, MetricsCommand.self, ShowCommand.self,
            ExplainCommand.self, SampleCommand.self, EngineCommand.self, DeliverCommand.self, ScheduleCommand.self,
        ])
}

enum Version {
    static let countback = "0.1.0"
}
