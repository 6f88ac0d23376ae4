import Extracts
import Foundation
import Model
import Testing

/// The same item in two overlapping extracts, and the name of the file as a column.
struct LatestFileTests {
    private static func item(_ id: String, _ amount: String) -> String { "\(id),c1,invoice,2026-01-31,EUR,\(amount)\n" }
    private static let header = "item_id,customer_id,kind,posted_on,currency,amount\n"

    private func read(_ rule: SourceDefinition.DuplicateRule, _ files: [String: String], columns: [ColumnMapping] = []) throws -> (rows: [[String]], report: ExtractReport) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("latest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data((Self.header + text).utf8).write(to: folder.appendingPathComponent(name)) }
        var source = SourceDefinition(relation: "items", file: folder.path + "/*.csv", columns: columns, place: Extract.place)
        source.onDuplicate = rule
        let reader = try ExtractReader(source, relation: .items, folder: folder.path)
        let names = ["item_id", "amount", "month"].compactMap { name in reader.fields.firstIndex { $0.name == name } }
        var rows: [[String]] = []
        while let batch = try reader.next() {
            for row in 0..<batch.rowCount { rows.append(names.map { Extract.text(batch.columns[$0].scalar(row)) }) }
        }
        return (rows.sorted { $0[0] < $1[0] }, try reader.report())
    }

    @Test func theLatestFileCounts() throws {
        let files = [
            "2026-01.csv": Self.item("a", "1") + Self.item("b", "2") + Self.item("b", "9"),
            "2026-02.csv": Self.item("b", "20") + Self.item("c", "3") + Self.item("c", "4"),
        ]
        let (rows, report) = try read(.latest_file, files)
        #expect(rows == [["a", "1.0000"], ["b", "20.0000"], ["c", "3.0000"]])
        // Of February the second c is a reject, as within any file; of January both b are replaced.
        #expect(report.files.map(\.path) == ["2026-01.csv", "2026-02.csv"])
        #expect(report.files.map(\.read) == [3, 3])
        #expect(report.files.map(\.loaded) == [1, 2])
        #expect(report.files.map(\.rejected) == [0, 1])
        #expect(report.files.map(\.replaced) == [2, 0])
        #expect(report.totals == ["EUR": ExactDecimal(24)])
        #expect(report.rejectedAmounts == ["EUR": ExactDecimal(4)])
        #expect(report.rejects.map(\.reason) == ["duplicate item_id \"c\", first in 2026-02.csv line 3"])
    }

    @Test func withoutTheRuleTheFirstFileStays() throws {
        let (rows, report) = try read(.reject, ["1.csv": Self.item("a", "1"), "2.csv": Self.item("a", "2")])
        #expect(rows == [["a", "1.0000"]])
        #expect(report.files.map(\.rejected) == [0, 1])
        #expect(report.files.map(\.replaced) == [0, 0])
    }

    @Test func theFilesNameIsAColumn() throws {
        let plain = LedgerRelation.items.required.map { Extract.map($0.name, .column($0.name)) }
            + [Extract.map("currency", .column("currency")), Extract.map("customer_id", .column("customer_id"))]
        let (rows, _) = try read(
            .reject, ["1.csv": Self.item("a", "1"), "2.csv": Self.item("b", "2")],
            columns: plain + [Extract.map("month", .mapped(from: "_file", values: ["1.csv": "January"], fallback: "later"))])
        #expect(rows == [["a", "1.0000", "January"], ["b", "2.0000", "later"]])
        let ids = try read(
            .reject, ["1.csv": Self.item("a", "1"), "2.csv": Self.item("a", "2")],
            columns: plain.filter { $0.column != "item_id" } + [Extract.map("item_id", .joined(["_file", "item_id"]))]
        ).rows
        #expect(ids.map { $0[0] } == ["1.csv/a", "2.csv/a"])
    }
}
