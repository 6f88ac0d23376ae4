internal import ArgumentParser
internal import Delivering
internal import Model

struct DeliverRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send what is waiting and due; what is parked stays.",
        discussion: "For a timer or cron, every few minutes: it does nothing where nothing is due.")

    @OptionGroup var place: OutboxOptions

    @Flag(name: .long, help: "Don't wait for the next try's time.")
    var now = false

    func run() throws {
        try Terminal.run {
            let path = try place.path()
            guard Outbox.exists(path) else { return }
            let outbox = try Outbox.openToSend(path, now: DeliveryRun.now())
            try Resend(outbox: outbox).send(try outbox.due(now: DeliveryRun.now(), ignoringBackOff: now))
        }
    }
}
