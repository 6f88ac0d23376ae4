internal import Definitions
internal import Delivering
internal import Foundation
internal import Model
internal import Rendering

/// Sends a report's packs: checked before anything is computed, sent when they are written.
struct DeliveryRun {
    let report: ReportDefinition
    let email: EmailDelivery
    let options: DeliveryOptions
    let formats: [OutputFormat]
    let book: RecipientBook
    let testRecipient: Mailbox?
    let secret: String?
    let outboxPath: String

    static func hash(_ bytes: [UInt8]) -> String { FileHash.of(bytes: bytes).sha256 }
    static func now() -> Int { Int(Date().timeIntervalSince1970) }
    static func isInterrupted() -> Bool { (try? Interruption.check()) == nil }

    /// Reads the recipients, the secret and the outbox's head, and refuses with all that is wrong; nil where nothing is to be sent.
    static func prepare(_ report: ReportDefinition, _ options: DeliveryOptions, formats: [OutputFormat]) throws -> DeliveryRun? {
        guard options.isAsked else {
            guard options.again else { return nil }
            throw Refusal(.usage, Finding("not-delivered", .error, "--again says how to deliver, and nothing is delivered", remedy: "Add --deliver."))
        }
        guard let deliver = report.deliver else {
            throw Refusal(
                .usage,
                Finding(
                    "no-deliver", .error, "the definition doesn't say to whom its pack goes", place: Place(file: FilePath.fromHere(report.path)),
                    remedy: "Add \"deliver:\"; docs/delivery.md shows how."))
        }
        var findings: [Finding] = []
        let email = deliver.email
        let allowed = AllowedDomains(email.allowedDomains, &findings)
        var book = report.recipientBook(email, allowed)
        if case .table(let path, let place) = email.to {
            book = try RecipientTable.read(path, shown: Project.relative(path, to: report.path), allowed: allowed, namedAt: place)
            findings += book.findings
        }
        if findings.contains(where: { $0.severity == .error }) { throw Refusal(.badData, findings) }
        Terminal.error(Terminal.report(findings))
        let unwritten = MessageComposer.attached(email, of: formats).filter { !formats.contains($0) }
        if !unwritten.isEmpty {
            throw Refusal(
                .usage,
                Finding(
                    "not-written", .error, "\(unwritten.map(\.rawValue).joined(separator: ", ")) is to be attached, and --format leaves it out",
                    remedy: "Add it to --format."))
        }
        var test: Mailbox?
        if let address = options.to {
            let place = Place(file: "--to")
            test = AddressFindings.mailbox(address, "recipient", place, &findings)
            if let test { findings += [allowed.refusal(test, place)].compactMap { $0 } }
            if findings.contains(where: { $0.severity == .error }) { throw Refusal(.usage, findings) }
        }
        let path = OutboxPlace.of(deliver)
        let secret = options.dryRun == nil ? try MailSecret.read(email.server) : nil
        // What is wrong with it is known before an hour of computing.
        if options.dryRun == nil, test == nil { _ = try Outbox.open(path) }
        return DeliveryRun(
            report: report, email: email, options: options, formats: formats, book: book, testRecipient: test, secret: secret, outboxPath: path)
    }

    /// The whole pack and the members', to those who receive them; of a split, the whole goes only to whom a list gives it.
    func run(_ outcome: Run.Outcome, of run: Run) throws -> DeliveryOutcome {
        guard report.split != nil else {
            let mismatches = book.mismatches(members: [""], of: email.recipientsPlace)
            return try self.run([outcome.delivery(to: book.recipients(of: ""))], findings: mismatches)
        }
        let leaks = try LeakCheck(run: run, outcome: outcome).findings()
        if !leaks.isEmpty { throw Refusal(.badData, leaks) }
        let whole = book.recipients(of: "")
        let mismatches = book.mismatches(members: outcome.members.map(\.name) + (whole.isEmpty ? [] : [""]), of: email.recipientsPlace)
        let deliveries = (whole.isEmpty ? [] : [outcome.delivery(to: whole)]) + outcome.members.map { $0.delivery(to: book.recipients(of: $0.name)) }
        return try self.run(deliveries, findings: mismatches)
    }

    /// Sends packs, or writes them as files.
    ///
    /// - Parameters:
    ///   - deliveries: with their recipients; those without are told of by `RecipientBook.mismatches`.
    ///   - findings: what was found about recipients and members; the owner is told of it, too.
    func run(_ deliveries: [PackDelivery], findings: [Finding] = []) throws -> DeliveryOutcome {
        var outcome = DeliveryOutcome()
        outcome.findings = findings
        if findings.contains(where: { $0.severity == .error }) { outcome.worsen(.badData) }
        let log = DeliveryLog(outbox: outboxPath)
        var ready: [(PackDelivery, because: [String])] = []
        for delivery in deliveries {
            guard let condition = email.when?.value else {
                ready.append((delivery, []))
                continue
            }
            let decision = ConditionOutcome.of(condition, words: delivery.words, figure: delivery.figure)
            if decision.isSent {
                ready.append((delivery, decision.facts))
                continue
            }
            let why = delivery.words.notSentBecause(decision.facts)
            for recipient in delivery.recipients { outcome.add(delivery.member, recipient.address.text, "not sent", why) }
            if options.dryRun == nil, testRecipient == nil {
                log.write("delivery", ["report": report.name, "as_of": "\(delivery.asOf)", "member": delivery.member, "state": "not sent", "reason": why])
            }
        }
        let composer = MessageComposer(email: email, formats: formats, hash: Self.hash)
        if let folder = options.dryRun {
            try DryRun(folder: folder, composer: composer, testRecipient: testRecipient).write(ready, &outcome)
        } else {
            try send(ready, composer, log, &outcome)
        }
        return outcome
    }

    private func send(_ ready: [(PackDelivery, because: [String])], _ composer: MessageComposer, _ log: DeliveryLog, _ outcome: inout DeliveryOutcome) throws {
        let outbox = try testRecipient == nil ? Outbox.openToSend(outboxPath, now: Self.now()) : Outbox.inMemory()
        var held: [OutboxRow] = []
        for (delivery, because) in ready {
            for recipient in delivery.recipients {
                let content = try composer.content(delivery, because: because, insteadOf: testRecipient == nil ? nil : recipient.address.text)
                var key = delivery.key(recipient)
                // Tests differ by whom they stand for.
                if let testRecipient { (key.member, key.recipient) = ("\(delivery.member)\u{1F}\(recipient.address.text)", testRecipient.address.text) }
                let id = MessageID.of(key, content: testRecipient == nil ? content.hash : content.hash + "\(Self.now())", sender: email.from.value, hash: Self.hash)
                let placing = try outbox.place(
                    key, name: testRecipient?.name ?? recipient.name, content, definition: report.path, messageID: id, again: options.again, now: Self.now())
                switch placing {
                case .queued: break
                case .unchanged(let state) where state == .queued || state == .deferred: break
                case .unchanged(let state): outcome.add(delivery.member, recipient.address.text, state == .sent ? "already" : state.rawValue, "the same content, nothing was sent")
                case .held:
                    if let row = try outbox.row(key) { held.append(row) }
                    outcome.add(delivery.member, recipient.address.text, "held", "other content was sent before")
                }
            }
        }
        outcome.findings += held.map(DeliveryWords.held)
        if !held.isEmpty { outcome.worsen(.badData) }
        let due = try outbox.due(now: Self.now()).filter { $0.definition == report.path }
        let subject = ready.first.map { Sender.Subject(report: report.name, definition: report.path, asOf: $0.0.asOf) }
        try Sender(outbox: outbox, email: email, secret: secret, log: testRecipient == nil ? log : nil, isTest: testRecipient != nil)
            .send(due, about: subject, &outcome)
    }

    /// Tells the owner of a run that failed; what can't be told so is on the terminal anyway.
    func tell(_ refusal: Refusal, asOf: CivilDate?) {
        guard options.dryRun == nil, testRecipient == nil, email.owner != nil else { return }
        do {
            let outbox = try Outbox.openToSend(outboxPath, now: Self.now())
            let subject = Sender.Subject(report: report.name, definition: report.path, asOf: asOf ?? Today.date(zone: report.zone))
            try Sender(outbox: outbox, email: email, secret: secret, log: DeliveryLog(outbox: outboxPath))
                .tellOwner(subject, what: "the run failed", findings: refusal.findings)
        } catch let other as Refusal {
            Terminal.error(Terminal.report(other.findings))
        } catch {}
    }
}
