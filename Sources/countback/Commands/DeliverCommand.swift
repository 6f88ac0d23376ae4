internal import ArgumentParser

struct DeliverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver", abstract: "What is to be sent and what became of it.",
        subcommands: [DeliverListCommand.self, DeliverRetryCommand.self, DeliverReleaseCommand.self, DeliverPurgeCommand.self])
}
