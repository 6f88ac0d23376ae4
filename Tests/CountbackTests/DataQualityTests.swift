import Foundation
import Testing

/// What the pack says of its own data: what items lack, how old the extract is, what looks posted twice.
@Suite struct DataQualityTests {
    private static let pack = ["small/2026-10-31/manifest.json"]
    private static let failed = ["small/2026-10-31/failed/findings.json"]

    private static let collectors = Mishap.Change.whole(
        "customers.csv", "customer_id,name,country,collector\nC1,Alfa,ES,\nC2,Beta,DE,Ana\n")

    @Test(arguments: [
        // R1 is of 2026-10-20.
        Mishap(
            "an extract that is 11 days old where 10 are allowed",
            .in("report.yaml", "outputs:", "quality: { stale_after: 10 }\noutputs:"), exit: 0, leaves: pack,
            says: """
                ledger.yaml: warning: the newest posting is of 2026-10-20, 11 days before the key date 2026-10-31; 10 are allowed [stale-extract]
                  Take a newer extract, or raise `quality: { stale_after: … }`.
                """),
        Mishap(
            "an old extract, where the report wants that refused",
            .in("report.yaml", "outputs:", "severities: { stale-extract: error }\nquality: { stale_after: 10 }\noutputs:"), exit: 65,
            leaves: failed,
            says: """
                ledger.yaml: error: the newest posting is of 2026-10-20, 11 days before the key date 2026-10-31; 10 are allowed [stale-extract]
                  Take a newer extract, or raise `quality: { stale_after: … }`.
                """),
        Mishap("an extract of just the age that is allowed", .in("report.yaml", "outputs:", "quality: { stale_after: 11 }\noutputs:"), exit: 0, leaves: pack, says: ""),
        Mishap(
            "seven days unless stated", .in("ledger.yaml", "quality: { stale_after: 60 }\n", ""), exit: 0, leaves: pack,
            says: """
                ledger.yaml: warning: the newest posting is of 2026-10-20, 11 days before the key date 2026-10-31; 7 are allowed [stale-extract]
                  Take a newer extract, or raise `quality: { stale_after: … }`.
                """),
        // C9 has 250.00 − 50.00 open; both items are his.
        Mishap(
            "items without a customer master",
            .in("items.csv", "R1,", "I4,C9,invoice,2026-10-06,2026-11-05,EUR,250.00\nR2,C9,receipt,2026-10-07,,EUR,-50.00\nR1,"), exit: 0,
            leaves: pack,
            says: """
                ledger.yaml:7:22: warning: 2 items are of 1 customer without a customer master (C9), 200.00 EUR open [no-customer-master]
                      customers: { file: customers.csv }
                                         ^
                  Extract these customers too.
                """),
        // C1 owes 1,000 + 600 − 150.
        Mishap(
            "a customer without a collector", collectors, exit: 0, leaves: pack,
            says: """
                ledger.yaml:7:22: warning: 1 customer with open items has no collector (C1), 1450.00 EUR open [no-collector]
                      customers: { file: customers.csv }
                                         ^
                  Assign a collector in the customer master.
                """),
        // The metric says what its figures do about it, once.
        Mishap(
            "an item without a due date", .in("items.csv", "2026-11-04", ""), exit: 0, leaves: pack,
            says: """
                ledger.yaml:6:18: warning: Open items without a due date: 1; their age is counted from the posting date (I3) [no-due-date]
                      items: { file: items.csv }
                                     ^
                  Map due_on in the ledger definition, or correct the items in the ERP.
                """),
        Mishap(
            "an item without a due date, and no metric that ages",
            .in("items.csv", "2026-11-04", ""), .in("report.yaml", "  - aged_debt: { ranges: [30, 60] }\n", ""), exit: 0, leaves: pack,
            says: """
                ledger.yaml:6:18: warning: 1 open item has no due date (I3), 400.00 EUR open [no-due-date]
                      items: { file: items.csv }
                                     ^
                  Map due_on in the ledger definition, or correct the items in the ERP.
                """),
        Mishap(
            "postings after the extract and after the key date",
            .in("items.csv", "R1,", "I4,C2,invoice,2026-11-21,2026-12-20,EUR,70.00\nI5,C2,invoice,2026-11-03,2026-12-03,EUR,30.00\nR1,"), exit: 0,
            leaves: pack,
            says: """
                ledger.yaml:6:18: warning: 1 item is posted after 2026-11-20, when the extract was taken (I4), 70.00 EUR [future-posting]
                      items: { file: items.csv }
                                     ^
                  Check the date format, `extracted_on:` and these items.
                ledger.yaml:6:18: info: 2 items are posted after the key date 2026-10-31 and in no figure of it (I4, I5), 100.00 EUR [posted-after-key-date]
                      items: { file: items.csv }
                                     ^
                  Nothing, unless these days were to be in the report.
                """),
    ])
    func isTold(_ mishap: Mishap) throws { try mishap.check() }

    // MARK: Duplicates

    private static let header = "item_id,customer_id,kind,posted_on,due_on,currency,amount,document_no,reference\n"

    private static func items(_ description: String, _ rows: String, says: String) -> Mishap {
        Mishap(description, .whole("items.csv", header + rows), exit: 0, leaves: pack, says: says)
    }

    @Test(arguments: [
        items(
            "a document entered twice, a reference entered three times",
            """
            I1,C1,invoice,2026-09-10,2026-10-10,EUR,1000.00,4711,
            I2,C1,invoice,2026-09-12,2026-10-12,EUR,1000.00,4711,
            I3,C2,invoice,2026-10-05,2026-11-04,EUR,400.00,,PO 9
            I4,C2,invoice,2026-10-05,2026-11-04,EUR,400.00,,PO 9
            I5,C2,invoice,2026-10-06,2026-11-04,EUR,400.00,,PO 9

            """,
            says: """
                ledger.yaml:6:18: warning: 3 items look posted twice: same customer, document and amount (4711 of C1, 2 × 1000.00 EUR; PO 9 of C2, 3 × 400.00 EUR) [possible-duplicate]
                      items: { file: items.csv }
                                     ^
                  Compare them in the ERP, and reverse what was entered twice.
                """),
        items(
            "what only looks alike",
            """
            I1,C1,invoice,2026-09-10,2026-10-10,EUR,1000.00,4711,
            I2,C2,invoice,2026-09-10,2026-10-10,EUR,1000.00,4711,
            I3,C1,invoice,2026-09-10,2026-10-10,EUR,1000.01,4711,
            I4,C1,credit_note,2026-09-10,2026-10-10,EUR,-1000.00,4711,
            I5,C1,invoice,2026-10-05,2026-11-05,EUR,500.00,900,
            I6,C1,invoice,2026-10-05,2026-12-05,EUR,500.00,900,
            I7,C1,invoice,2026-10-05,2026-11-05,EUR,80.00,,
            I8,C1,invoice,2026-10-05,2026-11-05,EUR,80.00,,
            R1,C1,receipt,2026-10-01,,EUR,-80.00,,RENT
            R2,C1,receipt,2026-10-15,,EUR,-80.00,,RENT

            """, says: ""),
        items(
            "a payment entered twice on one day",
            """
            I1,C1,invoice,2026-10-05,2026-11-05,EUR,800.00,1,
            R1,C1,receipt,2026-10-15,,EUR,-80.00,,RENT
            R2,C1,receipt,2026-10-15,,EUR,-80.00,,RENT

            """,
            says: """
                ledger.yaml:6:18: warning: 1 item looks posted twice: same customer, document and amount (RENT of C1, 2 × -80.00 EUR) [possible-duplicate]
                      items: { file: items.csv }
                                     ^
                  Compare them in the ERP, and reverse what was entered twice.
                """),
    ])
    func duplicatesAreThoseOfOneDocument(_ mishap: Mishap) throws { try mishap.check() }

    // MARK: The ERP's balance

    private static func balance(_ text: String) -> Mishap.Change {
        .in("ledger.yaml", "items.csv }", "items.csv, control: { balance: \(text) } }")
    }

    @Test(arguments: [
        Mishap("a balance that agrees", balance("{ at: 2026-10-31, amount: { EUR: 1850.00 } }"), exit: 0, leaves: pack, says: ""),
        // On 30 September 1,000 + 600 were open.
        Mishap(
            "a balance of an earlier trend point", balance("{ at: 2026-09-30, amount: { EUR: 1610.00 } }"), exit: 0, leaves: pack,
            says: """
                ledger.yaml:6:51: warning: EUR: 1600.00 is open on 2026-09-30, the ERP's balance is 1610.00: a difference of -10.00 [control-balance]
                      items: { file: items.csv, control: { balance: { at: 2026-09-30, amount: { EUR: 1610.00 } } } }
                                                                      ^
                  Look for items that the extract lacks, or correct `control: { balance: … }` in the ledger definition.
                """),
        Mishap(
            "a balance that differs, where the report wants that refused", balance("{ at: 2026-10-31, amount: { EUR: 1850.01, USD: 0 } }"),
            .in("report.yaml", "outputs:", "severities: { control-balance: error }\noutputs:"), exit: 65, leaves: failed,
            says: """
                ledger.yaml:6:51: error: EUR: 1850.00 is open on 2026-10-31, the ERP's balance is 1850.01: a difference of -0.01 [control-balance]
                      items: { file: items.csv, control: { balance: { at: 2026-10-31, amount: { EUR: 1850.01, USD: 0 } } } }
                                                                      ^
                  Look for items that the extract lacks, or correct `control: { balance: … }` in the ledger definition.
                """),
    ])
    func theERPsBalanceIsCompared(_ mishap: Mishap) throws { try mishap.check() }

    /// The trend begins on 30 September; on 31 August I1 was open, and 500 that were cleared ten days later. A ledger taken the way of
    /// large ones leaves out what was cleared before the trend, unless the balance asks.
    @Test(arguments: ["1000000", "0"]) func aBalanceBeforeTheTrendIsCompared(_ wholeHistory: String) throws {
        let folder = try TemporaryFolder()
        for (name, text) in SmallReport.files { try folder.write(text, to: name) }
        let rows = SmallReport.items.split(separator: "\n").map { $0 + ($0.hasPrefix("item_id") ? ",cleared_on" : ",") }
        try folder.write((rows + ["I0,C2,invoice,2026-07-01,2026-08-01,EUR,500.00,2026-09-10"]).joined(separator: "\n") + "\n", to: "items.csv")
        func run(_ balance: String) throws -> String {
            try folder.write(SmallReport.ledger.replacing("items.csv }", with: "items.csv, control: { balance: \(balance) } }"), to: "ledger.yaml")
            let ended = try Program.countback(["run", "report.yaml", "-q"], in: folder.path, environment: ["COUNTBACK_WHOLE_HISTORY": wholeHistory])
            #expect(ended.exit == 0, "\(ended.errors)")
            return ended.errors
        }
        #expect(try !run("{ at: 2026-08-31, amount: { EUR: 1500 } }").contains("control-balance"))
        let differing = try run("{ at: 2026-08-31, amount: { EUR: 1400 } }")
        #expect(differing.contains("EUR: 1500.00 is open on 2026-08-31, the ERP's balance is 1400.00: a difference of 100.00 [control-balance]"), "\(differing)")
        for (day, reason) in [("2025-12-31", "and the ledger is complete from 2026-01-01"), ("2026-11-01", "after the key date")] {
            #expect(try !run("{ at: \(day), amount: { EUR: 1 } }").contains("control-balance"))
            let check = try Manifest(folder.path + "/output/small/2026-10-31/manifest.json").data_checks.first { $0.id == "control-balance" }
            #expect(check?.reason == "the control balance is of \(day), \(reason)")
        }
    }

    // MARK: Severities

    private static func severities(_ text: String) -> Mishap.Change {
        .in("report.yaml", "outputs:", "severities: \(text)\noutputs:")
    }

    @Test(arguments: [
        Mishap(
            "ids that no check has, and what can't be tolerated", severities("{ stale-extrakt: info, missing-rate: warning, mixed-currencies: info, rows-unaccounted: error }"),
            exit: 78,
            says: """
                report.yaml:11:15: error: no check has the id "stale-extrakt" [unknown-check]
                    severities: { stale-extrakt: info, missing-rate: warning, mixed-currencies: info, rows-unaccounted: error }
                                  ^
                  did you mean "stale-extract"?
                report.yaml:11:36: error: "missing-rate" is always an error and can't be a warning: amounts in different currencies are never added [fixed-severity]
                    severities: { stale-extrakt: info, missing-rate: warning, mixed-currencies: info, rows-unaccounted: error }
                                                       ^
                  remove it from "severities"
                report.yaml:11:59: error: "mixed-currencies" is always an error and can't be an info: amounts in different currencies are never added [fixed-severity]
                    severities: { stale-extrakt: info, missing-rate: warning, mixed-currencies: info, rows-unaccounted: error }
                                                                              ^
                  remove it from "severities"
                """),
        Mishap(
            "rejects that the ledger tolerates and the report doesn't", severities("{ rejected-rows: error }"),
            .in("items.csv", "2026-09-15", "2026-09-31"), .in("ledger.yaml", "sources:", "tolerance: { rows: 1 }\nsources:"), exit: 65,
            leaves: ["small/2026-10-31/failed/findings.json", "small/2026-10-31/failed/rejects.csv"],
            says: """
                items.csv:3: error: 1 row of items rejected: no date in posted_on [rejected-rows]
                  First: "2026-09-31" is no date (%Y-%m-%d). All are in rejects.csv.
                """),
    ])
    func severitiesHold(_ mishap: Mishap) throws { try mishap.check() }

    // MARK: What is written

    /// An earlier pack stays, and the pack lists every check, the passed ones too.
    @Test func everyCheckIsInThePack() throws {
        let folder = try TemporaryFolder()
        let changes = [
            "items.csv": SmallReport.items.replacingOccurrences(of: "2026-11-04", with: ""),
            "ledger.yaml": SmallReport.ledger.replacingOccurrences(of: "items.csv }", with: "items.csv, control: { rows: 5, balance: { at: 2026-10-31, amount: { EUR: 1850 } } } }"),
        ]
        for (file, text) in SmallReport.files.merging(changes, uniquingKeysWith: { $1 }) { try folder.write(text, to: file) }
        let ended = try Program.countback(["run", "report.yaml", "-q"], in: folder.path)
        #expect(ended.exit == 0)
        let place = "output/small/2026-10-31"
        let manifest = try Manifest("\(folder.path)/\(place)/manifest.json")
        func check(_ id: String) -> Manifest.DataCheck? { manifest.data_checks.first { $0.id == id } }
        #expect(check("no-due-date")?.holds == false && check("no-due-date")?.count == 1 && check("no-due-date")?.amounts == ["EUR": "400.00"])
        #expect(check("stale-extract")?.holds == true && check("stale-extract")?.severity == "warning")
        #expect(check("control-total")?.holds == false)
        #expect(check("control-balance")?.holds == true)
        #expect(check("no-collector")?.holds == nil && check("no-collector")?.reason == "customers has no column \"collector\"")
        #expect(check("missing-rate")?.holds == true)
        let items = try #require(manifest.sources.first { $0.relation == "items" })
        #expect(items.first_day == "2026-08-10" && items.last_day == "2026-10-20")
        #expect(items.control_totals.map { "\($0.of) \($0.found) \($0.holds)" } == ["rows 4 false", "balance 1850 true"])
        let lines = try folder.text(of: place + "/csv/data_quality.checks.csv").components(separatedBy: "\r\n")
        #expect(lines[0] == "severity,id,title,remedy,place,result,count,amount,subject")
        #expect(lines.contains("warning,no-due-date,Items without a due date,\"Map due_on in the ledger definition, or correct the items in the ERP.\",ledger.yaml:6:18,found,1,400.00 EUR,Ledger"))
        #expect(lines.contains("warning,tie-out,Open amounts tie out,,,fine,0,,Ledger"))
        let sources = try folder.text(of: place + "/csv/data_quality.sources.csv").components(separatedBy: "\r\n")
        // Ten characters less for the due date that was taken out.
        #expect(sources[1].hasSuffix(",2026-08-10,2026-10-20,\(SmallReport.items.utf8.count - 10),4,4,0"))
        let controls = try folder.text(of: place + "/csv/data_quality.controls.csv").components(separatedBy: "\r\n")
        #expect(controls[1...2] == ["items,differs,rows,,5,4,-1", "items,agrees,balance on 2026-10-31,EUR,1850.00,1850.00,0.00"])
    }

    /// Germany has collected cash and no target, so the whole's target is only Spain's: its cell says so in every format.
    @Test func aPartialTargetIsMarked() throws {
        let folder = try TemporaryFolder()
        let changes = [
            "report.yaml": SmallReport.report.replacingOccurrences(of: "- dso", with: "- collection_attainment").replacingOccurrences(of: "outputs: [csv]", with: "outputs: [csv, html, xlsx]"),
            "ledger.yaml": SmallReport.ledger.replacingOccurrences(of: "quality:", with: "  targets: { file: targets.csv }\nquality:"),
            "items.csv": SmallReport.items + "R2,C2,receipt,2026-10-21,,EUR,-40.00\n",
            "targets.csv": "metric,value,period_start,period_end,level,member,measure,currency\ncollection_attainment,200,2026-10-01,2026-10-31,country,ES,,EUR\n",
        ]
        for (file, text) in SmallReport.files.merging(changes, uniquingKeysWith: { $1 }) { try folder.write(text, to: file) }
        #expect(try Program.countback(["run", "report.yaml", "-q"], in: folder.path).exit == 0)
        let place = "output/small/2026-10-31"
        let remark = "A sum of targets that lacks the target of a member with figures."
        let rows = try folder.text(of: place + "/csv/collection_attainment.by_node.csv").components(separatedBy: "\r\n")
        let header = rows[0].components(separatedBy: ",")
        let (target, reason) = try (#require(header.firstIndex(of: "target")), #require(header.firstIndex(of: "target_reason")))
        let cells = rows.map { $0.components(separatedBy: ",") }
        #expect(cells[1][target] == "200.00" && cells[1][reason] == remark)
        let spain = try #require(cells.first { $0.count > 1 && $0[1] == "ES" })
        #expect(spain[target] == "200.00" && spain[reason] == "")
        let page = try folder.text(of: place + "/small_2026-10-31.html")
        #expect(page.contains("200.00<abbr class=\"mark\" title=\"\(remark)\">*</abbr>") && page.contains(">* \(remark)<"))
        let book = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(*(z.read(n).decode() for n in z.namelist() if n.endswith('.xml')))"
        let xml = try Program.run("/usr/bin/python3", ["-c", book, "\(folder.path)/\(place)/small_2026-10-31.xlsx"], in: folder.path).out
        #expect(xml.contains("#,##0.00&quot;*&quot;") && xml.contains("* " + remark))
    }

    /// Refused for a check, beside an earlier pack that stays.
    @Test func anErrorLeavesTheEarlierPack() throws {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files { try folder.write(text, to: file) }
        #expect(try Program.countback(["run", "report.yaml", "-q"], in: folder.path).exit == 0)
        let place = "output/small/2026-10-31"
        let before = try folder.text(of: place + "/manifest.json")
        try folder.write(SmallReport.report + "severities: { no-due-date: error }\n", to: "report.yaml")
        try folder.write(SmallReport.items.replacingOccurrences(of: "2026-11-04", with: ""), to: "items.csv")
        #expect(try Program.countback(["run", "report.yaml", "-q"], in: folder.path).exit == 65)
        #expect(try folder.text(of: place + "/manifest.json") == before)
        #expect(folder.files(below: place + "/failed") == ["findings.json"])
    }
}
