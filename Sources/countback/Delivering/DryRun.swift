internal import Delivering
internal import Foundation
internal import Model
internal import Rendering

/// Writes messages as .eml files, which mail programs open; nothing is sent, and the outbox isn't touched.
struct DryRun {
    let folder: String
    let composer: MessageComposer
    let testRecipient: Mailbox?

    func write(_ ready: [(PackDelivery, because: [String])], _ outcome: inout DeliveryOutcome) throws {
        let outbox = try Outbox.inMemory()
        let now = DeliveryRun.now()
        for (delivery, because) in ready {
            for recipient in delivery.recipients {
                let content = try composer.content(delivery, because: because, insteadOf: testRecipient == nil ? nil : recipient.address.text)
                let to = testRecipient ?? recipient
                let key = delivery.key(recipient)
                _ = try outbox.place(
                    key, name: to.name, content, definition: "", messageID: MessageID.of(key, content: content.hash, sender: content.sender, hash: DeliveryRun.hash),
                    again: false, now: now)
                guard var row = try outbox.row(key) else { continue }
                row.key.recipient = to.address.text
                let name = [delivery.report, delivery.asOf.description, delivery.member.isEmpty ? nil : SafeName.of(delivery.member), SafeName.of(recipient.address.text)]
                    .compactMap { $0 }.joined(separator: "_") + ".eml"
                try write(try Dispatch.envelope(row, content).bytes, to: name)
                outcome.add(delivery.member, recipient.address.text, "written", folder + "/" + name)
            }
        }
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        let file = try OutputFile.create(try made(folder) + "/" + name)
        try file.write(bytes)
        _ = try file.close()
    }

    private func made(_ folder: String) throws -> String {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw WriteFailure.refusal(path: folder, code: errno)
        }
        return folder
    }
}
