import Foundation
import MailServers
import Testing

/// A report that is sent, by the program as its users run it.
@Suite struct DeliverTests {
    @Test func aPackGoesToEachOnce() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port)
        #expect(try report.run("--deliver").mail == ["sent      ana@example.com", "sent      ben@example.com"])
        #expect(try report.run("--deliver").mail == ["already   ana@example.com: the same content, nothing was sent", "already   ben@example.com: the same content, nothing was sent"])
        #expect(try server.taken().map(\.recipient) == ["ana@example.com", "ben@example.com"])
        let mail = try ReadMail(try #require(try server.taken().first).bytes)
        #expect(mail.subject == "Small pack 31 Oct 2026")
        #expect(mail.to == "ana@example.com" && mail.from == "AR <ar@example.com>")
        #expect(mail.defects == [] && mail.longest <= 78)
        #expect(mail.files.keys.sorted() == ["small_2026-10-31.xlsx", "small_2026-10-31_csv.zip"])
        let workbook = try Program.run("/usr/bin/sha256sum", ["out/small/2026-10-31/small_2026-10-31.xlsx"], in: report.folder.path).out.prefix(64)
        #expect(mail.files["small_2026-10-31.xlsx"] == String(workbook))
        // 26.35 of 31 days of August, 30 of September, 31 of October: see the small report.
        #expect(mail.text?.contains("DSO (countback): 87.35 days") == true)
    }

    /// Without the flag nothing is sent, whatever the definition says.
    @Test func nothingIsSentUnasked() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port)
        #expect(try report.run().exit == 0)
        #expect(server.log.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: report.folder.path + "/outbox.sqlite"))
    }

    @Test func otherContentIsHeldUntilAgain() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port, email: ["to": "ana@example.com"])
        #expect(try report.run("--deliver").exit == 0)
        try report.write(email: ["to": "ana@example.com"], title: "Better pack")
        let held = try report.run("--deliver")
        #expect(held.exit == 65)
        #expect(
            held.errors == """
                error: small of 2026-10-31 to ana@example.com is held: other content was sent before [mail-held]
                  `--again` sends it as a replacement of the earlier one, `countback deliver release 1` too.

                """)
        #expect(try report.states() == ["ana@example.com sent, held"])
        #expect(try server.taken().count == 1)
        #expect(try report.run("--deliver", "--again").mail == ["sent      ana@example.com"])
        let (first, second) = (try ReadMail(server.taken()[0].bytes), try ReadMail(server.taken()[1].bytes))
        #expect(second.subject == "Corrected: Better pack 31 Oct 2026")
        #expect(second.id != first.id && second.replies_to == first.id && second.references == first.id)
        #expect(try report.states() == ["ana@example.com sent"])
    }

    @Test func releaseSendsWhatIsHeld() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port, email: ["to": "ana@example.com"])
        try report.run("--deliver")
        try report.write(email: ["to": "ana@example.com"], title: "Better pack")
        try report.run("--deliver")
        let wrong = try report.deliver("release", "7")
        #expect(wrong.exit == 64)
        #expect(wrong.errors == "error: the outbox has no message 7 [no-such-message]\n  `countback deliver list` shows them.\n")
        #expect(try report.deliver("release", "1").mail == ["sent      ana@example.com"])
        #expect(try server.taken().count == 2)
        let sent = try report.deliver("release", "1")
        #expect(sent.exit == 64)
        #expect(sent.errors == "error: message 1 is sent, not parked [not-parked]\n  What was sent is not sent again.\n")
    }

    @Test func whatIsDeferredGoesLaterAndTheOwnerIsTold() throws {
        let server = try FaultServer(["--recipient-fault", "ben@example.com:defer", "--recipient-fault", "gone@example.com:refuse"])
        let report = try MailedReport(port: server.port, email: ["to": "[ana@example.com, ben@example.com, gone@example.com]", "owner": "boss@example.com"])
        let ended = try report.run("--deliver")
        #expect(ended.exit == 65)
        #expect(try report.states() == ["ana@example.com sent", "ben@example.com deferred", "gone@example.com bounced", "boss@example.com sent (summary)"])
        let summary = try ReadMail(try #require(try server.taken().last).bytes)
        #expect(summary.subject == "Countback: small of 2026-10-31: 1 deferred, 1 bounced")
        #expect(summary.text?.contains("small of 2026-10-31 to gone@example.com was refused: 550 5.1.1 no such user") == true)
        // Not due yet: nothing is tried, and nobody is told again.
        #expect(try report.deliver("retry").out == "")
        #expect(try report.deliver("retry", "--now").exit == 75)
        #expect(try server.taken().count == 3)
        let (first, second) = (try server.taken()[1], try server.taken()[2])
        #expect(first.recipient == "boss@example.com" && second.recipient == "boss@example.com")
    }

    @Test func aDryRunWritesMessagesAndSendsNone() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port, email: ["attach": "[]"], server: "{ host: localhost, port: \(server.port), user: joe, password: { env: NOT_SET } }")
        let ended = try report.run("--dry-run", "mails")
        #expect(ended.exit == 0, "\(ended.errors)")
        let files = report.folder.files(below: "mails")
        #expect(files.count == 2)
        let mail = try ReadMail([UInt8](Data(contentsOf: URL(fileURLWithPath: report.folder.path + "/mails/" + files[0]))))
        #expect(mail.types == ["multipart/alternative", "text/plain", "text/html"])
        #expect(mail.to == "ana@example.com")
        #expect(server.log.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: report.folder.path + "/outbox.sqlite"))
    }

    /// A test goes to one address alone, as often as it is asked for, and isn't counted.
    @Test func aTestGoesToOneAddress() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port)
        for _ in 1...2 { #expect(try report.run("--to", "me@example.com").exit == 0) }
        #expect(try server.taken().map(\.recipient) == Array(repeating: "me@example.com", count: 4))
        #expect(try server.taken().prefix(2).map { try ReadMail($0.bytes).subject } == ["[for ana@example.com] Small pack 31 Oct 2026", "[for ben@example.com] Small pack 31 Oct 2026"])
        #expect(try report.run("--deliver").mail == ["sent      ana@example.com", "sent      ben@example.com"])
    }

    @Test(arguments: [
        ("dso > 80", "Sent because DSO (countback) is 87.35 days, which is above 80 days."), ("dso.countback rises by 3", "Sent because DSO (countback) has risen from 61.00 days to 87.35 days."),
        ("dso > 90 or aged_debt.overdue_share > 75%", "Sent because Overdue share is 80.00%, which is above 75%."),
    ])
    func aConditionThatHolds(_ condition: String, _ said: String) throws {
        let report = try MailedReport(port: 1, email: ["when": condition, "to": "ana@example.com"])
        #expect(try report.run("--dry-run", "mails").exit == 0)
        let file = try #require(report.folder.files(below: "mails").first)
        let text = try ReadMail([UInt8](Data(contentsOf: URL(fileURLWithPath: report.folder.path + "/mails/" + file)))).text
        #expect(text?.contains(said) == true, "\(text ?? "")")
    }

    @Test func aConditionThatDoesNot() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port, email: ["when": "dso > 90 and not (dso is met)", "to": "ana@example.com"])
        let ended = try report.run("--deliver")
        #expect(ended.exit == 0)
        #expect(ended.mail == ["not sent  ana@example.com: Not sent because DSO (countback) is 87.35 days, which is not above 90 days."])
        #expect(server.log.isEmpty)
        #expect(try report.folder.text(of: "outbox.log.jsonl").contains("\"state\":\"not sent\""))
    }

    /// A run that fails is told to the owner, with its findings.
    @Test func theOwnerIsToldOfAFailure() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port, email: ["owner": "boss@example.com"], files: ["items.csv": SmallReport.items + "I9,C1,invoice,2026-08-99,,EUR,1.00\n"])
        #expect(try report.run("--deliver").exit == 65)
        let mail = try ReadMail(try #require(try server.taken().first).bytes)
        #expect(mail.to == "boss@example.com")
        #expect(mail.subject.hasSuffix(": the run failed"))
        #expect(mail.text?.contains("items.csv") == true)
        #expect(try server.taken().count == 1)
    }

    /// The log tells each message, a line of JSON each.
    @Test func theLog() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port)
        try report.run("--deliver")
        let lines = try report.folder.text(of: "outbox.log.jsonl").split(separator: "\n").map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:] }
        #expect(lines.map { $0["recipient"] as? String } == ["ana@example.com", "ben@example.com"])
        #expect(lines.allSatisfy { $0["state"] as? String == "sent" && $0["event"] as? String == "delivery" && $0["report"] as? String == "small" && $0["as_of"] as? String == "2026-10-31" })
    }
}
