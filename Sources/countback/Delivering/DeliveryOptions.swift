internal import ArgumentParser

/// What the command line says about sending.
struct DeliveryOptions: ParsableArguments {
    @Flag(name: .long, help: "Send the pack as the definition's `deliver` says.")
    var deliver = false

    @Option(name: .customLong("dry-run"), help: "Send nothing: write the messages into this folder, as .eml files.", completion: .directory)
    var dryRun: String?

    @Option(name: .long, help: "Send every message to this one address instead, its recipient in the subject: a test that the outbox doesn't count.")
    var to: String?

    @Flag(name: .long, help: "Send what has changed since it was sent, as a replacement of the earlier message.")
    var again = false

    var isAsked: Bool { deliver || dryRun != nil || to != nil }
}
