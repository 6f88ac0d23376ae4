internal import ArgumentParser
internal import Delivering
internal import Model

struct DeliverPurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Forget what was sent or parked for key dates before a day.",
        discussion: "A report that is run for such a key date again is sent again. What still waits to be sent stays.")

    @Option(name: .long, help: "The day, YYYY-MM-DD.")
    var before: String

    @OptionGroup var place: OutboxOptions

    func run() throws {
        try Terminal.run {
            guard let day = CivilDate(before) else {
                throw Refusal(.usage, Finding("bad-value", .error, "--before must be a date such as 2026-01-31, not \"\(before)\"", remedy: "Write year-month-day."))
            }
            let path = try place.path()
            guard Outbox.exists(path) else { return Terminal.out("the outbox \(path) holds no messages\n") }
            let outbox = try Outbox.openToSend(path, now: DeliveryRun.now())
            Terminal.out("\(try outbox.purge(before: day).counted("message")) forgotten\n")
        }
    }
}
