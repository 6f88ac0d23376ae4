import Extracts
import Model
import Testing

/// Mapping rules, choices, defaults, and what holds between columns of items.
@Suite struct RuleTests {
    private static let mapping: [ColumnMapping] = [
        Extract.map("item_id", .joined(["Company", "Year", "Number"])),
        Extract.map(
            "kind",
            .mapped(from: "Type", values: ["RV": "invoice", "DG": "credit_note", "DZ": "receipt"], fallback: nil)),
        Extract.map("customer_id", .column(" Account ")), Extract.map("posted_on", .column("Posted")),
        Extract.map("due_on", .firstOf(["Net due", "Baseline"])), Extract.map("amount", .column("Amount")),
        Extract.map("currency", .constant("EUR")), Extract.map("brand", .column("Brand")),
    ]
    private static let header = "Company;Year;Number;Type;Account;Posted;Net due;Baseline;Amount;Brand;Other\n"

    private var extract: Extract {
        var extract = Extract()
        extract.format.delimiter = UInt8(ascii: ";")
        extract.columns = Self.mapping
        return extract
    }

    @Test func everyRule() throws {
        let reading = try extract.read(
            Self.header + "1000;2025;77;RV;C1;2025-01-31;2025-03-01;;100;Acme;x\n"
                + "\"10\"\"00\";2025;77;DG;C1;2025-01-31;;2025-02-01;-5;;x\n;;;RV;C1;2025-01-31;;;1;;\n"
                + "1000;2025;78;XX;C1;2025-01-31;;;1;;\n1000;2025;79;;C1;2025-01-31;;;1;;\n")
        #expect(
            reading.fields == [
                "item_id", "customer_id", "kind", "posted_on", "currency", "amount", "due_on", "brand", "receipt_class",
            ])
        #expect(
            reading.rows == [
                ["1000/2025/77", "C1", "invoice", "2025-01-31", "EUR", "100.0000", "2025-03-01", "Acme", "-"],
                ["10\"00/2025/77", "C1", "credit_note", "2025-01-31", "EUR", "-5.0000", "2025-02-01", "-", "-"],
            ])
        #expect(
            reading.rejects == ["4: item_id: no item_id", "5: kind: unknown kind \"XX\"", "6: kind: no kind"])
    }

    @Test func anIdWithoutOneOfItsParts() throws {
        let reading = try extract.read(
            Self.header + ";2025;77;RV;C1;2025-01-31;;;1;;\n1000;\" \";;RV;C1;2025-01-31;;;1;;\n"
                + "1000;2025;78;RV;C1;2025-01-31;;;1;;\n;;;RV;C1;2025-01-31;;;1;;\n")
        #expect(reading.column("item_id") == ["1000/2025/78"])
        #expect(
            reading.rejects == [
                "2: item_id: part 1 of item_id is empty: no \"Company\"",
                "3: item_id: part 2 of item_id is empty: no \"Year\"", "5: item_id: no item_id",
            ])
        #expect(reading.report.groups.map(\.count) == [2, 1])
    }

    /// Only ids must be whole: a dispute need not name its item, but what it names must be one.
    @Test func otherTextsMayLackAPart() throws {
        var extract = Extract(relation: .disputes)
        extract.columns = [
            Extract.map("dispute_id", .column("Id")), Extract.map("opened_on", .column("Opened")),
            Extract.map("item_id", .joined(["Company", "Number"])), Extract.map("reason", .joined(["Code", "Text"])),
        ]
        let reading = try extract.read(
            "Id,Opened,Company,Number,Code,Text\nd1,2025-01-31,,,P1,\nd2,2025-01-31,10,7,,short\n"
                + "d3,2025-01-31,,7,,\nd4,2025-01-31,10,8,,\n")
        #expect(reading.column("item_id") == ["-", "10/7", "10/8"])
        #expect(reading.column("reason") == ["P1/", "/short", "-"])
        #expect(reading.rejects == ["4: item_id: part 1 of item_id is empty: no \"Company\""])
    }

    @Test func whatMustBeMoreThanNothing() throws {
        let header = "from_item,to_item,allocated_on,amount\n"
        let reading = try Extract(relation: .allocations).read(
            header + "p1,i1,2025-01-31,0.01\np1,i1,2025-01-31,-100.00\np1,i1,2025-01-31,0\np1,i1,2025-01-31,\n")
        #expect(reading.column("amount") == ["0.0100"])
        #expect(
            reading.rejects == [
                "3: amount: amount is -100.00; it must be more than 0", "4: amount: amount is 0; it must be more than 0",
                "5: amount: no amount",
            ])
        // What was rejected is known to the cent, but for the empty one.
        #expect(reading.report.rejectedAmounts.mapValues(\.description) == ["": "100.0000"])
        #expect(reading.report.rejectedWithoutAmount == 1)
        var extract = Extract(relation: .allocations)
        extract.format.trailingMinus = true
        extract.format.decimal = UInt8(ascii: ",")
        extract.format.delimiter = UInt8(ascii: ";")
        #expect(
            try extract.read("from_item;to_item;allocated_on;amount\np1;i1;2025-01-31;5,25-\n").rejects
                == ["2: amount: amount is 5,25-; it must be more than 0"])
        let promises = try Extract(relation: .promises).read(
            "promise_id,customer_id,made_on,due_on,amount\n1,c1,2025-01-31,2025-02-28,0\n")
        #expect(promises.rejects == ["2: amount: amount is 0; it must be more than 0"])
        let rates = try Extract(relation: .fxRates).read(
            "rate_date,from_currency,to_currency,rate\n2025-01-31,USD,EUR,0.0000000001\n2025-01-31,GBP,EUR,0\n")
        #expect(rates.column("from_currency") == ["USD"])
        #expect(rates.rejects == ["3: rate: rate is 0; it must be more than 0"])
        #expect(try Extract().read(items("amount", ["-1", "0"])).rows.count == 2)
    }

    @Test func aFallback() throws {
        var extract = extract
        extract.columns[1] = Extract.map(
            "kind", .mapped(from: "Type", values: ["DZ": "receipt"], fallback: "adjustment"))
        let reading = try extract.read(
            Self.header + "1;1;1;DZ;C1;2025-01-31;;;1;;\n1;1;2;XX;C1;2025-01-31;;;1;;\n1;1;3;;C1;2025-01-31;;;1;;\n")
        #expect(reading.column("kind") == ["receipt", "adjustment", "adjustment"])
    }

    @Test func mappedToANonsense() throws {
        var extract = extract
        extract.columns[1] = Extract.map("kind", .mapped(from: "Type", values: ["DZ": "Receipt"], fallback: nil))
        let reading = try extract.read(Self.header + "1;1;1;DZ;C1;2025-01-31;;;1;;\n")
        #expect(
            reading.rejects == [
                "2: kind: \"Receipt\" is no kind: allowed are invoice, credit_note, receipt, adjustment"
            ])
    }

    @Test func sqlLeavesTheRawColumns() throws {
        var extract = extract
        extract.columns[1] = Extract.map("kind", .sql("CASE WHEN Amount LIKE '-%' THEN 'receipt' ELSE 'invoice' END"))
        let reading = try extract.read(Self.header + "1;1;1;RV;;2025-01-31;;;1;;\n")
        #expect(reading.fields.suffix(11) == (0..<11).map { "raw_\($0)" }[...])
        #expect(reading.rows[0].suffix(11) == ["1", "1", "1", "RV", "-", "2025-01-31", "-", "-", "1", "-", "-"])
        #expect(!reading.fields.contains("kind"))
    }

    @Test func headersOfTheLedgersOwnNames() throws {
        let reading = try Extract().read(
            "Brand,amount,kind,posted_on,item_id,customer_id,brand,Text,Text\nx,1,invoice,2025-01-31,i1,c1,y,a,b\n")
        #expect(
            reading.fields == [
                "item_id", "customer_id", "kind", "posted_on", "amount", "Brand", "currency", "receipt_class",
            ])
        #expect(reading.rows == [["i1", "c1", "invoice", "2025-01-31", "1.0000", "x", "EUR", "-"]])
    }

    @Test func customersAndClasses() throws {
        let reading = try Extract().read(
            "item_id,customer_id,kind,posted_on,currency,amount,receipt_class\n"
                + "i1,,receipt,2025-01-31,EUR,-1,\ni2,c1,receipt,2025-01-31,EUR,-1,\ni3,c1,receipt,2025-01-31,EUR,-1,on_account\n"
                + "i4,,invoice,2025-01-31,EUR,1,\ni5,c1,invoice,2025-01-31,EUR,1,on_account\ni6,c1,receipt,2025-01-31,EUR,-1,Unapplied\n"
                + "i7,c1,Invoice,2025-01-31,EUR,1,\n")
        #expect(reading.column("item_id") == ["i1", "i2", "i3", "i5"])
        #expect(reading.column("receipt_class") == ["unidentified", "unapplied", "on_account", "-"])
        #expect(
            reading.rejects == [
                "5: customer_id: no customer_id (only receipts may have none)",
                "7: receipt_class: \"Unapplied\" is no receipt_class: allowed are unapplied, on_account, unidentified",
                "8: kind: \"Invoice\" is no kind: allowed are invoice, credit_note, receipt, adjustment",
            ])
    }

    @Test func currencies() throws {
        let text =
            "item_id,customer_id,kind,posted_on,currency,amount\ni1,c1,invoice,2025-01-31,,1\ni2,c1,invoice,2025-01-31,eur,2\ni3,c1,invoice,2025-01-31,USD,4\n"
        var extract = Extract()
        let reading = try extract.read(text)
        #expect(reading.column("currency") == ["EUR", "USD"])
        #expect(reading.rejects == ["3: currency: \"eur\" is no currency code"])
        #expect(reading.report.totals.mapValues(\.description) == ["EUR": "1.0000", "USD": "4.0000"])
        extract.defaultCurrency = nil
        #expect(
            try extract.read(text).rejects == [
                "2: currency: no currency", "3: currency: \"eur\" is no currency code",
            ])
        let disputes = try Extract(relation: .disputes).read("dispute_id,opened_on,amount,currency\nd1,2025-01-31,5,\n")
        #expect(disputes.column("currency") == ["-"])
        #expect(disputes.report.totals.mapValues(\.description) == ["": "5.0000"])
    }

    @Test func onlyWantedColumns() throws {
        var extract = Extract()
        extract.wanted = ["item_id", "amount"]
        let reading = try extract.read(
            "item_id,customer_id,kind,posted_on,currency,amount,due_on,text\ni1,c1,invoice,2025-01-31,EUR,1,bad,x\n"
                + "i2,c1,invoice,bad,EUR,1,,x\n")
        #expect(reading.fields == ["item_id", "amount"])
        #expect(reading.rows == [["i1", "1.0000"]])
        #expect(reading.rejects == ["3: posted_on: \"bad\" is no date (%Y-%m-%d)"])
    }

    @Test func theAccount() throws {
        let reading = try Extract().read(
            items("amount", ["10.50", "-3", "x", "7"]) + "i9,c1,invoice,nodate,USD,-8.25\ni9,c1\n")
        let report = reading.report
        #expect(report.totals.mapValues(\.description) == ["EUR": "14.5000"])
        #expect(report.rejectedAmounts.mapValues(\.description) == ["USD": "8.2500"])
        #expect(report.rejectedWithoutAmount == 2)
        #expect(report.firstPosted?.description == "2025-01-31")
        #expect(
            report.groups.map { "\($0.file) \($0.column ?? "row") \($0.kind.rawValue) \($0.count)" } == [
                "items.csv row wrong number of fields 1", "items.csv amount no amount 1",
                "items.csv posted_on no date 1",
            ])
        let file = report.files[0]
        #expect(file.path == "items.csv" && file.read == 6 && file.loaded == 3 && file.rejected == 3)
    }
}
