internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Model

struct ScheduleLogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "log", abstract: "What ran and what was sent, the newest last.")

    @OptionGroup var place: OutboxOptions

    @Option(name: .long, help: "How many lines.")
    var count = 20

    @Flag(name: .long, help: "Print the lines as they are, in JSON.")
    var json = false

    func run() throws {
        try Terminal.run {
            let path = DeliveryLog(outbox: try place.path()).path
            guard let data = FileManager.default.contents(atPath: path) else { return Terminal.out("nothing has run or been sent yet (\(path))\n") }
            let lines = data.split(separator: 10).suffix(max(1, count))
            Terminal.out(lines.map { (json ? String(decoding: $0, as: UTF8.self) : Self.line($0)) + "\n" }.joined())
        }
    }

    private static func line(_ data: Data) -> String {
        guard let entry = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else { return String(decoding: data, as: UTF8.self) }
        func word(_ key: String) -> String { entry[key].map { "\($0)" } ?? "" }
        if entry["event"] as? String == "run" {
            let end = entry["skipped"] == nil ? "ended with \(word("exit")) after \(word("seconds")) s" : "skipped: \(word("skipped"))"
            return "\(word("time"))  run       \(word("report")) planned for \(word("planned")), \(end)"
        }
        let member = word("member").isEmpty ? "" : " for \(word("member"))"
        let why = [word("reply"), word("reason")].first { !$0.isEmpty } ?? ""
        return "\(word("time"))  \(word("state").padding(toLength: 9, withPad: " ", startingAt: 0)) \(word("report")) of \(word("as_of"))\(member) to \(word("recipient"))"
            + (word("state") == "sent" || why.isEmpty ? "" : ": \(why)")
    }
}
