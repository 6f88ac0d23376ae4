import Extracts
import Model
import Testing

/// Signs from elsewhere, kinds from several columns, dates moved by days, and ways to make a column by what a file has.
@Suite struct SignTests {
    private func extract(_ changed: ColumnMapping...) -> Extract {
        var extract = Extract()
        extract.format.trailingMinus = true
        extract.columns = [
            Extract.map("item_id", .column("Id")), Extract.map("customer_id", .constant("C")), Extract.map("kind", .constant("invoice")),
            Extract.map("posted_on", .constant("2026-01-31")), Extract.map("amount", .column("Amount")),
        ]
        for column in changed {
            extract.columns.removeAll { $0.column == column.column }
            extract.columns.append(column)
        }
        return extract
    }

    @Test func anIndicatorMakesCreditsNegative() throws {
        let amount = Extract.map("amount", .signed(from: "Amount", .indicator(from: "DC", credits: ["H"], debits: ["S"])))
        // Signed or not, a credit is below zero once; without an indicator the amount keeps its own sign.
        let read = try extract(amount).read("Id,Amount,DC\n1,10,S\n2,10,H\n3,10-,H\n4,-10,H\n5,-3,\n6,7,Q\n7,-8,S\n8,0,H\n")
        #expect(read.column("amount") == ["10.0000", "-10.0000", "-10.0000", "-10.0000", "-3.0000", "0.0000"])
        #expect(
            read.rejects == [
                "7: amount: the indicator of amount says neither debit nor credit",
                "8: amount: amount is below zero, but its indicator says debit",
            ])
    }

    @Test func withoutDebitWordsOthersKeepTheirSign() throws {
        let amount = Extract.map("amount", .signed(from: "Amount", .indicator(from: "DC", credits: ["C"], debits: [])))
        #expect(try extract(amount).read("Id,Amount,DC\n1,10,anything\n2,10,C\n").column("amount") == ["10.0000", "-10.0000"])
    }

    @Test func turnsSignsRound() throws {
        let amount = Extract.map("amount", .signed(from: "Amount", .negated))
        #expect(try extract(amount).read("Id,Amount\n1,10\n2,-4\n").column("amount") == ["-10.0000", "4.0000"])
    }

    @Test func oneOfTwoColumns() throws {
        let amount = Extract.map("amount", .debitOrCredit(debit: "Debit", credit: "Credit"))
        let read = try extract(amount).read("Id,Debit,Credit\n1,10,\n2,,5\n3,0.00,7\n4,8,0.00\n5,1,2\n6,,\n")
        #expect(read.column("amount") == ["10.0000", "-5.0000", "-7.0000", "8.0000"])
        #expect(read.rejects == ["6: amount: amount has both a debit and a credit", "7: amount: no amount"])
    }

    @Test func theFirstTableThatKnowsItsWord() throws {
        let kind = Extract.map(
            "kind",
            .lookups(
                [.init(from: "Key", values: ["06": "adjustment"]), .init(from: "Type", values: ["RV": "invoice", "DZ": "receipt"])],
                fallback: nil))
        let read = try extract(kind).read("Id,Amount,Key,Type\n1,1,06,DZ\n2,1,15,DZ\n3,1,,RV\n4,1,15,XX\n5,1,,\n")
        #expect(read.column("kind") == ["adjustment", "receipt", "invoice"])
        #expect(read.rejects == ["5: kind: unknown kind \"XX\"", "6: kind: no kind"])
    }

    @Test func movesDatesByTheFirstDaysAboveZero() throws {
        let due = Extract.map("due_on", .moved(from: "Base", days: ["Net", "Days"]))
        let read = try extract(due).read("Id,Amount,Base,Net,Days\n1,1,2026-01-31,30,14\n2,1,2026-01-31,0,14\n3,1,2026-01-31,,\n4,1,,30,\n5,1,2026-01-31,x,\n")
        #expect(read.column("due_on") == ["2026-03-02", "2026-02-14", "2026-01-31", "-"])
        #expect(read.rejects == ["6: due_on: due_on: the days to add are no whole number"])
    }

    @Test func takesTheFirstCaseWhoseColumnsAreThere() throws {
        let cases = Extract.map("due_on", .cases([.init(has: ["Net due"], rule: .column("Net due")), .init(has: [], rule: .column("Baseline"))]))
        #expect(try extract(cases).read("Id,Amount,Net due,Baseline\n1,1,2026-01-02,2026-01-01\n").column("due_on") == ["2026-01-02"])
        #expect(try extract(cases).read("Id,Amount,Baseline\n1,1,2026-01-01\n").column("due_on") == ["2026-01-01"])
    }

    @Test func theFirstSpellingThatTheFileHas() throws {
        let reference = Extract.map("reference", .anyOf(["XBLNR", "Referenz"]))
        #expect(try extract(reference).read("Id,Amount,REFERENZ\n1,1,a\n").column("reference") == ["a"])
        #expect(
            extract(reference).refusal("Id,Amount\n1,1\n").findings == [
                "missing-column: no column of items.csv is known for reference (it was looked for as \"XBLNR\", \"Referenz\"; its columns are: Id, Amount)"
            ])
    }
}
