import Foundation
import MailServers
import Testing

/// A split pack by STARTTLS and login through postfix into dovecot's mailboxes, and back by IMAP, byte for byte.
@Suite struct RealServerTests {
    @Test(.enabled(if: RealMailServer.isThere, "postfix and dovecot are not installed, or this isn't root, as which alone postfix runs"))
    func thereAndBack() throws {
        let server = try RealMailServer()
        let report = try MailedReport(
            port: 0, email: ["to": "members.csv", "attach": "[xlsx, html, csv]"],
            server: "{ host: localhost, port: \(server.smtp), user: sender@example.com, password: { env: MAIL_PASSWORD }, ca_file: \(server.folder)/cert.pem }",
            split: "split: { by: country, members: members.csv }\n",
            files: ["members.csv": "member,language,recipients\nES,es,Ana Núñez <ana@example.com>\nDE,,ben@example.com\n"])
        let ended = try report.run("--deliver", environment: ["MAIL_PASSWORD": server.password])
        #expect(ended.mail == ["sent      ben@example.com (DE)", "sent      ana@example.com (ES)"], "\(ended.errors)")
        // The password is nowhere.
        for file in report.folder.files() where !file.hasSuffix(".xlsx") { #expect(!(try report.folder.text(of: file)).contains(server.password), "\(file)") }
        for (user, member) in [("ana", "ES"), ("ben", "DE")] {
            let mail = try ReadMail(try server.message(of: user, in: report.folder))
            #expect(mail.defects == [])
            #expect(mail.subject == (member == "ES" ? "Small pack ES 31/10/2026" : "Small pack DE 31 Oct 2026"))
            #expect(mail.names == [[user == "ana" ? "Ana Núñez" : "", "\(user)@example.com"], ["AR", "ar@example.com"]])
            let place = "out/small/2026-10-31/members/\(member)/"
            for file in ["small_2026-10-31.xlsx", "small_2026-10-31.html"] {
                let sum = try Program.run("/usr/bin/sha256sum", [place + file], in: report.folder.path).out.prefix(64)
                #expect(mail.files[file] == String(sum), "\(place)\(file)")
            }
            #expect(mail.files.keys.contains("small_2026-10-31_csv.zip"))
            // Beta's 400 are October's, whole.
            #expect(mail.text?.contains(member == "ES" ? "DSO" : "DSO (countback): 31.00 days") == true, "\(mail.text ?? "")")
            let others = member == "ES" ? ["Beta", "ben@"] : ["Alfa", "ana@"]
            for other in others { #expect(mail.text?.contains(other) == false) }
        }
        let wrong = try report.run("--to", "ana@example.com", environment: ["MAIL_PASSWORD": "wrong"])
        #expect(wrong.exit == 69)
        #expect(wrong.errors.contains("refuses the login: 535 5.7.8"), "\(wrong.errors)")
    }
}
