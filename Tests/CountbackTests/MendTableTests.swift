import Foundation
import Testing

/// Rejected rows of what isn't text, mended and loaded: workbooks, Parquet, JSON, tables of a database.
@Suite struct MendTableTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Loads, mends rejects.csv by replacing a text, loads again: what the second load says, and its items.
    private func roundTrip(_ source: String, _ from: String, _ to: String, before: String = "") throws -> (Program.Ended, String) {
        func write(_ more: String) throws {
            try folder.write("ledger: x\ncurrency: EUR\n\(before)sources:\n  items: { \(source)\(more) }\n", to: "ledger.yaml")
        }
        try write("")
        let first = try Program.countback(["ledger", "load", "ledger.yaml", "--rejects", "mended.csv"], in: folder.path)
        #expect(first.exit == 65, "\(first.errors)")
        let rejects = try folder.text(of: "mended.csv")
        #expect(rejects.contains(from), "\(rejects)")
        try folder.write(rejects.replacing(from, with: to), to: "mended.csv")
        try write(", mended: mended.csv")
        let second = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        return (second, try Program.countback(["ledger", "show", "ledger.yaml", "--csv"], in: folder.path).out)
    }

    private static let header = "item_id,customer_id,kind,posted_on,amount"

    private func python(_ script: String) throws {
        let ended = try Program.run(Program.python, ["-c", script], in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
    }

    @Test func aWorkbooksRow() throws {
        try python(
            """
            import datetime, openpyxl
            book = openpyxl.Workbook()
            for row in ["\(Self.header)".split(","), ["I1", "C1", "invoice", datetime.date(2026, 1, 5), 1.5], ["I2", "C,1", "invoice", 46081, 2.5]]: book.active.append(row)
            book.save("x.xlsx")
            """)
        let (ended, rows) = try roundTrip("file: x.xlsx", "\t46081\t", "\t2026-02-28\t")
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(rows.contains("I2,\"C,1\",invoice,2026-02-28,2.5"), "\(rows)")
        #expect(ended.errors.contains("1 row of x.xlsx[Sheet] is read as mended in mended.csv [mended-rows]"), "\(ended.errors)")
    }

    @Test func aParquetRow() throws {
        try FileManager.default.copyItem(atPath: Program.root + "/Tests/Fixtures/tables/items.parquet", toPath: folder.path + "/x.parquet")
        let (ended, rows) = try roundTrip("file: x.parquet", "\tinvoice\t", "\tinvoice\t")
        // The fixture's third row has no posting date; as it stands it is rejected again.
        #expect(ended.exit == 65)
        #expect(rows.split(whereSeparator: \.isNewline).count == 3)
        let mended = try folder.text(of: "mended.csv")
        #expect(mended.contains("\t\t"), "\(mended)")
        try folder.write(mended.replacing("\t\t", with: "\t2026-01-04\t"), to: "mended.csv")
        let again = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(again.exit == 0, "\(again.errors)\(mended)")
    }

    @Test func aJSONObject() throws {
        try folder.write(
            """
            {"item_id": "I1", "customer_id": "C1", "kind": "invoice", "posted_on": "2026-01-05", "amount": 1.50}
            {"item_id": "I2", "customer_id": "C1", "kind": "invoice", "posted_on": "2026-01-32", "amount": 2.50}

            """, to: "x.jsonl")
        let (ended, rows) = try roundTrip("file: x.jsonl", "\t2026-01-32\t", "\t2026-01-31\t")
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(rows.contains("I2,C1,invoice,2026-01-31,2.5"), "\(rows)")
    }

    /// What is no object has no cells: it may be mended as the object that it should be.
    @Test func aBrokenJSONLine() throws {
        try folder.write(
            """
            {"item_id": "I1", "customer_id": "C1", "kind": "invoice", "posted_on": "2026-01-05", "amount": 1.50}
            {"item_id": "I2", "customer_id": "C1", "kind": "invoice", "posted_on": "2026-01-31", "amount": 2.50

            """, to: "x.jsonl")
        let (ended, rows) = try roundTrip("file: x.jsonl", "2.50\"", "2.50}\"")
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(rows.contains("I2,C1,invoice,2026-01-31,2.5"), "\(rows)")
    }

    @Test func aTablesRow() throws {
        try python(
            """
            import sqlite3
            base = sqlite3.connect("x.db")
            base.execute("CREATE TABLE items (item_id TEXT, customer_id TEXT, kind TEXT, posted_on TEXT, amount TEXT)")
            base.executemany("INSERT INTO items VALUES (?, ?, ?, ?, ?)", [("I1", "C1", "invoice", "2026-01-05", "1.5"), ("I2", "C1", "invoice", "2026-01-06", "2,5")])
            base.commit()
            """)
        let (ended, rows) = try roundTrip(
            "table: items, connection: old", "\t2,5", "\t2.5", before: "connections:\n  old: { driver: sqlite, uri: x.db }\n")
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(rows.contains("I2,C1,invoice,2026-01-06,2.5"), "\(rows)")
    }

    /// A row of 3,000 bytes is whole in rejects.csv.
    @Test func aLongRow() throws {
        let note = String(repeating: "ü", count: 1500)
        try folder.write(Self.header + ",note\nI1,C1,invoice,2026-01-32,5,\(note)\n", to: "x.csv")
        let (ended, rows) = try roundTrip("file: x.csv", "2026-01-32,5", "2026-01-31,5")
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(rows.contains(note))
    }

    @Test func aRowThatWasCutIsNotLoaded() throws {
        try folder.write(Self.header + ",note\nI1,C1,invoice,2026-01-31,5,\(String(repeating: "x", count: 1 << 21))\n", to: "x.csv")
        let (ended, _) = try roundTrip("file: x.csv", "invoice", "receipt")
        #expect(ended.exit == 65)
        #expect(
            ended.errors.contains("mended.csv:2: error: line 2 of x.csv is too long for rejects.csv, and only its beginning is there [no-rejects-file]"),
            "\(ended.errors)")
    }
}
