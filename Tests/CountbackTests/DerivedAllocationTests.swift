import Foundation
import Testing

/// Allocations from what items say of each other: the cases that fixtures of real layouts don't have.
@Suite struct DerivedAllocationTests {
    /// Rows of `item_id,posted_on,amount,settles,settled_as,nets_with,remaining`; the allocations, sorted.
    private func allocations(_ rows: String...) throws -> (allocations: [String], findings: String) {
        let folder = try TemporaryFolder()
        try folder.write(OwnPreset.text, to: "presets/own.yaml")
        try folder.write("ledger: l\ncurrency: EUR\nsources: { items: { file: i.csv, preset: own } }\n", to: "l.yaml")
        try folder.write("item_id,posted_on,amount,settles,settled_as,nets_with,remaining\n" + rows.joined(separator: "\n") + "\n", to: "i.csv")
        let shown = try Program.countback(["ledger", "show", "l.yaml", "--relation", "allocations", "--csv"], in: folder.path)
        #expect(shown.exit == 0, "\(shown.errors)")
        let names = ["from_item", "to_item", "allocated_on", "amount", "reversed_on"]
        return (CSVText(shown.out).rows(of: names).sorted(), shown.errors)
    }

    @Test func aCreditPaysWhatIsLeftOfItsItem() throws {
        let made = try allocations(
            "I,2026-01-01,100,,,,", "A,2026-01-02,-70,I,,,", "B,2026-01-03,-50,I,,,", "C,2026-01-04,-1,I,,,", "D,2025-12-01,-5,X,,,", "E,2026-01-05,9,I,,,")
        // 70, then 30 of 50, then nothing.
        #expect(made.allocations == ["A | I | 2026-01-02 | 70 | ", "B | I | 2026-01-03 | 30 | "])
        #expect(made.findings.contains("2 credits are larger than what was left of the item referred to; the rest stays open [beyond-reference]"))
        #expect(made.findings.contains("1 credit refers to an item that is not in the extract, or to several of one name; it stays open [unknown-reference]"))
        #expect(made.findings.contains("1 debit refers to another item, as residuals of short payments do; it stands alone [debit-reference]"))
    }

    @Test func aPaymentBeforeItsInvoiceCountsFromTheInvoice() throws {
        #expect(try allocations("A,2026-01-02,-70,I,,,", "I,2026-02-01,100,,,,").allocations == ["A | I | 2026-02-01 | 70 | "])
    }

    @Test func aNameOfOneDebitIsAsGoodAsItsId() throws {
        let made = try allocations("I/1,2026-01-01,100,,I,,", "J/1,2026-01-01,5,,J,,", "J/2,2026-01-01,5,,J,,", "A,2026-01-02,-70,I,,,", "B,2026-01-02,-4,J,,,")
        #expect(made.allocations == ["A | I/1 | 2026-01-02 | 70 | "])
        #expect(made.findings.contains("[unknown-reference]"))
    }

    @Test func whatNetsGoesTheOldestFirst() throws {
        let made = try allocations("A,2026-01-01,-60,,,R,", "B,2026-01-02,-60,,,R,", "C,2026-01-03,100,,,R,", "D,2026-01-03,7,,,S,")
        #expect(made.allocations == ["A | C | 2026-01-03 | 60 | ", "B | C | 2026-01-03 | 40 | "])
    }

    @Test func anApplicationEndsWhereItIsTakenBack() throws {
        let made = try allocations("I,2026-01-01,100,,,,", "A,2026-01-02,-80,I,,R,", "B,2026-01-09,30,I,,R,")
        #expect(made.allocations == ["A | B | 2026-01-09 | 30 | ", "A | I | 2026-01-02 | 30 | 2026-01-09", "A | I | 2026-01-02 | 50 | "])
    }

    @Test func whatRemainsIsExplainedByTheOtherSideOrFromOutside() throws {
        let made = try allocations("I,2026-01-01,100,,,,40", "P,2026-01-10,-50,,,,0", "J,2026-01-05,20,,,,20")
        // 60 of I was settled: 50 by P, 10 by nobody here.
        #expect(made.allocations == ["(not in the extract) | I | 2026-01-01 | 10 | ", "P | I | 2026-01-10 | 50 | "])
        #expect(made.findings.contains("EUR: 1 open item was settled in part by what is not in the extract, 10.00 in all"))
        let more = try allocations("I,2026-01-01,100,,,,90", "P,2026-01-10,-50,I,,,0")
        #expect(more.allocations == ["P | I | 2026-01-10 | 50 | "])
        #expect(more.findings.contains("EUR: 1 item has more settled than the extract says, 40.00 in all [remaining-differs]"))
    }
}
