internal import Foundation
internal import Model

/// Reads a source's files once, from bytes to batches, on a thread of its own.
final class ExtractPass {
    struct FileCount: Sendable {
        var loaded: Int
        var rejected: Int
        var skipped: [SkippedKind: Int] = [:]
        var differences: [ListTotals.Difference] = []
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
        checksIdentity: Bool, mended: MendedRows? = nil
    ) {
        self.mended = mended
        mending = mended.map { Mending($0, isList: source.format.lines.layout == .list) }
        self.source = source
        self.plan = plan
        self.headers = headers
        self.queue = queue
        converter = BlockConverter(
            plan, format: source.format, log: log, expectedRows: expectedRows, checksIdentity: checksIdentity)
    }

    func run() throws -> ExtractReport {
        for index in headers.indices {
            try read(index)
            if queue.isCancelled { break }
        }
        if let batch = converter.take() { queue.put(batch) }
        return report()
    }

    private func read(_ index: Int) throws {
        let file = headers[index].file
        let (text, filter) = try ExtractText.open(file, format: source.format)
        let window = try TextWindow(text)
        let (header, nextLine) = try ExtractHeader.read(file, window, format: source.format, filter: filter)
        filter?.totals = ListTotals(plan, file: index)
        guard header.names == headers[index].names else { throw file.damaged("it changed while it was read") }
        let block = RecordBlock(fieldCount: header.names.count)
        block.nextLine = nextLine
        converter.mending = mending
        converter.begin(file: index, name: file.name, carried: filter?.carriedCount ?? 0)
        let (loaded, rejected) = (converter.loaded, log.count)
        try convert(window, block)
        if let (text, lines) = mending?.text() {
            converter.mending = nil
            block.nextLine = 1
            try convert(TextWindow(text), block, lines: lines)
        }
        counts.append(
            FileCount(
                loaded: converter.loaded - loaded, rejected: log.count - rejected, skipped: filter?.skipped ?? [:],
                differences: filter?.totals?.differences ?? []))
    }

    /// `lines`: the line of the extract that each line of the window stands for, where that isn't the same.
    private func convert(_ window: TextWindow, _ block: RecordBlock, lines: [Int]? = nil) throws {
        var splitter = RecordSplitter(source.format.ofRows, terminator: window.terminator)
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

    private func report() -> ExtractReport {
        let sums = converter.sums
        let files = zip(headers, counts).map { header, count in
            SourceFile(
                relation: plan.relation, path: header.file.name, hash: ContentHash(sha256: "", bytes: 0), read: 0,
                loaded: count.loaded, rejected: count.rejected, skipped: count.skipped.values.reduce(0, +))
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
        let isDated = sums.firstPosted <= sums.lastPosted
        return ExtractReport(
            files: files, mendedFile: mendedFile, mended: mends,
            unusedMends: mending?.unused(headers.map(\.file.name)) ?? [], rejects: log.rejects, groups: log.groups, skipped: skipped, listTotals: totals, loaded: converter.loaded, rejected: log.count,
            totals: sums.loaded.totals, rejectedAmounts: sums.rejected.totals,
            rejectedWithoutAmount: sums.unreadable,
            firstPosted: isDated ? CivilDate(daysSinceEpoch: sums.firstPosted) : nil,
            lastPosted: isDated ? CivilDate(daysSinceEpoch: sums.lastPosted) : nil,
            checkedIdentity: converter.checksIdentity)
    }
}
