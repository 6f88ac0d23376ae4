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
    }

    private let source: SourceDefinition
    private let plan: ReadingPlan
    private let headers: [ExtractHeader]
    private let queue: BatchQueue
    private let converter: BlockConverter
    private let log = RejectLog()
    private var counts: [FileCount] = []

    init(
        _ source: SourceDefinition, plan: ReadingPlan, headers: [ExtractHeader], queue: BatchQueue, expectedRows: Int,
        checksIdentity: Bool
    ) {
        self.source = source
        self.plan = plan
        self.headers = headers
        self.queue = queue
        converter = BlockConverter(
            plan, format: headers.contains { $0.table != nil } ? source.format.ofCells : source.format, log: log, expectedRows: expectedRows, checksIdentity: checksIdentity, latestFileCounts: source.onDuplicate == .latest_file)
    }

    func run() throws -> ExtractReport {
        defer { for header in headers { header.table?.endReading() } }
        counts = headers.map { _ in FileCount() }
        for index in source.readingOrder(headers.count) {
            try read(index)
            if queue.isCancelled { break }
        }
        if let batch = converter.take() { queue.put(batch) }
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
        var splitter = RecordSplitter(source.format.ofRows, terminator: window.terminator)
        converter.begin(file: index, name: file.name, carried: filter?.carriedCount ?? 0)
        let before = (loaded: converter.loaded, rejected: log.count, replaced: converter.replaced)
        while try splitter.fill(block, from: window) {
            converter.convert(block, base: window.base)
            window.consume(to: block.end)
            if converter.isFull, let batch = converter.take() {
                queue.put(batch)
                if queue.isCancelled { break }
            }
        }
        counts[index] = FileCount(
            loaded: converter.loaded - before.loaded, rejected: log.count - before.rejected,
            replaced: converter.replaced - before.replaced, skipped: filter?.skipped ?? [:],
            differences: filter?.totals?.differences ?? [])
    }

    private func read(_ table: any TableInput, _ index: Int) throws {
        let feed = try table.feed()
        let block = RecordBlock(fieldCount: table.names.count)
        converter.begin(file: index, name: headers[index].file.name, carried: 0)
        let before = (loaded: converter.loaded, rejected: log.count, replaced: converter.replaced)
        while try feed.fill(block) {
            converter.convert(block, base: feed.base)
            if converter.isFull, let batch = converter.take() {
                queue.put(batch)
                if queue.isCancelled { break }
            }
        }
        counts[index] = FileCount(
            loaded: converter.loaded - before.loaded, rejected: log.count - before.rejected,
            replaced: converter.replaced - before.replaced, skipped: feed.skipped > 0 ? [.declared: feed.skipped] : [:], differences: [])
    }

    private func report() -> ExtractReport {
        let sums = converter.sums
        var files = zip(headers, counts).map { header, count in
            SourceFile(
                relation: plan.relation, path: header.file.name, hash: ContentHash(sha256: "", bytes: 0), read: 0,
                loaded: count.loaded, rejected: count.rejected, skipped: count.skipped.values.reduce(0, +))
        }
        for (index, count) in counts.enumerated() { files[index].replaced = count.replaced }
        let skipped = zip(headers, counts).flatMap { header, count in
            SkippedKind.allCases.compactMap { kind in
                count.skipped[kind].map { SkippedGroup(file: header.file.name, kind: kind, count: $0) }
            }
        }
        let totals = zip(headers, counts).flatMap { header, count in
            count.differences.map { TotalDifference(header.file.name, $0) }
        }
        let isDated = sums.firstPosted <= sums.lastPosted
        return ExtractReport(
            files: files, rejects: log.rejects, groups: log.groups, skipped: skipped, listTotals: totals, loaded: converter.loaded, rejected: log.count,
            totals: sums.loaded.totals, rejectedAmounts: sums.rejected.totals,
            rejectedWithoutAmount: sums.unreadable,
            firstPosted: isDated ? CivilDate(daysSinceEpoch: sums.firstPosted) : nil,
            lastPosted: isDated ? CivilDate(daysSinceEpoch: sums.lastPosted) : nil,
            checkedIdentity: converter.checksIdentity)
    }
}
