import Delivering
import Foundation
import MailServers
import Model
import Testing

/// What becomes of a message when the server refuses, defers, stalls or drops at each step.
@Suite struct FaultTests {
    struct Fault: CustomTestStringConvertible, Sendable {
        var fault: String
        var state: DeliveryState
        /// Whether the server has it.
        var isTaken = false
        var reply: String
        var testDescription: String { fault }

        init(_ fault: String, _ state: DeliveryState, isTaken: Bool = false, _ reply: String) {
            (self.fault, self.state, self.isTaken, self.reply) = (fault, state, isTaken, reply)
        }
    }

    /// Before the message has begun nothing can have been taken; afterwards only a reply tells.
    static let faults: [Fault] = [
        Fault("connect:drop", .deferred, ""), Fault("connect:stall", .deferred, ""),
        Fault("greeting:refuse", .deferred, "554 5.7.1 refused at greeting"), Fault("greeting:defer", .deferred, "451 4.3.0 not now, at greeting"),
        Fault("greeting:stall", .deferred, ""), Fault("greeting:drop", .deferred, ""),
        Fault("ehlo:refuse", .deferred, "554 5.7.1 refused at ehlo"), Fault("ehlo:defer", .deferred, "451 4.3.0 not now, at ehlo"),
        Fault("ehlo:stall", .deferred, ""), Fault("ehlo:drop", .deferred, ""),
        Fault("mail:refuse", .bounced, "554 5.7.1 refused at mail"), Fault("mail:defer", .deferred, "451 4.3.0 not now, at mail"),
        Fault("mail:stall", .deferred, ""), Fault("mail:drop", .deferred, ""),
        Fault("rcpt:refuse", .bounced, "554 5.7.1 refused at rcpt"), Fault("rcpt:defer", .deferred, "451 4.3.0 not now, at rcpt"),
        Fault("rcpt:stall", .deferred, ""), Fault("rcpt:drop", .deferred, ""),
        Fault("data:refuse", .bounced, "554 5.7.1 refused at data"), Fault("data:defer", .deferred, "451 4.3.0 not now, at data"),
        Fault("data:stall", .deferred, ""), Fault("data:drop", .deferred, ""),
        Fault("body:stall", .unknown, ""), Fault("body:drop", .unknown, ""),
        Fault("dot:refuse", .bounced, "554 5.6.0 refused at dot"), Fault("dot:defer", .deferred, "451 4.3.0 not now, at dot"),
        Fault("dot:stall", .unknown, ""), Fault("dot:drop", .unknown, ""),
        Fault("dot:take-stall", .unknown, isTaken: true, ""), Fault("dot:take-drop", .unknown, isTaken: true, ""),
    ]

    @Test(arguments: faults)
    func fault(_ fault: Fault) throws {
        let server = try FaultServer(["--fault", fault.fault])
        let outbox = try Samples.outbox(["ana@example.com"])
        let dispatch = Dispatch(outbox: outbox, server: Samples.server(server.port), secret: nil, clock: { 1000 })
        let report = try dispatch.run(try outbox.due(now: 1000))
        let row = try #require(try outbox.rows().first)
        #expect(row.state == fault.state)
        #expect(fault.reply.isEmpty ? !row.reply.isEmpty : row.reply == fault.reply, "\(row.reply)")
        #expect(row.attempts == 1)
        if fault.state == .deferred { #expect(row.nextAt == 1060) }
        #expect(try server.taken().count == (fault.isTaken ? 1 : 0))
        #expect(report.states.map(\.state) == [fault.state])
        #expect(report.exit == (fault.state == .deferred ? .tryAgain : fault.state == .bounced ? .badData : .unavailable))
        // Nothing parked goes by itself; what is deferred does, once its time has come.
        server.stop()
        let sound = try FaultServer()
        let again = Dispatch(outbox: outbox, server: Samples.server(sound.port), secret: nil, clock: { 1060 })
        _ = try again.run(try outbox.due(now: 1059))
        #expect(try sound.taken().isEmpty)
        _ = try again.run(try outbox.due(now: 1060))
        #expect(try sound.taken().count == (fault.state == .deferred ? 1 : 0))
        #expect(try outbox.rows().first?.state == (fault.state == .deferred ? .sent : fault.state))
    }

    /// STARTTLS and AUTH: nothing is said in clear text, whatever the server does.
    @Test(arguments: ["starttls:refuse", "starttls:defer", "starttls:drop", "starttls:stall", "auth:refuse", "auth:defer", "auth:drop", "auth:stall"])
    func beforeLogin(_ fault: String) throws {
        let folder = try FaultServer.certificate()
        let server = try FaultServer(
            ["--cert", folder + "/cert.pem", "--key", folder + "/key.pem", "--user", "joe", "--password", "secret", "--fault", fault])
        let outbox = try Samples.outbox(["ana@example.com", "ben@example.com"])
        let settings = Samples.server(server.port) { settings in
            (settings.host, settings.security, settings.user, settings.caFile) = ("localhost", .starttls, "joe", folder + "/cert.pem")
        }
        let report = try Dispatch(outbox: outbox, server: settings, secret: "secret", clock: { 1000 }).run(try outbox.due(now: 1000))
        #expect(try outbox.rows().map(\.state) == [.deferred, .deferred])
        #expect(try server.taken().isEmpty)
        // The second isn't tried on a server that can't be used.
        #expect(server.log.count { $0 == "connection" } == 1)
        #expect(report.exit == (["starttls:refuse", "starttls:defer", "auth:refuse"].contains(fault) ? .unavailable : .tryAgain))
    }

    /// A server that closes a connection between two messages, as many do.
    @Test func aConnectionThatIsClosedBetweenMessages() throws {
        let server = try FaultServer(["--fault", "mail:drop:0", "--close-after", "1"])
        let outbox = try Samples.outbox(["a@example.com", "b@example.com", "c@example.com"])
        _ = try Dispatch(outbox: outbox, server: Samples.server(server.port), secret: nil, clock: { 1000 }).run(try outbox.due(now: 1000))
        #expect(try outbox.rows().map(\.state) == [.sent, .sent, .sent])
        #expect(try server.taken().map(\.recipient) == ["a@example.com", "b@example.com", "c@example.com"])
    }

    /// One recipient per transaction: what one server says of one doesn't touch the others, and the connection is kept.
    @Test func oneBadRecipientAmongGoodOnes() throws {
        let server = try FaultServer(["--recipient-fault", "gone@example.com:refuse", "--recipient-fault", "full@example.com:defer"])
        let outbox = try Samples.outbox(["a@example.com", "gone@example.com", "full@example.com", "b@example.com"])
        let report = try Dispatch(outbox: outbox, server: Samples.server(server.port), secret: nil, clock: { 1000 }).run(try outbox.due(now: 1000))
        #expect(try outbox.rows().map { "\($0.key.recipient) \($0.state)" } == ["a@example.com sent", "b@example.com sent", "full@example.com deferred", "gone@example.com bounced"])
        #expect(try server.taken().map(\.recipient) == ["a@example.com", "b@example.com"])
        #expect(
            report.findings(server: Samples.server(server.port)).map(\.description) == [
                """
                error: weekly of 2026-11-20 to gone@example.com was refused: 550 5.1.1 no such user [mail-bounced]
                  Correct the recipient, or once the reason is gone, `countback deliver release 2`.
                """,
                """
                warning: weekly of 2026-11-20 to full@example.com is deferred: 450 4.2.0 mailbox busy [mail-deferred]
                  It is tried again by the next run and by `countback deliver retry`, for two days in all.
                """,
            ])
    }

    @Test func theConnectionIsReused() throws {
        let server = try FaultServer()
        let outbox = try Samples.outbox((1...5).map { "r\($0)@example.com" })
        _ = try Dispatch(outbox: outbox, server: Samples.server(server.port), secret: nil, clock: { 1000 }).run(try outbox.due(now: 1000))
        #expect(try server.taken().count == 5)
        #expect(server.log == ["connection"])
    }

    /// Above the size that the server states, the files are left out; nothing is tried that can't go.
    @Test func aServerThatTakesLittle() throws {
        let server = try FaultServer(["--size", "2000"])
        let outbox = try Samples.outbox(["ana@example.com"])
        _ = try Dispatch(outbox: outbox, server: Samples.server(server.port), secret: nil, clock: { 1000 }).run(try outbox.due(now: 1000))
        let taken = try #require(try server.taken().first)
        #expect(taken.bytes.count < 2000)
        #expect(taken.text.contains("light"))
    }

    /// The bytes are those of the outbox, dots at the start of lines and all.
    @Test func whatArrivesIsWhatWasKept() throws {
        let server = try FaultServer()
        let content = Samples.content(body: ".\n..two\n.three\nFrom me\n" + String(repeating: "x", count: 2000) + "\n.")
        let outbox = try Samples.outbox(["ana@example.com"], content)
        let row = try #require(try outbox.due(now: 1000).first)
        _ = try Dispatch(outbox: outbox, server: Samples.server(server.port), secret: nil, clock: { 1000 }).run([row])
        #expect(try server.taken().first?.bytes == (try Dispatch.envelope(row, content).bytes))
    }
}
