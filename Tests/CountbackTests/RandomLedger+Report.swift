import Foundation
import Model

extension RandomLedger {
    /// The five metrics that `scripts/checks` works out, as far as they are built in.
    private static let metrics = ["dso", "aged_debt", "unallocated_cash", "dispute_cycle_time", "collection_attainment"].filter {
        FileManager.default.fileExists(atPath: "\(Program.root)/Sources/Metrics/Plugins/\($0)/metric.yaml")
    }

    mutating func writeReport() {
        let asOf = first + random.within(200...510)
        let filter = random.happens(40) ? random.pick([("country", "DE,ES,(none)"), ("entity", "1000"), ("segment", "large")]) : nil
        let calendar = random.pick(["", "KW", "{ by: country, default: DE }", "{ by: country, default: GB }"])
        writeLedgerDefinition(asOf: asOf)
        var lines = [
            "report: random", "title: Random", "ledger: ledger.yaml", "as_of: \(asOf)", "currency: \(random.pick(currencies))",
            "group_by: [\(dimensions.joined(separator: ", "))]",
            "trend: { every: \(random.pick(["day", "week", "month", "quarter", "year"])), points: \(random.within(1...6)) }",
            "fiscal_year_start: \(random.within(1...12))",
            "week_start: \(random.pick(["monday", "sunday", "saturday"]))",
        ]
        if let filter {
            lines.append("filter: { \(filter.0): [\(filter.1.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ", "))] }")
        }
        if !calendar.isEmpty { lines.append("calendar: \(calendar)") }
        if random.happens(25) { lines.append("rates: document_date") }
        lines.append("metrics:")
        for metric in Self.metrics { lines.append("  - \(metric): { \(settings(metric).joined(separator: ", ")) }") }
        lines.append("outputs: [csv]\n")
        files["report.yaml"] = lines.joined(separator: "\n")
    }

    private mutating func writeLedgerDefinition(asOf: CivilDate) {
        var text = "ledger: random\ncurrency: EUR\ntolerance: { rows: 0 }\n"
        if random.happens(60) { text += "complete_from: \(first + random.within(-40...200))\n" }
        if random.happens(60) { text += "extracted_on: \(asOf + random.within(-3...20))\n" }
        text += "calendars:\n"
        for (calendar, weekend) in Self.weekends { text += "  \(calendar): { weekend: [\(weekend)] }\n" }
        text += "sources:\n"
        for relation in ["items", "allocations", "customers", "fx_rates", "disputes", "targets", "holidays"]
        where files[relation + ".csv"] != nil {
            text += "  \(relation): { file: \(relation).csv }\n"
        }
        files["ledger.yaml"] = text
    }

    /// A metric's parameters and, for some, the definition's own target.
    private mutating func settings(_ metric: String) -> [String] {
        let ranges = random.pick(["[30, 60, 90, 180]", "[7]", "[30, 60]", "[1, 2, 400]"])
        let hasTarget = random.happens(40)
        switch metric {
        case "dso": return ["window: \(random.within(1...200))"] + (hasTarget ? ["target: { countback: 45, receivables: 25000 }"] : [])
        case "aged_debt": return ["ranges: \(ranges)"] + (hasTarget ? ["target: { overdue_share: 35%, total: 9000 }"] : [])
        case "unallocated_cash":
            return ["ranges: \(ranges)", "within: \(random.within(0...5))", "window: \(random.within(1...120))"]
                + (hasTarget ? ["target: 5000"] : [])
        case "dispute_cycle_time":
            return [
                "period: \(random.pick(["last_30_days", "week", "month", "quarter", "year"]))",
                "days: \(random.pick(["calendar", "business"]))",
            ] + (hasTarget ? ["target: { median_days: 20, open: 3 }"] : [])
        // The report's fiscal year, or one of its own.
        default: return random.happens(30) ? ["fiscal_year_start: \(random.within(1...12))"] : []
        }
    }
}
