internal import Foundation
package import Model

/// Reads one source of a ledger: its extract files, record by record, as typed batches.
///
/// Making one finds the files and checks their headers against the mapping; everything that is wrong there is refused
/// at once. The first `next` starts two threads: one converts, a few batches ahead, the other hashes the files and
/// counts their records by itself. `report` has the account of it all.
///
/// Where a mapping has SQL, its columns are not among the fields; every column of the extract then follows as text,
/// `raw_0`, `raw_1`, … as `rawNames` lists them, for the engine to compute them from.
package final class ExtractReader: BatchSource {
    package let fields: [ColumnField]
    /// The extract's column behind each `raw_<index>` field; empty unless the mapping has SQL.
    package let rawNames: [String]

    private let source: SourceDefinition
    private let plan: ReadingPlan
    private let headers: [ExtractHeader]
    private let preambles: [Int]
    private let checksIdentity: Bool
    private let numbersRows: Bool
    private let rowsAtOnce: Int
    private let mended: MendedRows?
    private let queue = BatchQueue()
    private let result = Outcome<ExtractReport>()
    private let audits = Outcome<[FileAudit]>()
    private var isStarted = false
    private var isEnded = false

    /// - Parameters:
    ///   - folder: the ledger definition's folder; files below it are named relative to it.
    ///   - wanted: the columns to hand on; nil for all. Required ones are validated in any case.
    ///   - numbersRows: whether a column `InPlaceSource.rowNumber` with each row's line goes behind the others.
    ///   - checksIdentity: whether a repeated id (`item_id`, `dispute_id`, …) is a reject.
    ///   - rowsAtOnce: the most rows of a batch, 2,048 to 65,536; five of them may be read ahead.
    package init(
        _ source: SourceDefinition, relation: LedgerRelation, folder: String? = nil, defaultCurrency: String? = nil,
        wanted: Set<String>? = nil, checksIdentity: Bool = true, tables: (any TableOpening)? = nil, numbersRows: Bool = false,
        rowsAtOnce: Int = ColumnBuilder.capacity
    ) throws {
        let opened = try Self.open(source, folder, tables)
        var compiler = try PlanCompiler(
            source: source, relation: relation, headers: opened.map(\.header), defaultCurrency: defaultCurrency,
            wanted: wanted)
        self.source = source
        plan = try compiler.compile()
        headers = opened.map(\.header)
        preambles = opened.map { $0.nextLine - 1 }
        self.checksIdentity = checksIdentity
        mended = try source.mended.map {
            try MendedRows.read($0, folder: folder, relation: relation.name, place: source.place)
        }
        self.numbersRows = numbersRows
        self.rowsAtOnce = min(max(rowsAtOnce, RecordBlock.maximumRows), ColumnBuilder.capacity)
        fields = plan.fields + (numbersRows ? [ColumnField(InPlaceSource.rowNumber, .int64)] : [])
        rawNames = plan.rawNames
    }

    deinit { queue.cancel() }

    /// Every file of the source, or what it names on a connection, with its columns.
    private static func open(
        _ source: SourceDefinition, _ folder: String?, _ tables: (any TableOpening)?
    ) throws -> [(header: ExtractHeader, nextLine: Int)] {
        let inputs = TableInputs(source, tables)
        if source.query?.isText == true { return try headers(try inputs.remote(), source.format) }
        if source.isQueried { return [(try inputs.queried(), 1)] }
        let files = try ExtractFiles.resolve(source.file, folder: folder, place: source.place)
        guard let kind = try inputs.kind(of: files) else { return try headers(files, source.format) }
        return try inputs.headers(files, kind).map { ($0, 1) }
    }

    private static func headers(
        _ files: [ExtractFile], _ format: DelimitedFormat
    ) throws -> [(header: ExtractHeader, nextLine: Int)] {
        var headers: [(header: ExtractHeader, nextLine: Int)] = []
        var findings: [Finding] = []
        for file in files {
            do {
                if file.lines == nil { try FirstBytes.check(file, format) }
                let (text, filter) = try ExtractText.open(file, format: format, onlyHead: true)
                headers.append(try ExtractHeader.read(file, TextWindow(text), format: format, filter: filter))
            } catch let refusal as Refusal where refusal.exit == .badData { findings += refusal.findings }
        }
        if !findings.isEmpty { throw Refusal(.badData, findings) }
        return headers
    }

    package func next() throws -> RecordBatch? {
        start()
        if isEnded { return nil }
        let batch = try queue.take()
        if batch == nil { isEnded = true }
        return batch
    }

    /// How an engine would read the source where it lies; throws `StreamingReason` where that takes more than rules.
    package func inPlace() throws -> InPlaceSource {
        guard let query = source.query else { throw StreamingReason("it is no table of a connection") }
        if query.isText {
            var place = try InPlaceRules(source, plan, headers[0].names.map { SourceColumn($0, .text) }).source(query)
            place.lines = try RemoteLines(source, plan, headers, preambles).lines()
            return place
        }
        guard let input = headers.first?.table as? QueriedInput else { throw StreamingReason("it is no table of a connection") }
        return try InPlaceRules(source, plan, input.columns).source(query)
    }

    /// Opens lines of its files that an engine read and found odd.
    package func oddLines(_ rows: any BatchSource) throws -> any TableOpening {
        try OddLines(rows, of: headers.map(\.file), above: preambles.first ?? 1)
    }

    /// What was read; takes and drops the batches that nobody asked for yet.
    package func report() throws -> ExtractReport {
        while try next() != nil {}
        var report = try result.get()
        report.binaryAmounts = plan.binaryAmounts.sorted()
        for (index, audit) in try audits.get().enumerated() {
            report.files[index].hash = audit.hash
            report.files[index].read = audit.records
            var skipped = audit.skipped
            if headers[index].table != nil {
                // The count is of all rows; which of them are skipped is for the feed to say.
                skipped = report.files[index].skipped
                report.files[index].read -= skipped
            }
            report.skippedByCount.append(skipped)
        }
        return report
    }

    private func start() {
        guard !isStarted else { return }
        isStarted = true
        let pass = Handover(
            ExtractPass(
                source, plan: plan, headers: headers, queue: queue,
                expectedRows: headers.contains { $0.table != nil } ? 0 : RowGuess.rows(of: headers),
                checksIdentity: checksIdentity, numbersRows: numbersRows, rowsAtOnce: rowsAtOnce, mended: mended))
        let (queue, result, audits) = (queue, result, audits)
        Self.thread("extract") {
            do {
                result.set(.success(try pass.value.run()))
                queue.end(nil)
            } catch {
                result.set(.failure(error))
                queue.end(error)
            }
        }
        let (opened, format) = (zip(headers, preambles).map { ($0.file, $0.table, $1) }, source.format)
        let order = source.readingOrder(headers.count)
        Self.thread("audit") {
            audits.set(
                Result {
                    do {
                        var audits: [Int: FileAudit] = [:]
                        // In the order of reading: the scan of a sheet waits until its rows are wanted.
                        for index in order {
                            let (file, table, preamble) = opened[index]
                            audits[index] =
                                try table?.audit { queue.isCancelled }
                                ?? FileAudit.run(file, format: format, preamble: preamble) { queue.isCancelled }
                        }
                        return opened.indices.compactMap { audits[$0] }
                    } catch {
                        for (_, table, _) in opened { table?.giveUp(error) }
                        throw error
                    }
                })
        }
    }

    private static func thread(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = "countback-\(name)"
        thread.stackSize = 1 << 20
        thread.start()
    }
}

/// Carries a value to the one thread that uses it from then on.
private struct Handover<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
