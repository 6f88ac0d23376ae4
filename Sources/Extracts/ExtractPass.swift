internal import Foundation
internal import Model

/// Reads a source's files once, from bytes to batches, on a thread of its own.
final class ExtractPass {
    struct FileCount: Sendable {
        var loaded: Int
        var rejected: Int
        var skipped: [SkippedKind: Int]
        var differences: [ListTotals.Difference]
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
        var splitter = RecordSplitter(source.format.ofRows, terminator: window.terminator)
        converter.begin(file: index, name: file.name, carried: filter?.carriedCount ?? 0)
        let (loaded, rejected) = (converter.loaded, log.count)
        while try splitter.fill(block, from: window) {
            converter.convert(block, base: window.base)
            window.consume(to: block.end)
            if converter.isFull, let batch = converter.take() {
                queue.put(batch)
                if queue.isCancelled { break }
            }
        }
        counts.append(
            FileCount(
                loaded: converter.loaded - loaded, rejected: log.count - rejected, skipped: filter?.skipped ?? [:],
                differences: filter?.totals?.differences ?? []))
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
