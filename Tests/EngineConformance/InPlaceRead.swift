import Engines
import Extracts
import Model

@testable import countback

/// What a ledger came to on an engine, to be held against what it comes to on another.
struct InPlaceRead: Equatable {
    var rows: [String]
    var rejects: [Reject]
    var counts: [RejectCount]
    var files: [[Int]]
    var days: [String]
    var totals: [String: ExactDecimal]
    var findings: [String]

    /// Reads a ledger on an engine; the rows of a relation in the order of their text.
    static func of(_ ledger: LedgerDefinition, _ relation: String, on session: any EngineSession) throws -> (read: InPlaceRead, ways: [String]) {
        defer { session.close() }
        let loaded = try LoadStage(ledger: ledger, session: session).run()
        let names = (loaded.shape.relations[relation]?.fields.map(\.name) ?? []).filter { $0 != "item_no" }
        let rows = try session.table("SELECT \(names.map { "\"\($0)\"" }.joined(separator: ", ")) FROM raw_\(relation)").map { row in
            zip(names, row).map { "\($0)=\($1.number?.normalized.description ?? $1.words)" }.joined(separator: " ")
        }
        let read = InPlaceRead(
            rows: rows.sorted(), rejects: loaded.rejects, counts: loaded.rejectCounts.sorted { "\($0)" < "\($1)" },
            files: loaded.sources.map { [$0.read, $0.loaded, $0.rejected, $0.skipped] },
            days: loaded.sources.map { "\($0.firstDay?.description ?? "") \($0.lastDay?.description ?? "")" },
            totals: loaded.reports.reduce(into: [:]) { $0.merge($1.totals) { $0 + $1 } }, findings: loaded.findings.map(\.description))
        return (read, loaded.ways.map { "\($0.source): \($0.way)" })
    }
}
