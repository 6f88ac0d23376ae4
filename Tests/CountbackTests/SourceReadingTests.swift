import Foundation
import Testing

/// How often a run on the embedded engine reads its extracts, by what the kernel says that it read.
struct SourceReadingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Bytes that a program read from files, whatever from.
    private func read(_ report: String) throws -> Int {
        let arguments = ["-c", "\"$0\" run \(report) --output out > out.txt && grep rchar /proc/$$/io", Program.countback]
        let ended = try Program.run("/bin/sh", arguments, in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
        return try #require(ended.out.split(separator: " ").last.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
    }

    private func size(_ ledger: String, _ files: [String]) throws -> Int {
        try files.reduce(0) { sum, file in
            sum + (try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(ledger)/\(file)")[.size] as? Int ?? 0)
        }
    }

    private func report(_ name: String, on ledger: String, _ metrics: String) throws {
        try folder.write(
            "report: \(name)\nledger: \(ledger)/ledger.yaml\ngroup_by: [country]\nmetrics: [\(metrics)]\ntrend: { every: week, points: 13 }\noutputs: [csv]\n",
            to: "\(name).yaml")
    }

    /// Five metrics at 13 key dates read as many bytes as one: each file once for its rows, and once for its fingerprint.
    @Test(arguments: ["csv", "parquet"]) func eachSourceIsReadOnceForAllMetrics(_ kind: String) throws {
        for (ledger, items) in [("small", "15000"), ("large", "40000")] {
            #expect(try Program.countback(["sample", ledger, "--items", items, "--seed", "3"], in: folder.path).exit == 0)
            if kind == "parquet" {
                let copy = "import duckdb; [duckdb.sql(f\"COPY (FROM read_csv('\(ledger)/{n}.csv', all_varchar=true)) TO '\(ledger)/{n}.parquet'\") for n in ('items', 'allocations')]"
                let ended = try Program.run(Program.python, ["-c", copy], in: folder.path)
                #expect(ended.exit == 0, "\(ended.errors)")
                let text = try folder.text(of: "\(ledger)/ledger.yaml")
                try folder.write(text.replacing("items.csv", with: "items.parquet").replacing("allocations.csv", with: "allocations.parquet"), to: "\(ledger)/ledger.yaml")
            }
            try report("one-\(ledger)", on: ledger, "dso")
            try report("five-\(ledger)", on: ledger, "dso, aged_debt, unallocated_cash, dispute_cycle_time, collection_attainment")
        }
        let files = ["items.\(kind)", "allocations.\(kind)"]
        let size = try size("large", files) - size("small", files)
        let others = ["customers.csv", "disputes.csv", "targets.csv", "fx_rates.csv", "holidays.csv"]
        let all = try size + self.size("large", others) - self.size("small", others)
        // Without what a run reads of metrics, words and libraries.
        let one = try read("one-large.yaml") - read("one-small.yaml")
        let five = try read("five-large.yaml") - read("five-small.yaml")
        #expect(one > size, "\(one) of \(size)")
        // Five metrics want disputes, too; of the large files nothing is read again.
        #expect(five - one < size / 2, "\(five) and \(one) of \(size)")
        #expect(Double(five) < 2.5 * Double(all), "\(five) of \(all)")
    }
}
