import Delivering
import Foundation
import MailServers
import Model
import Testing

/// TLS and logins: what is refused, and in which words.
@Suite struct LoginTests {
    private func send(_ server: FaultServer, ca: String? = nil, _ change: (inout MailServer) -> Void) throws -> (DeliveryState?, [Finding], ExitCode) {
        let outbox = try Samples.outbox(["ana@example.com"])
        let settings = Samples.server(server.port) { settings in
            (settings.host, settings.security, settings.caFile) = ("localhost", .starttls, ca.map { $0 + "/cert.pem" })
            change(&settings)
        }
        let report = try Dispatch(outbox: outbox, server: settings, secret: "s3cret", clock: { 1000 }).run(try outbox.due(now: 1000))
        return (try outbox.rows().first?.state, report.findings(server: settings), report.exit)
    }

    private func server(_ folder: String, _ more: String...) throws -> FaultServer {
        try FaultServer(["--cert", folder + "/cert.pem", "--key", folder + "/key.pem"] + more)
    }

    @Test(arguments: [MailServer.Login.any, .plain, .login, .xoauth2])
    func logins(_ login: MailServer.Login) throws {
        let folder = try FaultServer.certificate()
        let server = try server(folder, "--user", "joe", "--password", "s3cret")
        let (state, findings, exit) = try send(server, ca: folder) { ($0.user, $0.login) = ("joe", login) }
        #expect(state == .sent && findings.isEmpty && exit == .done)
        #expect(server.log.contains("auth " + (login == .any || login == .plain ? "PLAIN" : login.rawValue.uppercased())))
    }

    @Test func tlsFromTheStart() throws {
        let folder = try FaultServer.certificate()
        let (state, findings, _) = try send(try server(folder, "--tls"), ca: folder) { $0.security = .tls }
        #expect(state == .sent, "\(findings)")
    }

    @Test func aWrongPassword() throws {
        let folder = try FaultServer.certificate()
        let server = try server(folder, "--user", "joe", "--password", "other")
        let (state, findings, exit) = try send(server, ca: folder) { $0.user = "joe" }
        #expect(state == .deferred && exit == .unavailable)
        #expect(
            findings.map(\.description) == [
                """
                report.yaml:1:1: error: the mail server localhost:\(server.port) refuses the login: 535 5.7.8 wrong user or password; 1 message waiting [mail-login-refused]
                  Check "user" and its password or token; nothing was sent.
                """
            ])
    }

    @Test func anExpiredCertificate() throws {
        let folder = try FaultServer.certificate(from: "20200101", to: "20200201")
        let server = try server(folder)
        let (state, findings, exit) = try send(server, ca: folder) { _ in }
        #expect(state == .deferred && exit == .unavailable)
        #expect(
            findings.map(\.description) == [
                """
                report.yaml:1:1: error: the certificate of the mail server localhost:\(server.port) isn't trusted: SSL certificate problem: certificate has expired; 1 message waiting [mail-certificate]
                  Have it renewed, check the host's name, or name its authority with "ca_file"; nothing was sent.
                """
            ])
    }

    @Test func aCertificateOfNobodyWeTrust() throws {
        let (state, findings, exit) = try send(try server(try FaultServer.certificate())) { _ in }
        #expect(state == .deferred && exit == .unavailable)
        #expect(findings.map(\.id) == ["mail-certificate"])
    }

    @Test func aServerWithoutSTARTTLS() throws {
        let server = try FaultServer()
        let (state, findings, exit) = try send(server) { _ in }
        #expect(state == .deferred && exit == .unavailable)
        #expect(
            findings.map(\.description) == [
                """
                report.yaml:1:1: error: the mail server localhost:\(server.port) doesn't offer STARTTLS: STARTTLS not supported.; 1 message waiting [mail-no-tls]
                  Write "security: tls" and its port if it is TLS from the start (465); nothing was sent.
                """
            ])
        #expect(try server.taken().isEmpty)
    }

    @Test func aServerWithoutLogin() throws {
        let folder = try FaultServer.certificate()
        let (state, findings, exit) = try send(try server(folder), ca: folder) { $0.user = "joe" }
        #expect(state == .deferred && exit == .unavailable)
        #expect(findings.map(\.id) == ["mail-no-login"])
    }

    /// A local part beyond ASCII needs SMTPUTF8; a domain doesn't, as it has an ASCII form.
    @Test func internationalAddresses() throws {
        for (arguments, states) in [(["--utf8"], [DeliveryState.sent, .sent]), ([], [.sent, .bounced])] {
            let server = try FaultServer(arguments)
            let outbox = try Samples.outbox(["ana@xn--bcher-kva.example", "désirée@example.com"])
            _ = try Dispatch(outbox: outbox, server: Samples.server(server.port), secret: nil, clock: { 1000 }).run(try outbox.due(now: 1000))
            #expect(try outbox.rows().map(\.state) == states)
            #expect(try server.taken().first?.recipient == "ana@xn--bcher-kva.example")
        }
    }
}
