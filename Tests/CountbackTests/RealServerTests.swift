import Foundation
import MailServers
import Testing

/// By STARTTLS and login through postfix into dovecot's mailboxes, and back by IMAP, byte for byte.
@Suite struct RealServerTests {
    @Test(.enabled(if: RealMailServer.isThere, "postfix and dovecot are not installed, or this isn't root, as which alone postfix runs"))
    func thereAndBack() throws {
        let server = try RealMailServer()
        let report = try MailedReport(
            port: 0, email: ["to": "[Ana Núñez <ana@example.com>, ben@example.com]", "attach": "[xlsx, html, csv]"],
            server: "{ host: localhost, port: \(server.smtp), user: sender@example.com, password: { env: MAIL_PASSWORD }, ca_file: \(server.folder)/cert.pem }")
        let ended = try report.run("--deliver", environment: ["MAIL_PASSWORD": server.password])
        #expect(ended.mail == ["sent      ana@example.com", "sent      ben@example.com"], "\(ended.errors)")
        // The password is nowhere.
        for file in report.folder.files() where !file.hasSuffix(".xlsx") { #expect(!(try report.folder.text(of: file)).contains(server.password), "\(file)") }
        for user in ["ana", "ben"] {
            let mail = try ReadMail(try server.message(of: user, in: report.folder))
            #expect(mail.defects == [])
            #expect(mail.subject == "Small pack 31 Oct 2026")
            #expect(mail.names == [[user == "ana" ? "Ana Núñez" : "", "\(user)@example.com"], ["AR", "ar@example.com"]])
            let place = "out/small/2026-10-31/small_2026-10-31"
            for file in ["small_2026-10-31.xlsx", "small_2026-10-31.html"] {
                let sum = try Program.run("/usr/bin/sha256sum", ["out/small/2026-10-31/" + file], in: report.folder.path).out.prefix(64)
                #expect(mail.files[file] == String(sum), "\(file) below \(place)")
            }
            #expect(mail.files.keys.contains("small_2026-10-31_csv.zip"))
            #expect(mail.text?.contains("DSO (countback): 87.35 days") == true)
        }
        let wrong = try report.run("--to", "ana@example.com", environment: ["MAIL_PASSWORD": "wrong"])
        #expect(wrong.exit == 69)
        #expect(wrong.errors.contains("refuses the login: 535 5.7.8"), "\(wrong.errors)")
    }
}
