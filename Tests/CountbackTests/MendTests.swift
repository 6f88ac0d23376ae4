import Testing

/// The round trip that docs/ledger.md shows: load, mend what was rejected, load again.
@Suite struct MendTests {
    @Test func rejectedMendedAndLoaded() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "ledger: small\ncurrency: EUR\nsources:\n  items: { file: items.csv }\n", to: "ledger.yaml")
        try folder.write(
            "item_id,customer_id,kind,posted_on,amount\nI1,C1,invoice,2026-10-01,100.00\nI2,C1,invoice,2026-10-32,50.00\n", to: "items.csv")
        let first = try Program.countback(["ledger", "load", "ledger.yaml", "--rejects", "mended.csv"], in: folder.path)
        #expect(first.exit == 65)
        #expect(first.out == "  relation  file       read  loaded  rejected\n  items     items.csv  2     1       1\n")
        let rejects = try folder.text(of: "mended.csv")
        #expect(
            rejects
                == "relation,file,line,column,reason,row\r\nitems,items.csv,3,posted_on,\"\"\"2026-10-32\"\" is no date (%Y-%m-%d)\",\"I2,C1,invoice,2026-10-32,50.00\"\r\n")
        try folder.write(rejects.replacing("invoice,2026-10-32", with: "invoice,2026-10-31"), to: "mended.csv")
        try folder.write(
            "ledger: small\ncurrency: EUR\nsources:\n  items: { file: items.csv, mended: mended.csv }\n", to: "ledger.yaml")
        let second = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(second.exit == 0, "\(second.errors)")
        #expect(
            second.out == """
                  relation  file        read  loaded  rejected
                  items     items.csv   2     2       0
                  items     mended.csv  0     0       0

                """)
        #expect(second.errors.contains("1 row of items.csv is read as mended in mended.csv [mended-rows]"))
    }
}
