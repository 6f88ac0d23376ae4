import Foundation
import MailServers
import Testing

/// What users get wrong about sending: each with its words and exit code, and nothing is sent.
@Suite struct DeliverMistakeTests {
    struct Slip: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var email: [String: String] = [:]
        var server: String?
        var files: [String: String] = [:]
        var arguments = ["--deliver"]
        var exit: Int32
        var says: String
    }

    static let slips: [Slip] = [
        Slip(
            testDescription: "no deliver", email: [:], server: "NONE", exit: 64,
            says: "report.yaml: error: the definition doesn't say to whom its pack goes [no-deliver]\n  Add \"deliver:\"; docs/delivery.md shows how.\n"),
        Slip(
            testDescription: "again alone", arguments: ["--again"], exit: 64,
            says: "error: --again says how to deliver, and nothing is delivered [not-delivered]\n  Add --deliver.\n"),
        Slip(
            testDescription: "line break in an address", email: ["to": "\"ana@example.com\\r\\nBcc: x@example.com\""], exit: 78,
            says: """
                report.yaml:19:9: error: the recipient "ana@example.com  Bcc: x@example.com" holds a line break or another control character [control-character]
                        to: "ana@example.com\\r\\nBcc: x@example.com"
                            ^
                  write it on one line; a line break could begin a header of its own

                """),
        Slip(
            testDescription: "domain", email: ["to": "ana@gmail.example"], exit: 78,
            says: """
                report.yaml:19:9: error: ana@gmail.example may not receive mail: its domain is not among the allowed ones [domain-not-allowed]
                        to: ana@gmail.example
                            ^
                  Allowed are example.com; correct the address, or add its domain to "allowed_domains".

                """),
        Slip(
            testDescription: "test address's domain", arguments: ["--to", "me@gmail.example"], exit: 64,
            says: "--to: error: me@gmail.example may not receive mail: its domain is not among the allowed ones [domain-not-allowed]\n  Allowed are example.com; correct the address, or add its domain to \"allowed_domains\".\n"),
        Slip(
            testDescription: "condition on nothing", email: ["when": "dso.countbak > 3"], exit: 78,
            says: """
                report.yaml:20:11: error: the condition asks for dso.countbak, and dso has no such value [bad-condition]
                        when: dso.countbak > 3
                              ^
                  did you mean "countback"?

                """),
        Slip(
            testDescription: "no table", email: ["to": "nobody.csv"], exit: 66,
            says: """
                report.yaml:19:9: error: there is no file "nobody.csv" with the recipients [missing-file]
                        to: nobody.csv
                            ^
                  check the path; it is read from the definition's folder

                """),
        Slip(
            testDescription: "table", email: ["to": "people.csv"], files: ["people.csv": "member,recipients\n,\"a@example.com\nBcc: b@example.com\"\n"], exit: 65,
            says: "people.csv:2: error: the recipient \"a@example.com Bcc:\" holds a line break or another control character [control-character]\n  write it on one line; a line break could begin a header of its own\n"),
        Slip(
            testDescription: "password not set", server: "{ host: localhost, user: joe, password: { env: COUNTBACK_NO_SUCH } }", exit: 69,
            says: """
                report.yaml:18:13: error: the mail server localhost has no password: COUNTBACK_NO_SUCH is not set [missing-secret]
                        server: { host: localhost, user: joe, password: { env: COUNTBACK_NO_SUCH } }
                                ^
                  Set it in the environment of the run.

                """),
        Slip(
            testDescription: "format left out", arguments: ["--deliver", "--format", "csv"], exit: 64,
            says: "error: xlsx is to be attached, and --format leaves it out [not-written]\n  Add it to --format.\n"),
    ]

    @Test(arguments: slips)
    func slip(_ slip: Slip) throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port, email: slip.email, server: slip.server, files: slip.files)
        if slip.server == "NONE" { try report.folder.write(SmallReport.report, to: "report.yaml") }
        let ended = try Program.countback(["run", "report.yaml", "-q", "--output", "out"] + slip.arguments, in: report.folder.path)
        #expect(ended.exit == slip.exit)
        #expect(ended.errors == slip.says)
        #expect(server.log.isEmpty)
        // Known before anything is computed.
        #expect(report.folder.files(below: "out") == [])
    }

    @Test func aSecretThatOthersCanRead() throws {
        let report = try MailedReport(port: 1, server: "{ host: localhost, user: joe, password: { file: secret } }", files: ["secret": "s3cret\n"])
        for (mode, exit) in [(0o644, 69), (0o640, 69), (0o600, 75)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: report.folder.path + "/secret")
            let ended = try report.run("--deliver")
            #expect(ended.exit == Int32(exit), "\(ended.errors)")
            #expect(ended.errors.contains("has mode \(String(mode, radix: 8)), so that others can read it") == (exit == 69))
        }
    }

    /// Members whose pack nobody gets, and rows for members that there are none of.
    @Test func aTableWithoutTheWhole() throws {
        let report = try MailedReport(port: 1, email: ["to": "people.csv"], files: ["people.csv": "member,recipients\nES,ana@example.com\n"])
        let ended = try report.run("--dry-run", "mails")
        #expect(ended.exit == 65)
        #expect(
            ended.errors == """
                report.yaml:19:9: error: nobody is named who receives the whole pack [no-recipient]
                        to: people.csv
                            ^
                  Add a row with an empty member.
                people.csv:2: warning: there are no rows of ES: ana@example.com gets nothing [recipient-without-rows]
                  Correct the member, or leave the row for a time when it has rows.

                """)
    }

    @Test func anOutboxOfANewerVersion() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port)
        try report.run("--deliver")
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: report.folder.path + "/outbox.sqlite"))
        try file.seek(toOffset: 60)
        try file.write(contentsOf: Data([0, 0, 0, 9]))
        try file.close()
        let count = server.log.count
        let ended = try report.run("--deliver")
        #expect(ended.exit == 65)
        #expect(ended.errors.contains("outbox.sqlite is of format 9, and this version of Countback knows format 1 [outbox-newer]"))
        #expect(server.log.count == count)
    }

    @Test(.enabled(if: CannotWriteTests.canMount, "this machine lets us mount no file system, so there is no small disk to fill"))
    func aFullDisk() throws {
        let server = try FaultServer()
        let report = try MailedReport(port: server.port)
        let definition = try report.folder.text(of: "report.yaml").replacingOccurrences(of: "outbox: outbox.sqlite", with: "outbox: disk/outbox.sqlite")
        try report.folder.write(definition, to: "report.yaml")
        try FileManager.default.createDirectory(atPath: report.folder.path + "/disk", withIntermediateDirectories: true)
        let ended = try CannotWriteTests.inShell(
            "mount -t tmpfs -o size=32k tmpfs disk || exit 1\nexec \"$1\" run report.yaml -q --output out --deliver >/dev/null", report.folder)
        #expect(ended.exit == 73)
        #expect(ended.errors.contains("disk/outbox.sqlite can't be written: no space left on the device [outbox-not-written]"))
        #expect(try server.taken().isEmpty)
    }
}
