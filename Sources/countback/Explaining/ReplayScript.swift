internal import Engines
internal import Foundation
internal import Model
internal import Rendering
internal import Synchronization

/// What a run did, as a script for DuckDB that anyone can run: `duckdb < explain.sql` in its folder.
///
/// The ledger's engine and the one that rolls up are two schemas of one database. Rows that came from outside are read from
/// CSV files beside the script; everything else is computed again.
final class ReplayScript: Sendable {
    private struct State {
        var parts: [String] = []
        var schema = ""
        var views: Set<String> = []
        var files = 0
        /// What is asked at the end: histograms, then the figures.
        var histograms: [(name: String, select: String)] = []
        var kpi: String?
    }

    let folder: String
    var rowsFolder: String { folder + "/rows" }
    private let kpi: StatementPurpose
    private let state = Mutex(State())

    init(folder: String, kpi: StatementPurpose) throws {
        self.folder = folder
        self.kpi = kpi
        do {
            try FileManager.default.createDirectory(atPath: folder + "/rows", withIntermediateDirectories: true)
        } catch {
            throw WriteFailure.refusal(path: folder, code: (error as NSError).posixCode)
        }
    }

    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    func nextFile(_ table: String) -> String {
        state.withLock { state in
            state.files += 1
            let number = String(state.files)
            return String(repeating: "0", count: max(0, 3 - number.count)) + number + "_" + table + ".csv"
        }
    }

    func add(_ statement: String, in schema: String, for purpose: StatementPurpose) {
        state.withLock { Self.add(statement, in: schema, for: purpose, to: &$0) }
    }

    func define(_ statement: String, as view: String, in schema: String, for purpose: StatementPurpose) {
        state.withLock { state in
            state.views.insert(schema + "." + view)
            Self.add(statement, in: schema, for: purpose, to: &state)
        }
    }

    func drop(_ table: String, in schema: String) {
        state.withLock { state in
            // The figures are asked for at the end, from what is there then.
            guard state.kpi == nil else { return }
            let isView = state.views.remove(schema + "." + table) != nil
            Self.add("DROP \(isView ? "VIEW" : "TABLE") IF EXISTS \(Self.quoted(table))", in: schema, for: nil, to: &state)
        }
    }

    /// A statement whose answer the host reads: only that of the figures is asked again.
    func ask(_ select: String, in schema: String, for purpose: StatementPurpose) {
        if purpose == kpi { state.withLock { $0.kpi = select } }
        guard purpose.metric == kpi.metric, purpose.step.hasPrefix("histograms/") else { return }
        state.withLock { $0.histograms.append((purpose.step, select)) }
    }

    private static func add(_ statement: String, in schema: String, for purpose: StatementPurpose?, to state: inout State) {
        if state.schema != schema {
            state.parts.append("USE \(schema);\n")
            state.schema = schema
        }
        let title = purpose.map { "-- \([$0.metric, $0.step].compactMap { $0 }.joined(separator: ", "))\n" } ?? ""
        state.parts.append("\(title)\(statement);\n")
    }

    /// Writes the script, which ends with the figures of one node at the key date; answers its path.
    func write(title: String, node: Int, asOf: CivilDate) throws -> String {
        let path = folder + "/explain.sql"
        let (parts, histograms, figures) = state.withLock { ($0.parts, $0.histograms, $0.kpi) }
        let file = try OutputFile.create(path)
        try file.write("""
            -- \(title)
            -- Run it with DuckDB \(DuckDBSession.scriptVersion) or later, in this folder:  duckdb < explain.sql
            -- "ledger" is what the ledger's engine holds, "roll_up" what the figures are made from. The last statement gives
            -- the figures: a value, or its numerator and denominator (and whole part), which are divided and rounded once.
            CREATE SCHEMA ledger;
            CREATE SCHEMA roll_up;
            \(["ledger", "roll_up"].map { "USE \($0);\n\(DuckDBSession.preludeSQL)" }.joined(separator: "\n"))


            """)
        for part in parts { try file.write(part + "\n") }
        let place = "WHERE node = \(node) AND as_of = DATE '\(asOf)'"
        for histogram in histograms {
            try file.write("USE roll_up;\n-- \(histogram.name), of which percentiles are taken\nSELECT * FROM (\n\(histogram.select)\n) AS histogram\n\(place)\nORDER BY days;\n\n")
        }
        if let figures {
            try file.write("USE roll_up;\n-- the figures\nSELECT * FROM (\n\(figures)\n) AS figures\n\(place);\n")
        }
        _ = try file.close()
        return path
    }
}

extension NSError {
    /// The system's own number of what went wrong, where it is known.
    fileprivate var posixCode: Int32 {
        let cause = userInfo[NSUnderlyingErrorKey] as? NSError ?? self
        return cause.domain == NSPOSIXErrorDomain ? Int32(cause.code) : EIO
    }
}
