import Foundation
import Testing

/// Two rules that reach through the whole program, on ledgers whose figures are worked out by hand.
@Suite struct CalendarAndMoveTests {
    private func run(_ changes: [String: String], asOf: String) throws -> Manifest {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files.merging(changes, uniquingKeysWith: { $1 }) { try folder.write(text, to: file) }
        let ended = try Program.countback(["run", "report.yaml", "-q", "--as-of", asOf], in: folder.path)
        #expect(ended.exit == 0)
        #expect(ended.errors == "")
        return try Manifest("\(folder.path)/output/small/\(asOf)/manifest.json")
    }

    private func report(calendar: String, by dimension: String, _ metrics: String...) -> String {
        """
        report: small
        ledger: ledger.yaml
        currency: EUR
        calendar: \(calendar)
        group_by: [\(dimension)]
        trend: { every: month, points: 2 }
        metrics: [\(metrics.joined(separator: ", "))]
        outputs: [csv]

        """
    }

    /// C1 moved from Anna to Ben on 2026-10-01. What it paid before stays with Anna; what is still to be allocated is Ben's.
    @Test func lastQuartersCashStaysWithItsCollector() throws {
        let manifest = try run(
            [
                "report.yaml": report(calendar: "ES", by: "collector", "collection_attainment", "unallocated_cash"),
                "ledger.yaml": SmallReport.ledger.replacingOccurrences(
                    of: "sources:", with: "calendars: { ES: { weekend: [sat, sun] } }\nsources:\n  targets: { file: targets.csv }"),
                "customers.csv": """
                customer_id,name,collector,valid_from
                C1,Alfa,Anna,2026-01-01
                C1,Alfa,Ben,2026-10-01
                C2,Beta,Ben,2026-01-01

                """,
                "items.csv": """
                item_id,customer_id,kind,posted_on,value_date,currency,amount
                R1,C1,receipt,2026-08-20,2026-08-20,EUR,-300
                R2,C1,receipt,2026-10-05,2026-10-05,EUR,-200
                R3,C2,receipt,2026-09-10,2026-09-10,EUR,-50

                """,
                "targets.csv": """
                metric,value,period_start,period_end,level,member
                collection_attainment,400,2026-07-01,2026-09-30,collector,Anna
                collection_attainment,100,2026-07-01,2026-09-30,collector,Ben
                collection_attainment,250,2026-10-01,2026-10-31,collector,Ben

                """,
            ], asOf: "2026-10-31")
        // Anna, Ben, all. At the end of September, and at the end of October.
        let expected: [(metric: String, value: String, day: String, figures: [String?])] = [
            ("collection_attainment", "collected_qtd", "2026-09-30", ["300.00", "50.00", "350.00"]),
            ("collection_attainment", "collected_qtd", "2026-10-31", ["0.00", "200.00", "200.00"]),
            ("collection_attainment", "collected_ytd", "2026-10-31", ["300.00", "250.00", "550.00"]),
            ("collection_attainment", "target_ytd", "2026-10-31", ["400.00", "350.00", "750.00"]),
            // 300 ÷ 400, 250 ÷ 350, 550 ÷ 750: a ratio of sums, not the mean of 0.75 and 0.7143.
            ("collection_attainment", "attainment_ytd", "2026-10-31", ["0.7500", "0.7143", "0.7333"]),
            // Of September 22 of the quarter's 66 business days: a third of 400 and of 100; the sum is of the rounded ones.
            ("collection_attainment", "target", "2026-09-30", ["133.33", "33.33", "166.66"]),
            ("collection_attainment", "target", "2026-10-31", [nil, "250.00", "250.00"]),
            ("unallocated_cash", "amount", "2026-09-30", ["300.00", "50.00", "350.00"]),
            ("unallocated_cash", "amount", "2026-10-31", ["0.00", "550.00", "550.00"]),
        ]
        for (metric, value, day, figures) in expected {
            for (node, figure) in zip([["Anna"], ["Ben"], []], figures) {
                #expect(manifest.value(metric, value, node, day)?.value == figure, "\(metric).\(value) \(node) \(day)")
            }
        }
        #expect(manifest.value("collection_attainment", "target", ["Anna"], "2026-10-31")?.reason == "no target for the month")
    }

    /// October 2026 has 22 weekdays, 12 of them by Friday the 16th. The 12th is a holiday in ES alone, the 13th in no
    /// calendar that anyone follows: 110 ÷ 11 × 21 = 210 in ES, 120 ÷ 12 × 22 = 220 in DE, together 430.
    @Test func aHolidayCountsWhereItIsKept() throws {
        let manifest = try run(
            [
                "report.yaml": report(calendar: "{ by: country, default: DE }", by: "country", "collection_attainment"),
                "ledger.yaml": SmallReport.ledger.replacingOccurrences(
                    of: "sources:",
                    with: "calendars: { ES: { weekend: [sat, sun] }, DE: { weekend: [sat, sun] } }\nsources:\n  holidays: { file: holidays.csv }"),
                "holidays.csv": "calendar,day\nES,2026-10-12\nFR,2026-10-13\n",
                "items.csv": """
                item_id,customer_id,kind,posted_on,value_date,currency,amount
                R1,C1,receipt,2026-10-08,2026-10-08,EUR,-110
                R2,C2,receipt,2026-10-08,2026-10-08,EUR,-120

                """,
            ], asOf: "2026-10-16")
        for (node, figure) in [(["ES"], "210.00"), (["DE"], "220.00"), ([], "430.00")] {
            #expect(manifest.value("collection_attainment", "projected", node, "2026-10-16")?.value == figure, "\(node)")
        }
    }
}
