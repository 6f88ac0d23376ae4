import Foundation
import Model
import Sampling
import Testing

@Suite("The sample ledger")
struct SampleLedgerTests {
    @Test("is the same for the same seed, and another for another")
    func isDeterministic() throws {
        let (first, second) = (try WrittenLedger(items: 1500, seed: 7), try WrittenLedger(items: 1500, seed: 7))
        for file in WrittenLedger.files { #expect(try first.bytes(file) == second.bytes(file), "\(file)") }
        let other = try WrittenLedger(items: 1500, seed: 8)
        #expect(try first.bytes("items.csv") != other.bytes("items.csv"))
    }

    @Test("has exactly the items asked for", arguments: [1, 23, 1000, 4999])
    func hasExactlyTheItems(count: Int) throws {
        let ledger = try WrittenLedger(items: count, seed: 3)
        let items = try ledger.rows("items")
        #expect(items.count == count)
        #expect(Set(items.map { $0[0] }).count == count)
        #expect(items.contains { $0[3] == "2026-11-20" })
    }

    @Test("has every column of every relation, and rows in each")
    func hasEveryColumn() throws {
        let ledger = try WrittenLedger(items: 3000, seed: 1)
        for relation in LedgerRelation.all {
            let lines = String(decoding: try ledger.bytes(relation.name + ".csv"), as: UTF8.self).split(separator: "\n")
            // Members don't move between collectors here, so customers have no valid_from.
            let expected = relation.columns.map(\.name).filter { $0 != "valid_from" }
            #expect(Set(lines[0].split(separator: ",").map(String.init)) == Set(expected), "\(relation.name)")
            #expect(lines.count > 5, "\(relation.name)")
        }
    }

    @Test("a folder that can't be made is refused with exit code 73")
    func refusesBadFolder() throws {
        let refusal = #expect(throws: Refusal.self) {
            try SampleLedger(items: 10, seed: 1).write(to: "/dev/null/ledger")
        }
        #expect(refusal?.exit == .cannotWrite)
        #expect(refusal?.findings.first?.message.hasPrefix("/dev/null/ledger can't be written: ") == true)
    }

    @Test("the copy that is shipped is the generator's, with seed 3")
    func shippedCopyIsCurrent() throws {
        let ledgers = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("report-definitions/ledgers")
        let ledger = try WrittenLedger(items: 5000, seed: 3)
        for file in WrittenLedger.files where file != "ledger.yaml" {
            let shipped = try Data(contentsOf: ledgers.appendingPathComponent("sample/" + file))
            #expect(try ledger.bytes(file) == shipped, "\(file)")
        }
        let shipped = try String(contentsOf: ledgers.appendingPathComponent("sample.yaml"), encoding: .utf8)
        let made = String(decoding: try ledger.bytes("ledger.yaml"), as: UTF8.self)
        let body = { (text: String) in text.split(separator: "\n").filter { !$0.hasPrefix("#") } }
        #expect(body(made.replacing("file: ", with: "file: sample/")) == body(shipped))
    }
}
