import Delivering
import Foundation
import MailServers
import Model
import Testing

/// Messages read back by Python's mail package.
@Suite struct MessageTests {
    private func message(
        from: String = "AR <ar@example.com>", to: String = "ana@example.com", subject: String = "Weekly", text: String = "text\n", html: String = "<p>html</p>\n",
        files: [MailFile] = [], replaces: [String] = []
    ) throws -> ReadMail {
        let entity = MailEntity.bytes(text: text, html: html, files: files, seed: "0123456789abcdef01234567")
        let envelope = Envelope(
            from: try Mailbox(from), replyTo: nil, to: try Mailbox(to), subject: subject, messageID: "<id@example.com>", replaces: replaces,
            date: 1_795_413_600, entity: entity)
        let mail = try ReadMail(envelope.bytes)
        #expect(mail.defects == [])
        #expect(mail.longest <= 78)
        #expect(mail.bare == 0)
        return mail
    }

    @Test func plainTextAndHTMLAreAlternativesAndFilesFollow() throws {
        let mail = try message(text: "Größe ≥ 3 €\n\nlast line", html: "<p>Größe</p>\n", files: [MailFile(name: "pack.xlsx", bytes: [0, 1, 2, 255])])
        #expect(mail.types == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"])
        #expect(mail.text == "Größe ≥ 3 €\n\nlast line")
        #expect(mail.html == "<p>Größe</p>\n")
        // SHA-256 of 00 01 02 ff, by sha256sum.
        #expect(mail.files == ["pack.xlsx": "3d1f57c984978ef98a18378c8166c1cb8ede02c03eeb6aee7e2f121dfeee3e56"])
        #expect(mail.id == "<id@example.com>")
        // 1795413600 is 2026-11-23 06:00 UTC, by date(1).
        #expect(mail.date == "2026-11-23T06:00:00+00:00")
    }

    @Test func withoutFilesTheAlternativesAreAll() throws {
        #expect(try message().types == ["multipart/alternative", "text/plain", "text/html"])
    }

    @Test(arguments: [
        "Weekly metric pack, 2026-11-20", "Wöchentlicher Überblick: überfällige Forderungen — Größe ≥ 3 € und noch viel mehr, was nicht in eine Zeile passt",
        "דוח שבועי: חובות בפיגור", "=?UTF-8?B?bm90IGVuY29kZWQ=?= as it stands", String(repeating: "word ", count: 40) + "end", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
        String(repeating: "x", count: 70),
    ])
    func subjects(_ subject: String) throws { #expect(try message(subject: subject).subject == subject) }

    /// What could begin a header of its own becomes a space.
    @Test func noLineBreakReachesAHeader() throws {
        let mail = try message(subject: "Weekly\r\nBcc: other@example.com\0")
        #expect(mail.subject.trimmingCharacters(in: .whitespaces) == "Weekly  Bcc: other@example.com")
    }

    @Test(arguments: [
        ("Ana Ruiz <ana@example.com>", "Ana Ruiz", "ana@example.com"), ("\"Núñez, Ana\" <ana@example.com>", "Núñez, Ana", "ana@example.com"),
        ("Ruiz, Ana (ES) <ana@example.com>", "Ruiz, Ana (ES)", "ana@example.com"), ("רות כהן <ruth@example.com>", "רות כהן", "ruth@example.com"),
        ("ana@bücher.example", "", "ana@xn--bcher-kva.example"), ("O'Brien <o'brien@example.com>", "O'Brien", "o'brien@example.com"),
        ("\"Say \\\"hi\\\"\" <a@example.com>", "Say \"hi\"", "a@example.com"),
        // Longer ones take several encoded words, between which Python's parser of addresses sees blanks that aren't there.
        ("Forderungsmanagement für Größtkunden <f@example.com>", "Forderungsmanagement für Größtkunden", "f@example.com"),
    ])
    func names(_ written: String, _ name: String, _ address: String) throws { #expect(try message(to: written).names.first == [name, address]) }

    @Test(arguments: ["pack.csv", "Größe und Maß.csv", "a\"b\\c.csv", String(repeating: "langer-name-", count: 12) + "ü.xlsx", "דוח.html"])
    func fileNames(_ name: String) throws {
        #expect(try message(files: [MailFile(name: name, bytes: [1])]).files.keys.sorted() == [name])
    }

    @Test func aReplacementRefersToWhatItReplaces() throws {
        let mail = try message(replaces: ["<one@example.com>", "<two@example.com>"])
        #expect(mail.references?.split(separator: " ").map(String.init) == ["<one@example.com>", "<two@example.com>"])
        #expect(mail.replies_to == "<two@example.com>")
    }

    @Test func packedFilesComeOutAgain() throws {
        let files = [MailFile(name: "a.csv", bytes: Array("a\r\n".utf8)), MailFile(name: "größe.csv", bytes: (0..<100_000).map { UInt8($0 % 251) })]
        let packed = try ZipFile.of(files, date: Samples.day)
        #expect(packed == (try ZipFile.of(files, date: Samples.day)))
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("zip-\(UUID().uuidString).zip")
        try Data(packed).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let process = Process()
        let out = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), [(i.filename, i.file_size, i.date_time) for i in z.infolist()])", path.path]
        process.standardOutput = out
        try process.run()
        let said = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(said == "None [('a.csv', 3, (2026, 11, 20, 0, 0, 0)), ('größe.csv', 100000, (2026, 11, 20, 0, 0, 0))]\n")
    }
}
