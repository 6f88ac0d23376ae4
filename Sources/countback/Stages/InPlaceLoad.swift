internal import Engines
internal import Extracts
internal import Model

/// One source that the engine reads where it lies; what of it takes a reader of text is read as any extract is.
struct InPlaceLoad {
    let source: SourceDefinition
    let relation: LedgerRelation
    let wanted: Set<String>?
    let folder: String?
    let defaultCurrency: String?
    let session: any EngineSession

    /// The large ones. The others are small, and the host looks at their rows itself.
    static let relations: Set<String> = ["items", "allocations", "disputes", "promises", "submissions", "activities"]

    struct Outcome {
        var report: ExtractReport
        var rows: Int
    }

    /// Throws `StreamingReason` where all of it takes a reader of text.
    func run(_ reader: ExtractReader, into table: String, numbered: (column: String, first: Int)?) throws -> Outcome {
        do {
            return try read(reader, reader.inPlace(), into: table, numbered)
        } catch let failure as EngineFailure where failure.cause == .statement && !failure.isCancelled {
            throw DatabaseTables.unreadable(source.query?.shownName ?? "", source.place, because: failure.message)
        }
    }

    private func read(_ whole: ExtractReader, _ place: InPlaceSource, into table: String, _ numbered: (column: String, first: Int)?) throws -> Outcome {
        var odd: ExtractReader?
        let readings = try session.readInPlace(place, into: table, numbered: numbered) { rows, count in
            let names = place.identity.map { [place.rules[$0].name] } ?? []
            let reader = try ExtractReader(
                source, relation: relation, folder: folder, defaultCurrency: defaultCurrency, wanted: wanted?.union(names),
                tables: place.lines == nil
                    ? OddRows(OddTable(columns: place.columns, source: rows, number: count)) : whole.oddLines(rows),
                numbersRows: true, rowsAtOnce: session.rowsAtOnce)
            odd = reader
            return reader
        }
        guard var report = try odd?.report() else { throw StreamingReason("no row was asked for") }
        for reading in readings { report.add(reading) }
        return Outcome(report: report, rows: report.loaded)
    }
}

/// The odd rows of a table as a table of their own.
private final class OddTable: SourceTable, @unchecked Sendable {
    // Unchecked: the rows are asked for once, by the one thread that reads them.
    let columns: [SourceColumn]
    private let source: any BatchSource
    private let number: Int

    init(columns: [SourceColumn], source: any BatchSource, number: Int) {
        self.columns = columns
        self.source = source
        self.number = number
    }

    var isNumbered: Bool { true }
    func rows() throws -> any BatchSource { source }
    func count() throws -> Int { number }
}

/// Opens nothing but them.
private final class OddRows: TableOpening {
    private let table: OddTable
    init(_ table: OddTable) { self.table = table }

    func table(of source: SourceDefinition) throws -> any SourceTable { table }
    func sheet(_ name: String, of path: String, from firstRow: Int, width: Int) throws -> any BatchSource { throw nothing }
    func parquet(_ path: String) throws -> any SourceTable { throw nothing }
    private var nothing: StreamingReason { StreamingReason("it is no table of a connection") }
}
