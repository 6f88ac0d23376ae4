internal import Foundation
package import Model

/// Makes a pack's message: subject, text, HTML and files, once for all who receive it.
package struct MessageComposer {
    private let email: EmailDelivery
    /// What `outputs:` or `--format` has written.
    private let formats: [OutputFormat]
    private let hash: ([UInt8]) -> String

    package init(email: EmailDelivery, formats: [OutputFormat], hash: @escaping ([UInt8]) -> String) {
        self.email = email
        self.formats = formats
        self.hash = hash
    }

    /// - Parameters:
    ///   - because: why a condition lets it go.
    ///   - insteadOf: the real recipient, for a test.
    package func content(_ delivery: PackDelivery, because: [String], insteadOf: String? = nil) throws -> OutboxContent {
        let files = try files(delivery)
        var mail = MailContent(delivery.pack, member: delivery.member)
        mail.because = because
        mail.files = files.map(\.name)
        var light = mail
        (light.files, light.leftOut, light.filesAt) = ([], mail.files, email.filesAt ?? "")
        let words = delivery.words
        let subject = subject(delivery, mail, insteadOf)
        let (text, html) = (MailText.of(mail, words), MailPage.of(mail, words))
        var hashed = Array([subject, text, html].joined(separator: "\0").utf8)
        for file in files { hashed += Array("\0\(file.name)\0".utf8) + file.bytes }
        let content = hash(hashed)
        let seed = String(content.prefix(24))
        return OutboxContent(
            hash: content, sender: email.from.value, replyTo: email.replyTo?.value ?? "", subject: subject,
            corrected: Places.filled(words.said(.mailCorrected), ["subject": subject]),
            full: MailEntity.bytes(text: text, html: html, files: files, seed: seed),
            light: files.isEmpty
                ? MailEntity.bytes(text: text, html: html, files: [], seed: seed)
                : MailEntity.bytes(text: MailText.of(light, words), html: MailPage.of(light, words), files: [], seed: seed))
    }

    /// The formats that messages carry.
    package static func attached(_ email: EmailDelivery, of formats: [OutputFormat]) -> [OutputFormat] {
        email.attach ?? [.xlsx, .html, .csv].filter(formats.contains).prefix(1).map { $0 }
    }

    private func files(_ delivery: PackDelivery) throws -> [MailFile] {
        var files: [MailFile] = []
        for format in Self.attached(email, of: formats) {
            let paths = delivery.files.filter { format == .csv ? $0.hasPrefix("csv/") : $0.hasSuffix(".\(format.rawValue)") && !$0.contains("/") }
            let read = try paths.map { try Self.read($0, delivery) }
            if format == .csv, !read.isEmpty {
                files.append(MailFile(name: stem(delivery) + "_csv.zip", bytes: try ZipFile.of(read, date: delivery.asOf)))
            } else {
                files += read
            }
        }
        guard files.reduce(0, { $0 + $1.bytes.count }) > email.zipAbove else { return files }
        return [MailFile(name: stem(delivery) + ".zip", bytes: try ZipFile.of(files, date: delivery.asOf))]
    }

    private func stem(_ delivery: PackDelivery) -> String {
        let own = delivery.files.first { !$0.contains("/") && ($0.hasSuffix(".xlsx") || $0.hasSuffix(".html")) }
        return own.map { String($0.prefix { $0 != "/" }.dropLast(5)) } ?? "\(delivery.report)_\(delivery.asOf)"
    }

    private static func read(_ path: String, _ delivery: PackDelivery) throws -> MailFile {
        let place = delivery.folder + "/" + path
        guard let data = FileManager.default.contents(atPath: place) else {
            throw Refusal(
                .noInput, Finding("cannot-read", .error, "cannot read \(place), which is to be attached", place: Place(file: place), remedy: "Run the report again."))
        }
        let name = path.hasPrefix("csv/") ? String(path.dropFirst(4)) : path
        return MailFile(name: name, bytes: [UInt8](data))
    }

    private func subject(_ delivery: PackDelivery, _ mail: MailContent, _ insteadOf: String?) -> String {
        let words = delivery.words
        let values = [
            "title": mail.title, "as_of": words.figure(.date(delivery.asOf)), "member": delivery.member,
            "status": mail.status.map { words.words.name(of: $0) } ?? "", "report": delivery.report, "currency": delivery.pack.currency,
        ]
        let subject = Places.subject(email.subject?.value ?? words.said(.mailSubject), values)
        return insteadOf.map { Places.filled(words.said(.mailTest), ["recipient": $0, "subject": subject]) } ?? subject
    }
}
