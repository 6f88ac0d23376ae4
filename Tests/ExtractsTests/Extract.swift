import Extracts
import Foundation
import Model
import Testing

/// An extract made for one test, read, and removed again.
struct Extract {
    var relation = LedgerRelation.items
    var format = DelimitedFormat()
    var columns: [ColumnMapping] = []
    var fields: [ExtractField] = []
    var name = "items.csv"
    var defaultCurrency: String? = "EUR"
    var wanted: Set<String>?
    var checksIdentity = true
    var rowsAtOnce: Int?
    /// The text of a mended copy of `rejects.csv`.
    var mended: String?

    /// What was read: the fields' names, the rows as text ("-" for NULL), and the account of it.
    struct Reading {
        var fields: [String]
        var rows: [[String]]
        var report: ExtractReport
        /// How many rows came at once.
        var batches: [Int] = []

        func column(_ name: String) -> [String] {
            guard let index = fields.firstIndex(of: name) else { return [] }
            return rows.map { $0[index] }
        }

        /// `line: column: reason` of every reject.
        var rejects: [String] { report.rejects.map { "\($0.line): \($0.column ?? "row"): \($0.reason)" } }
    }

    static let place = Place(file: "ledger.yaml", line: 4, column: 11)

    static func map(_ column: String, _ rule: ColumnMapping.Rule, _ type: LedgerType? = nil) -> ColumnMapping {
        ColumnMapping(
            column: column, rule: rule, type: type ?? LedgerRelation.items.column(column)?.type ?? .text, place: place)
    }

    func read(_ text: String) throws -> Reading { try read([name: Array(text.utf8)]) }
    func read(_ bytes: [UInt8]) throws -> Reading { try read([name: bytes]) }

    /// Several files are read by the glob `*`.
    func read(_ files: [String: [UInt8]]) throws -> Reading {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("extract-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        let pattern = files.count == 1 ? files.keys.first ?? "" : "*"
        var source = SourceDefinition(
            relation: relation.name, file: folder.path + "/" + pattern, format: format, columns: columns,
            place: Self.place)
        source.fields = fields
        if let mended {
            source.mended = folder.path + "/mended.csv"
            try Data(mended.utf8).write(to: folder.appendingPathComponent("mended.csv"))
        }
        let reader = try ExtractReader(
            source, relation: relation, folder: folder.path, defaultCurrency: defaultCurrency, wanted: wanted,
            checksIdentity: checksIdentity, rowsAtOnce: rowsAtOnce ?? 65_536)
        var rows: [[String]] = []
        var batches: [Int] = []
        while let batch = try reader.next() {
            batches.append(batch.rowCount)
            #expect(batch.columns.count == reader.fields.count)
            for row in 0..<batch.rowCount { rows.append(batch.columns.map { Self.text($0.scalar(row)) }) }
        }
        let report = try reader.report()
        #expect(report.loaded == rows.count)
        #expect(report.loaded + report.rejected == report.read)
        #expect(report.groups.reduce(0) { $0 + $1.count } == report.rejected)
        return Reading(fields: reader.fields.map(\.name), rows: rows, report: report, batches: batches)
    }

    /// The findings of a refusal, as `id: message (remedy)`, and its exit code.
    func refusal(_ text: String) -> (exit: ExitCode?, findings: [String]) { refusal([name: Array(text.utf8)]) }

    func refusal(_ files: [String: [UInt8]]) -> (exit: ExitCode?, findings: [String]) {
        do {
            _ = try read(files)
            return (nil, [])
        } catch let refusal as Refusal {
            return (refusal.exit, refusal.findings.map { "\($0.id): \($0.message) (\($0.remedy ?? ""))" })
        } catch { return (nil, ["\(error)"]) }
    }

    static func text(_ value: ScalarValue) -> String {
        switch value {
        case .null: "-"
        case .text(let text): text
        case .date(let date): date.description
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .decimal(let number): number.description
        case .double(let number): "\(number)"
        }
    }
}

/// Items with these cells after the five that each needs.
func items(_ header: String, _ cells: [String]) -> String {
    let rows = cells.enumerated().map { "i\($0 + 1),c1,invoice,2025-01-31,EUR,\($1)\n" }
    return "item_id,customer_id,kind,posted_on,currency,\(header)\n" + rows.joined()
}
