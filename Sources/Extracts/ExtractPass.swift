internal import Foundation
internal import Model

/// Reads a source's files once, from bytes to batches, on a thread of its own.
final class ExtractPass {
    struct FileCount: Sendable {
        var loaded = 0
        var rejected = 0
        /// Rows that a later file has too, where that one counts.
        var replaced = 0
        var skipped: [SkippedKind: Int] = [:]
        var differences: [ListTotals.Difference] = []
        /// First and last day, where the relation has a date of its own.
        var days: ClosedRange<CivilDate>?
    }

    private let source: SourceDefinition
    private let plan: ReadingPlan
    private let headers: [ExtractHeader]
    private let queue: BatchQueue
    private let converter: BlockConverter
    private let log = RejectLog()
    private var counts: [FileCount] = []
    private let mended: MendedRows?
    private let mending: Mending?

    init(
        _ source: SourceDefinition, plan: ReadingPlan, headers: [ExtractHeader], queue: BatchQueue, expectedRows: Int,
        checksIdentity: Bool, numbersRows: Bool = false, rowsAtOnce: Int, mended: MendedRows? = nil
    ) {
        self.mended = mended
        mending = mended.map { Mending($0, isList: source.format.lines.layout == .list) }
        self.source = source
        self.plan = plan
        self.headers = headers
        self.queue = queue
        converter = BlockConverter(
            plan, format: headers.contains { $0.table != nil } ? source.format.ofCells : source.format, log: log, expectedRows: expectedRows, checksIdentity: checksIdentity, latestFileCounts: source.onDuplicate == .latest_file,
            numbersRows: numbersRows, rowsAtOnce: rowsAtOnce)
    }

    func run() throws -> ExtractReport {
        defer { for header in headers { header.table?.endReading() } }
        counts = headers.map { _ in FileCount() }
        for index in source.readingOrder(headers.count) {
            try read(index)
            if queue.isCancelled { break }
        }
        if let batch = converter.take() { queue.put(batch) }
        if converter.isExhausted {
            throw Refusal(
                .tryAgain,
                Finding(
                    "out-of-memory", .error, "there is no memory left to look for duplicates among the \(plan.relation)", place: source.place,
                    remedy: "Give the machine more memory, or end other programs."))
        }
        return report()
    }

    private func read(_ index: Int) throws {
        if let table = headers[index].table { return try read(table, index) }
        let file = headers[index].file
        let (text, filter) = try ExtractText.open(file, format: source.format)
        let window = try TextWindow(text)
        let (header, nextLine) = try ExtractHeader.read(file, window, format: source.format, filter: filter)
        filter?.totals = ListTotals(plan, file: index)
        guard header.names == headers[index].names else { throw file.damaged("it changed while it was read") }
        let block = RecordBlock(fieldCount: header.names.count)
        block.nextLine = nextLine
        converter.mending = mending
        converter.begin(file: index, name: file.name, carried: filter?.carriedCount ?? 0, firstNumber: file.firstNumber)
        let before = (loaded: converter.loaded, rejected: log.count, replaced: converter.replaced)
        try convert(window, block, source.format.ofRows, lines: file.lines)
        try convertMended(block, source.format.ofRows)
        counts[index] = FileCount(
            loaded: converter.loaded - before.loaded, rejected: log.count - before.rejected,
            replaced: converter.replaced - before.replaced, skipped: filter?.skipped ?? [:],
            differences: filter?.totals?.differences ?? [], days: days)
    }

    /// Rows that were mended, written as `rejects.csv` has them.
    private func convertMended(_ block: RecordBlock, _ format: DelimitedFormat, of table: (any TableInput)? = nil) throws {
        let found = if let object = table as? JSONInput { mending?.text(cells: object.cells) } else { mending?.text() }
        guard let (text, lines) = found else { return }
        converter.mending = nil
        block.nextLine = 1
        try convert(TextWindow(text), block, format, lines: lines)
    }

    /// `lines`: the line of the extract that each line of the window stands for, where that isn't the same.
    private func convert(_ window: TextWindow, _ block: RecordBlock, _ format: DelimitedFormat, lines: [Int]? = nil) throws {
        var splitter = RecordSplitter(format, terminator: window.terminator)
        while try splitter.fill(block, from: window) {
            if let lines {
                for row in 0..<block.rows { block.lines[row] = lines[min(block.lines[row], lines.count - 1)] }
                for odd in block.odd.indices { block.odd[odd].line = lines[min(block.odd[odd].line, lines.count - 1)] }
            }
            converter.convert(block, base: window.base)
            window.consume(to: block.end)
            if converter.isFull, let batch = converter.take() {
                queue.put(batch)
                if queue.isCancelled { break }
            }
        }
    }

    private func read(_ table: any TableInput, _ index: Int) throws {
        let feed = try table.feed()
        let block = RecordBlock(fieldCount: table.names.count)
        converter.mending = mending
        converter.begin(file: index, name: headers[index].file.name, carried: 0)
        let before = (loaded: converter.loaded, rejected: log.count, replaced: converter.replaced)
        while try feed.fill(block) {
            converter.convert(block, base: feed.base)
            if converter.isFull, let batch = converter.take() {
                queue.put(batch)
                if queue.isCancelled { break }
            }
        }
        var cells = source.format.ofCells
        cells.delimiter = UInt8(ascii: "\t")
        try convertMended(block, cells, of: table)
        counts[index] = FileCount(
            loaded: converter.loaded - before.loaded, rejected: log.count - before.rejected,
            replaced: converter.replaced - before.replaced, skipped: feed.skipped > 0 ? [.declared: feed.skipped] : [:], differences: [],
            days: days)
    }

    /// Of the file that was read last.
    private var days: ClosedRange<CivilDate>? {
        let sums = converter.sums
        guard sums.firstDay <= sums.lastDay else { return nil }
        return CivilDate(daysSinceEpoch: sums.firstDay)...CivilDate(daysSinceEpoch: sums.lastDay)
    }

    private func report() -> ExtractReport {
        let sums = converter.sums
        var files = zip(headers, counts).map { header, count in
            SourceFile(
                relation: plan.relation, path: header.file.name, hash: ContentHash(sha256: "", bytes: 0), read: 0,
                loaded: count.loaded, rejected: count.rejected, skipped: count.skipped.values.reduce(0, +))
        }
        for (index, count) in counts.enumerated() {
            files[index].replaced = count.replaced
            files[index].firstDay = count.days?.lowerBound
            files[index].lastDay = count.days?.upperBound
        }
        let skipped = zip(headers, counts).flatMap { header, count in
            SkippedKind.allCases.compactMap { kind in
                count.skipped[kind].map { SkippedGroup(file: header.file.name, kind: kind, count: $0) }
            }
        }
        let totals = zip(headers, counts).flatMap { header, count in
            count.differences.map { TotalDifference(header.file.name, $0) }
        }
        let mends = headers.compactMap { header in
            (mending?.count(header.file.name)).flatMap { $0 > 0 ? MendedCount(file: header.file.name, count: $0) : nil }
        }
        let mendedFile = mended.map {
            SourceFile(relation: plan.relation, path: $0.file.name, hash: $0.hash, read: 0, loaded: 0, rejected: 0)
        }
        let isItems = plan.relation == "items"
        return ExtractReport(
            files: files, mendedFile: mendedFile, mended: mends,
            unusedMends: mending?.unused(headers.map(\.file.name)) ?? [], rejects: log.rejects, groups: log.groups, skipped: skipped, listTotals: totals, loaded: converter.loaded, rejected: log.count,
            totals: sums.loaded.totals, rejectedAmounts: sums.rejected.totals,
            rejectedWithoutAmount: sums.unreadable,
            firstPosted: isItems ? files.compactMap(\.firstDay).min() : nil,
            lastPosted: isItems ? files.compactMap(\.lastDay).max() : nil,
            checkedIdentity: converter.checksIdentity)
    }
}
