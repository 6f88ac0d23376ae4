internal import Foundation
internal import Model

/// Reads a source's files once, from bytes to batches, on a thread of its own.
final class ExtractPass {
    struct FileCount: Sendable {
        var loaded: Int
        var rejected: Int
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
        defer { for header in headers { header.table?.endReading() } }
        for index in headers.indices {
            try read(index)
            if queue.isCancelled { break }
        }
        if let batch = converter.take() { queue.put(batch) }
        return report()
    }

    private func read(_ index: Int) throws {
        if let table = headers[index].table { return try read(table, index) }
        let file = headers[index].file
        let window = try TextWindow(ExtractText.open(file, encoding: source.format.encoding))
        let (header, nextLine) = try ExtractHeader.read(file, window, format: source.format)
        guard header.names == headers[index].names else { throw file.damaged("it changed while it was read") }
        let block = RecordBlock(fieldCount: header.names.count)
        block.nextLine = nextLine
        var splitter = RecordSplitter(source.format, terminator: window.terminator)
        converter.begin(file: index, name: file.name)
        let (loaded, rejected) = (converter.loaded, log.count)
        while try splitter.fill(block, from: window) {
            converter.convert(block, base: window.base)
            window.consume(to: block.end)
            if converter.isFull, let batch = converter.take() {
                queue.put(batch)
                if queue.isCancelled { break }
            }
        }
        counts.append(FileCount(loaded: converter.loaded - loaded, rejected: log.count - rejected))
    }

    private func read(_ table: any TableInput, _ index: Int) throws {
        let feed = try table.feed()
        let block = RecordBlock(fieldCount: table.names.count)
        converter.begin(file: index, name: headers[index].file.name)
        let (loaded, rejected) = (converter.loaded, log.count)
        while try feed.fill(block) {
            converter.convert(block, base: feed.base)
            if converter.isFull, let batch = converter.take() {
                queue.put(batch)
                if queue.isCancelled { break }
            }
        }
        counts.append(FileCount(loaded: converter.loaded - loaded, rejected: log.count - rejected))
    }

    private func report() -> ExtractReport {
        let sums = converter.sums
        let files = zip(headers, counts).map { header, count in
            SourceFile(
                relation: plan.relation, path: header.file.name, hash: ContentHash(sha256: "", bytes: 0), read: 0,
                loaded: count.loaded, rejected: count.rejected)
        }
        let isDated = sums.firstPosted <= sums.lastPosted
        return ExtractReport(
            files: files, rejects: log.rejects, groups: log.groups, loaded: converter.loaded, rejected: log.count,
            totals: sums.loaded.totals, rejectedAmounts: sums.rejected.totals,
            rejectedWithoutAmount: sums.unreadable,
            firstPosted: isDated ? CivilDate(daysSinceEpoch: sums.firstPosted) : nil,
            lastPosted: isDated ? CivilDate(daysSinceEpoch: sums.lastPosted) : nil,
            checkedIdentity: converter.checksIdentity)
    }
}
