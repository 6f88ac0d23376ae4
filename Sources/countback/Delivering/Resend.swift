internal import ArgumentParser
internal import Definitions
internal import Delivering
internal import Model

/// Sends messages of several reports, each by its own definition's settings as they are now.
struct Resend {
    let outbox: Outbox

    func send(_ rows: [OutboxRow]) throws {
        var outcome = DeliveryOutcome()
        for definition in Set(rows.map(\.definition)).sorted() {
            let own = rows.filter { $0.definition == definition }
            do {
                let text = try DefinitionText.load(definition, shown: FilePath.fromHere(definition))
                guard let email = try ReportDefinition.read(text).get().deliver?.email else {
                    throw Refusal(
                        .badDefinition,
                        Finding(
                            "no-deliver", .error, "the definition no longer says how to deliver, and \(own.count.counted("message")) wait", place: Place(file: text.shown),
                            remedy: "Add \"deliver:\" again, or run the report from where it is now."))
                }
                let sender = Sender(outbox: outbox, email: email, secret: try MailSecret.read(email.server), log: DeliveryLog(outbox: outbox.path))
                var part = DeliveryOutcome()
                try sender.send(own, &part)
                outcome.lines += part.lines
                outcome.findings += part.findings
                outcome.worsen(part.exit)
            } catch let refusal as Refusal {
                outcome.findings += refusal.findings
                outcome.worsen(refusal.exit)
            }
        }
        Terminal.error(Terminal.report(outcome.findings))
        Terminal.out(outcome.text)
        if outcome.exit != .done { throw ArgumentParser.ExitCode(outcome.exit.rawValue) }
    }
}
