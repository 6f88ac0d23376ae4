import Delivering
import Foundation
import MailServers
import Model
import Testing

/// Random faults of the server and `kill -9` of the program, over and over: nothing goes twice, and nothing is lost.
///
/// `make test` kills a hundred times, `make soak` two thousand.
@Suite struct KillTests {
    @Test func nothingTwiceAndNothingLost() throws {
        var kills = ProcessInfo.processInfo.environment["COUNTBACK_SOAK"] == nil ? 100 : 2000
        var round = 0
        var (accepted, unknown) = (0, 0)
        while kills > 0 {
            round += 1
            let result = try self.round(UInt64(round), kills: &kills)
            accepted += result.accepted
            unknown += result.unknown
        }
        // The test is one of something.
        #expect(accepted > 20 && unknown > 5)
    }

    private func round(_ seed: UInt64, kills: inout Int) throws -> (accepted: Int, unknown: Int) {
        let report = try MailedReport(port: 0)
        let taken = report.folder.path + "/taken"
        var random = RandomNumbers(seed: Int(seed))
        let recipients = (1...12).map { "r\($0)@example.com" }
        let path = report.folder.path + "/outbox.sqlite"
        do {
            let outbox = try Outbox.openToSend(path, now: 1)
            let body = String(repeating: "A line of the pack.\n", count: 2000)
            let entity = MailEntity.bytes(text: body, html: "<p>pack</p>", files: [], seed: "s")
            for recipient in recipients {
                let content = OutboxContent(hash: recipient, sender: "ar@example.com", subject: "Pack", corrected: "Pack", full: entity, light: entity)
                let key = DeliveryKey(report: "small", asOf: CivilDate(daysSinceEpoch: 20_000), recipient: recipient)
                _ = try outbox.place(
                    key, content, definition: report.folder.path + "/report.yaml", messageID: "<\(recipient)>", again: false, now: Int(Date().timeIntervalSince1970))
            }
        }
        // A dozen times at most: then what is left waits for a server without faults.
        for attempt in 0..<12 where kills > 0 {
            let server = try FaultServer(["--random", "\(seed * 100 + UInt64(attempt)):6"], folder: taken + "/\(attempt)")
            defer { server.stop() }
            try report.write(server: "{ host: 127.0.0.1, port: \(server.port), security: none, connect_seconds: 1, reply_seconds: 1 }")
            let run = try Program.start(Program.countback, ["deliver", "retry", "--now", "--outbox", "outbox.sqlite"], in: report.folder.path)
            usleep(UInt32(random.within(0...400_000)))
            if run.process.isRunning {
                kill(run.process.processIdentifier, SIGKILL)
                kills -= 1
            }
            _ = try run.wait()
            if try Outbox.open(path).due(now: 0, ignoringBackOff: true).isEmpty, try Outbox.open(path).rows().allSatisfy({ $0.state != .sending && $0.state != .body }) { break }
        }
        let server = try FaultServer(folder: taken + "/last")
        defer { server.stop() }
        try report.write(server: "{ host: 127.0.0.1, port: \(server.port), security: none }")
        _ = try report.deliver("retry", "--now")
        let rows = try Outbox.open(path).rows()
        var counts: [String: Int] = [:]
        for folder in try FileManager.default.contentsOfDirectory(atPath: taken) {
            for file in try FileManager.default.contentsOfDirectory(atPath: "\(taken)/\(folder)") where file.hasSuffix(".mail") {
                let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(taken)/\(folder)/\(file)")).prefix(200), as: UTF8.self)
                counts[String(text.prefix { $0 != "\n" }), default: 0] += 1
            }
        }
        #expect(rows.count == recipients.count)
        for row in rows {
            let count = counts[row.key.recipient] ?? 0
            #expect(count <= 1, "\(row.key.recipient) got it \(count) times")
            // What was accepted is sent or unknown; what was not is refused, or unknown; nothing else is left.
            switch row.state {
            case .sent: #expect(count == 1, "\(row.key.recipient) is sent, and the server doesn't have it: \(row.reply)")
            case .unknown: break
            case .bounced: #expect(count == 0 && row.reply.hasPrefix("554"), "\(row.reply)")
            case .queued, .sending, .body, .deferred: Issue.record("\(row.key.recipient) is still \(row.state): \(row.reply)")
            }
        }
        return (counts.count, rows.count { $0.state == .unknown })
    }
}
