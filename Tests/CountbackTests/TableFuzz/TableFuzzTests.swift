import Engines
import Extracts
import Foundation
import Model
import Testing

/// Damaged workbooks, Parquet files and JSON: nothing crashes or hangs, nothing is lost, and Python reads the same.
@Suite(.engineAlone) struct TableFuzzTests {
    private static let isSoak = ProcessInfo.processInfo.environment["COUNTBACK_SOAK"] == "1"
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private struct Account {
        var lines: [String] = []
        var (refused, loaded, rejected) = (0, 0, 0)
    }

    /// Reads a file as it would be loaded; what is told of it goes into the account.
    private func read(_ bytes: [UInt8], _ name: String, _ tables: any TableOpening, isComparable: Bool, into account: inout Account) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
        let source = SourceDefinition(relation: "items", file: folder.path + "/" + name, place: Place(file: "ledger.yaml", line: 1))
        do {
            let reader = try ExtractReader(source, relation: .items, folder: folder.path, defaultCurrency: "EUR", tables: tables)
            var rows = 0
            while let batch = try reader.next() { rows += batch.rowCount }
            let report = try reader.report()
            #expect(report.loaded == rows, "\(name)")
            #expect(report.loaded + report.rejected == report.read, "\(name)")
            #expect(report.groups.reduce(0) { $0 + $1.count } == report.rejected, "\(name)")
            account.loaded += report.loaded
            account.rejected += report.rejected
            let sums = report.totals.filter { !$0.value.isZero }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.normalized)" }
            account.lines.append(
                ([name, isComparable ? "same" : "any", "\(report.loaded)", "\(report.rejected)"] + sums).joined(separator: " "))
        } catch let refusal as Refusal {
            account.refused += 1
            #expect(!refusal.findings.isEmpty && refusal.findings.allSatisfy { $0.place != nil && $0.remedy != nil }, "\(name): \(refusal)")
            account.lines.append("\(name) \(isComparable ? "same" : "any") refused")
        }
    }

    private func compare(_ account: Account, _ count: Int) throws {
        try folder.write(account.lines.joined(separator: "\n") + "\n", to: "read")
        let ended = try Program.run(Program.python, [Program.root + "/scripts/checks/tables.py", folder.path], in: folder.path)
        #expect(ended.out == "\(count) extracts, 0 differences\n", "\(ended.out.prefix(3000))\(ended.errors)")
    }

    @Test func workbooks() throws {
        let tables = FuzzTables(try FileTables.open())
        defer { tables.close() }
        try tables.loadExcel()
        var random = RandomNumbers(seed: 41_122_026)
        var account = Account()
        let count = Self.isSoak ? 3334 : 40
        for number in 0..<count {
            let workbook = DamagedWorkbook(&random)
            try read(workbook.bytes, "\(number).xlsx", tables, isComparable: workbook.isComparable, into: &account)
        }
        #expect(account.refused < count / 2 && account.loaded > count / 2 && account.rejected > count / 10, "\(account)")
        try compare(account, count)
    }

    @Test func json() throws {
        let tables = FuzzTables(nil)
        var random = RandomNumbers(seed: 22_112_026)
        var account = Account()
        let count = Self.isSoak ? 3333 : 40
        for number in 0..<count {
            try read(DamagedJSON.bytes(&random), "\(number).jsonl", tables, isComparable: true, into: &account)
        }
        #expect(account.refused < count / 2 && account.loaded > count / 2 && account.rejected > count / 10, "\(account)")
        try compare(account, count)
    }

    @Test func parquet() throws {
        let tables = FuzzTables(try FileTables.open())
        defer { tables.close() }
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Program.root + "/Tests/Fixtures/tables/items.parquet")))
        var random = RandomNumbers(seed: 4)
        var account = Account()
        let count = Self.isSoak ? 3333 : 20
        for number in 0..<count {
            var bytes = whole
            if random.happens(20) { bytes.removeSubrange(random.within(1...bytes.count - 1)...) }
            for _ in 0..<random.within(0...4) where !bytes.isEmpty { bytes[random.within(0...bytes.count - 1)] = UInt8(random.within(0...255)) }
            try read(bytes, "\(number).parquet", tables, isComparable: false, into: &account)
        }
        #expect(account.loaded > 0)
    }
}

/// One reader of files for many, as a load has one for all its sources.
private final class FuzzTables: TableOpening {
    private let files: FileTables?

    init(_ files: FileTables?) { self.files = files }

    struct Missing: Error {}

    func loadExcel() throws { try files?.loadExcel() }
    func close() { files?.close() }

    func sheet(_ name: String, of path: String, from firstRow: Int, width: Int) throws -> any BatchSource {
        guard let files else { throw Missing() }
        return try files.sheet(name, of: path, from: firstRow, width: width)
    }

    func parquet(_ path: String) throws -> any SourceTable {
        guard let files else { throw Missing() }
        return try files.parquet(path)
    }

    func table(of source: SourceDefinition) throws -> any SourceTable { throw Missing() }
}
