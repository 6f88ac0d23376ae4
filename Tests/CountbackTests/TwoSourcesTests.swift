import Foundation
import Testing

/// The same row in two sources of a relation: refused, for nothing says which counts; in one source, a rule says it.
@Suite struct TwoSourcesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let header = "item_id,customer_id,kind,posted_on,amount\n"
        try folder.write(header + "1,C1,invoice,2026-01-31,5\n2,C1,invoice,2026-01-30,6\n", to: "items_2026-01.csv")
        try folder.write(header + "2,C1,invoice,2026-01-30,9\n3,C1,invoice,2026-02-03,7\n", to: "items_2026-02.csv")
        try folder.write("customer_id,name\nC1,A\nC2,B\n", to: "north.csv")
        try folder.write("customer_id,name\nC2,B\nC1,Other\n", to: "south.csv")
    }

    private func load(_ sources: String) throws -> Program.Ended {
        try folder.write("ledger: x\ncurrency: EUR\ntolerance: { rows: 1 }\nsources:\n\(sources)\n", to: "ledger.yaml")
        return try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
    }

    @Test func anItemInTwoSourcesIsRefused() throws {
        let ended = try load("  items: [{ file: items_2026-01.csv }, { file: items_2026-02.csv }]")
        #expect(ended.exit == 65)
        #expect(
            ended.errors.contains(
                """
                error: several sources of items hold the same item_id, 1 time: 2 [duplicate-item]
                """), "\(ended.errors)")
        #expect(ended.errors.contains("  Let each row come from one source. Files of one layout can be one source, file: items_*.csv: there on_duplicate says which row counts.\n"))
    }

    @Test func soIsACustomer() throws {
        let ended = try load("  items: { file: items_2026-01.csv }\n  customers: [{ file: north.csv }, { file: south.csv }]")
        #expect(ended.exit == 65)
        #expect(ended.errors.contains("several sources of customers hold the same customer_id, 2 times: C1, C2 [duplicate-item]"), "\(ended.errors)")
    }

    @Test(arguments: [("reject", "2     1       1"), ("latest_file", "2     2       0")])
    func inOneSourceARuleSaysWhichCounts(_ rule: String, _ second: String) throws {
        let ended = try load("  items: { file: items_*.csv, on_duplicate: \(rule) }")
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(ended.out.contains("items_2026-02.csv  \(second)"), "\(ended.out)")
        let amounts = try Program.countback(["ledger", "show", "ledger.yaml", "--csv"], in: folder.path).out
        #expect(amounts.contains(rule == "reject" ? "2,C1,invoice,2026-01-30,6" : "2,C1,invoice,2026-01-30,9"), "\(amounts)")
    }
}
