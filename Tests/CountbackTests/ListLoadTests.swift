import Testing

/// A printed list as `countback ledger load` tells of it: what was read, what was skipped, which subtotal is wrong.
@Suite struct ListLoadTests {
    private static let ledger = """
        ledger: list
        currency: EUR
        sources:
          items:
            file: fbl5n.txt
            format: { layout: list, encoding: windows-1252, decimal: ",", thousands: ".", trailing_minus: true, dates: "%d.%m.%Y", carry: { Customer: [Kunde, Customer] } }
            columns:
              item_id: DocumentNo
              customer_id: Customer
              kind: { from: Ty, map: { RV: invoice, DZ: receipt } }
              posted_on: Doc. Date
              amount: Amount
        """

    private static let list = """
        Customer Line Items            1
        Customer         0001000123
        ----------------------------------------
        |DocumentNo|Ty|Doc. Date |      Amount |
        ----------------------------------------
        |1800000001|RV|01.10.2026|    1.190,00 |
        |1400000007|DZ|05.10.2026|      190,00-|
        |*         |  |          |    1.100,00 |
        ----------------------------------------

        """

    @Test func whatWasSkippedAndWhichTotalIsWrong() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.ledger, to: "ledger.yaml")
        try folder.write(Self.list, to: "fbl5n.txt")
        let ended = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(ended.exit == 0)
        #expect(
            ended.out == """
                  relation  file       read  loaded  rejected  skipped
                  items     fbl5n.txt  2     2       0         3

                """)
        #expect(
            ended.errors == """
                fbl5n.txt: info: 3 lines of fbl5n.txt are no rows: 2 rules, 1 subtotal [lines-skipped]
                fbl5n.txt:8: warning: the subtotal * in line 8 is 1100, but the rows above it add up to 1000 [list-total]
                  Rows are missing or couldn't be read, or the list was changed by hand.

                """)
        let rows = try Program.countback(["ledger", "show", "ledger.yaml"], in: folder.path)
        #expect(rows.out.contains("0001000123"))
    }

    @Test func aDamagedRowIsARejectAndAWrongEncodingIsTold() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.ledger, to: "ledger.yaml")
        let text = Self.list.replacing("|05.10.2026|", with: "|05.10.2026").replacing("0001000123", with: "Größe 12")
        try folder.write(text, to: "fbl5n.txt")
        let ended = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(ended.exit == 65)
        #expect(
            ended.errors == """
                fbl5n.txt:6: "Ã¶" is "ö" in UTF-8: is the extract utf-8?
                fbl5n.txt:7: has 3 cells between "|", the header has 4
                ledger.yaml: error: 2 rows were rejected, and the ledger tolerates 0 [too-many-rejects]
                  Mend the rows listed in rejects.csv, or state a higher `tolerance: { rows: … }`.
                fbl5n.txt:6: warning: 1 row of items rejected: not written in the declared encoding, windows-1252 [wrong-encoding]
                  First: "Ã¶" is "ö" in UTF-8: is the extract utf-8? All are in rejects.csv.
                fbl5n.txt:7: warning: 1 row of items rejected: no row of the list [rejected-rows]
                  First: has 3 cells between "|", the header has 4. All are in rejects.csv.
                fbl5n.txt: info: 3 lines of fbl5n.txt are no rows: 2 rules, 1 subtotal [lines-skipped]
                fbl5n.txt:8: warning: the subtotal * in line 8 is 1100, but the rows above it add up to 1190 [list-total]
                  Rows are missing or couldn't be read, or the list was changed by hand.

                """)
    }
}
