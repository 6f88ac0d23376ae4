import Foundation
import Model
import Sampling

/// A sample ledger written to a folder of its own and read back line by line; the folder goes with it.
final class WrittenLedger: Sendable {
    let directory: String

    init(items: Int, seed: UInt64) throws {
        directory = NSTemporaryDirectory() + "countback-sample-" + UUID().uuidString
        try SampleLedger(items: items, seed: seed).write(to: directory)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func bytes(_ file: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: directory + "/" + file))
    }

    /// The rows as fields by column name. Only for files without quotes in them.
    func rows(_ relation: String) throws -> [[Substring]] {
        let text = String(decoding: try bytes(relation + ".csv"), as: UTF8.self)
        return text.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
    }

    static let files = LedgerRelation.all.map { $0.name + ".csv" } + ["ledger.yaml"]
}

/// An item as the tests read it; amounts in ten-thousandths, days since 1970-01-01.
struct ReadItem {
    let customer: Substring
    let kind: Substring
    let postedOn: Int
    let currency: Substring
    let amount: Int
    let dueOn: Int?
    let clearedOn: Int?

    init(_ fields: [Substring]) throws {
        customer = fields[1]
        kind = fields[2]
        postedOn = try ReadItem.day(fields[3])
        currency = fields[4]
        amount = try ReadItem.money(fields[5])
        dueOn = try fields[8].isEmpty ? nil : ReadItem.day(fields[8])
        clearedOn = try fields[9].isEmpty ? nil : ReadItem.day(fields[9])
    }

    static func day(_ text: Substring) throws -> Int {
        guard let date = CivilDate(text) else { throw Unreadable(text: String(text)) }
        return Int(date.daysSinceEpoch)
    }

    static func money(_ text: Substring) throws -> Int {
        let parts = text.split(separator: ".")
        guard let whole = Int(parts[0]) else { throw Unreadable(text: String(text)) }
        guard parts.count == 2 else { return whole * 10_000 }
        let decimals = parts[1] + String(repeating: "0", count: 4 - parts[1].count)
        guard let part = Int(decimals) else { throw Unreadable(text: String(text)) }
        return whole * 10_000 + (text.hasPrefix("-") ? -part : part)
    }
}

struct Unreadable: Error {
    let text: String
}
