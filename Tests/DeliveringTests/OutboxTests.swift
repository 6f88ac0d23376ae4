import Delivering
import Foundation
import MailServers
import Model
import Testing

/// Once, and no more: what the outbox does with messages that come again, and with what a killed program left.
@Suite struct OutboxTests {
    private func path() -> String { ScratchFolder.new("outbox") + "/outbox.sqlite" }

    private func place(_ outbox: Outbox, _ hash: String, again: Bool = false, now: Int = 1000) throws -> Placing {
        try outbox.place(Samples.key(), Samples.content(hash), definition: "/r.yaml", messageID: "<\(hash)@example.com>", again: again, now: now)
    }

    private func settle(_ outbox: Outbox, _ state: DeliveryState) throws {
        let row = try #require(try outbox.rows().first)
        try outbox.begin(row, now: 1001)
        if state == .sending { return }
        try outbox.beginBody(row, now: 1002)
        if state == .body { return }
        try outbox.finish(row, state, reply: "said", next: 2000, now: 1003)
    }

    @Test func theSameContentGoesOnce() throws {
        let outbox = try Outbox.inMemory()
        #expect(try place(outbox, "a") == .queued(replacing: false))
        #expect(try place(outbox, "a") == .unchanged(.queued))
        try settle(outbox, .sent)
        for again in [false, true] {
            #expect(try place(outbox, "a", again: again) == .unchanged(.sent))
            #expect(try outbox.due(now: 9_999_999, ignoringBackOff: true).isEmpty)
        }
    }

    @Test(arguments: [DeliveryState.sent, .unknown, .bounced])
    func otherContentIsHeldUntilAgain(_ state: DeliveryState) throws {
        let outbox = try Outbox.inMemory()
        _ = try place(outbox, "a")
        try settle(outbox, state)
        #expect(try place(outbox, "b") == .held(state))
        #expect(try outbox.due(now: 9_999_999, ignoringBackOff: true).isEmpty)
        let held = try #require(try outbox.rows().first)
        #expect(held.state == state && held.content == "a" && held.held == "b")
        #expect(try place(outbox, "b", again: true) == .queued(replacing: state != .bounced))
        let row = try #require(try outbox.due(now: 1000).first)
        #expect(row.content == "b" && row.held == nil && row.messageID == "<b@example.com>" && row.attempts == 0)
        // What nobody can have received is no earlier version.
        #expect(row.replaces == (state == .bounced ? [] : ["<a@example.com>"]))
        #expect(try String(decoding: Dispatch.envelope(row, Samples.content("b")).bytes, as: UTF8.self).contains(state == .bounced ? "Subject: Weekly" : "Subject: Corrected: Weekly"))
    }

    @Test(arguments: [DeliveryState.queued, .deferred])
    func whatNobodyHasIsReplaced(_ state: DeliveryState) throws {
        let outbox = try Outbox.inMemory()
        _ = try place(outbox, "a")
        if state == .deferred { try settle(outbox, .deferred) }
        #expect(try place(outbox, "b", now: 1500) == .queued(replacing: false))
        let row = try #require(try outbox.rows().first)
        #expect(row.state == .queued && row.content == "b" && row.replaces == [] && row.nextAt == 1500)
    }

    /// The figures went back to what was sent.
    @Test func whatWasHeldIsForgottenWhenTheFirstComesAgain() throws {
        let outbox = try Outbox.inMemory()
        _ = try place(outbox, "a")
        try settle(outbox, .sent)
        _ = try place(outbox, "b")
        #expect(try place(outbox, "a") == .unchanged(.sent))
        #expect(try outbox.rows().first?.held == nil)
    }

    @Test func releaseSendsTheUnknownUnderItsOldID() throws {
        let outbox = try Outbox.inMemory()
        _ = try place(outbox, "a")
        try settle(outbox, .unknown)
        try outbox.release(try #require(try outbox.rows().first), messageID: { "<new-\($0)@example.com>" }, now: 3000)
        let row = try #require(try outbox.due(now: 3000).first)
        #expect(row.messageID == "<a@example.com>" && row.replaces == [] && row.content == "a")
    }

    @Test func releaseSendsTheHeldAsAReplacement() throws {
        let outbox = try Outbox.inMemory()
        _ = try place(outbox, "a")
        try settle(outbox, .sent)
        _ = try place(outbox, "b")
        try outbox.release(try #require(try outbox.rows().first), messageID: { "<new-\($0)@example.com>" }, now: 3000)
        let row = try #require(try outbox.due(now: 3000).first)
        #expect(row.messageID == "<new-b@example.com>" && row.replaces == ["<a@example.com>"] && row.content == "b")
    }

    /// A program killed at each step: what had not begun goes again, what had begun is unknown.
    @Test(arguments: [(DeliveryState.sending, DeliveryState.queued), (.body, .unknown), (.sent, .sent), (.deferred, .deferred), (.bounced, .bounced)])
    func interrupted(_ left: DeliveryState, _ found: DeliveryState) throws {
        let path = path()
        do {
            let outbox = try Outbox.openToSend(path, now: 1000)
            _ = try place(outbox, "a")
            try settle(outbox, left)
        }
        #expect(try Outbox.open(path).rows().map(\.state) == [left])
        #expect(try Outbox.openToSend(path, now: 1100).rows().map(\.state) == [found])
    }

    @Test func aStepThatIsNotTheNextIsRefused() throws {
        let outbox = try Outbox.inMemory()
        _ = try place(outbox, "a")
        try settle(outbox, .sent)
        let row = try #require(try outbox.rows().first)
        #expect(throws: Refusal.self) { try outbox.begin(row, now: 1) }
        #expect(throws: Refusal.self) { try outbox.beginBody(row, now: 1) }
    }

    @Test func onlyOneSendsAtATime() throws {
        let path = path()
        let first = try Outbox.openToSend(path, now: 1)
        let refusal = #expect(throws: Refusal.self) { try Outbox.openToSend(path, now: 1) }
        #expect(refusal?.exit == .tryAgain)
        #expect(refusal?.findings.map(\.message) == ["another run is sending from the outbox \(path)"])
        #expect(try Outbox.open(path).rows().isEmpty)
        withExtendedLifetime(first) {}
    }

    /// A child that is being started shares the lock's file until it runs its program.
    @Test func whoeverIsDoneLetsOthersSendThoughTheLockIsShared() throws {
        let path = path()
        var first: Outbox? = try Outbox.openToSend(path, now: 1)
        let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
        let lock = try #require(
            files.first { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?.hasSuffix("\(path).lock") == true })
        let shared = dup(lock)
        defer { close(shared) }
        withExtendedLifetime(first) {}
        first = nil
        #expect(try Outbox.openToSend(path, now: 2).rows().isEmpty)
    }

    @Test func whatIsNoOutbox() throws {
        let path = path()
        try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data("not a database at all, but a text that someone put here".utf8).write(to: URL(fileURLWithPath: path))
        let refusal = #expect(throws: Refusal.self) { try Outbox.open(path) }
        #expect(refusal?.exit == .badData && refusal?.findings.map(\.id) == ["not-an-outbox"])
    }

    @Test func aNewerVersion() throws {
        let path = path()
        _ = try Outbox.open(path)
        // Byte 60 of an SQLite file is its user_version, four bytes with the highest first.
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: 60)
        try file.write(contentsOf: Data([0, 0, 0, 7]))
        try file.close()
        let refusal = #expect(throws: Refusal.self) { try Outbox.openToSend(path, now: 1) }
        #expect(refusal?.exit == .badData)
        #expect(
            refusal?.findings.map(\.description) == [
                """
                \(path): error: the outbox \(path) is of format 7, and this version of Countback knows format 1 [outbox-newer]
                  Send with the version that wrote it, or a later one; nothing was sent.
                """
            ])
    }

    @Test func purgeForgetsWhatIsDoneOnly() throws {
        let outbox = try Outbox.inMemory()
        for (day, state) in [("2026-01-01", DeliveryState.sent), ("2026-01-02", .deferred), ("2026-03-01", .sent)] {
            let key = DeliveryKey(report: "weekly", asOf: try #require(CivilDate(day)), recipient: "a@example.com")
            _ = try outbox.place(key, Samples.content(), definition: "", messageID: "<\(day)>", again: false, now: 1)
            let row = try #require(try outbox.row(key))
            try outbox.begin(row, now: 1)
            try outbox.finish(row, state, reply: "", now: 1)
        }
        #expect(try outbox.purge(before: try #require(CivilDate("2026-02-01"))) == 1)
        #expect(try outbox.rows().map { "\($0.key.asOf) \($0.state)" } == ["2026-01-02 deferred", "2026-03-01 sent"])
    }

    @Test func contentsAreKeptWhileTheyAreNeeded() throws {
        let outbox = try Outbox.inMemory()
        _ = try place(outbox, "a")
        try outbox.forgetSentContents()
        #expect(try outbox.content("a") == Samples.content("a"))
        try settle(outbox, .sent)
        try outbox.forgetSentContents()
        #expect(try outbox.content("a") == nil)
        _ = try place(outbox, "b")
        try outbox.forgetSentContents()
        #expect(try outbox.content("b") != nil)
    }

    /// 1, 5 and 30 minutes, 2, 4 and then every 8 hours; the last try is when two days are over, and then none.
    @Test func backOff() {
        var now = 0
        var tries: [Int] = []
        while let next = BackOff.next(attempts: tries.count + 1, queuedAt: 0, now: now) {
            tries.append(next - now)
            now = next
        }
        // 23,760 s for the first five, five times 28,800, and what is left of 172,800.
        #expect(tries == [60, 300, 1800, 7200, 14_400, 28_800, 28_800, 28_800, 28_800, 28_800, 5_040])
        #expect(now == 172_800)
    }

    @Test func givenUpAfterTwoDays() throws {
        let server = try FaultServer(["--fault", "rcpt:defer"])
        let outbox = try Samples.outbox(["ana@example.com"])
        _ = try Dispatch(outbox: outbox, server: Samples.server(server.port), secret: nil, clock: { 1000 + 172_800 }).run(try outbox.due(now: 1000 + 172_800))
        #expect(try outbox.rows().map { "\($0.state): \($0.reply)" } == ["bounced: given up after two days: 451 4.3.0 not now, at rcpt"])
    }
}
