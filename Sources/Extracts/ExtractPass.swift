internal import Foundation
internal import Model

/// Reads a source's files once, from bytes to batches, on a thread of its own.
final class ExtractPass {
    struct FileCount: Sendable {
        var loaded: Int
        var rejected: Int
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
        let sums = converter.sums
        counts.append(
            FileCount(
                loaded: converter.loaded - loaded, rejected: log.count - rejected,
                days: sums.firstDay <= sums.lastDay
                    ? CivilDate(daysSinceEpoch: sums.firstDay)...CivilDate(daysSinceEpoch: sums.lastDay) : nil))
    }

    private func report() -> ExtractReport {
        let sums = converter.sums
        let files = zip(headers, counts).map { header, count -> SourceFile in
            var file = SourceFile(
                relation: plan.relation, path: header.file.name, hash: ContentHash(sha256: "", bytes: 0), read: 0,
                loaded: count.loaded, rejected: count.rejected)
            file.firstDay = count.days?.lowerBound
            file.lastDay = count.days?.upperBound
            return file
        }
        let isItems = plan.relation == "items"
        return ExtractReport(
            files: files, rejects: log.rejects, groups: log.groups, loaded: converter.loaded, rejected: log.count,
            totals: sums.loaded.totals, rejectedAmounts: sums.rejected.totals,
            rejectedWithoutAmount: sums.unreadable,
            firstPosted: isItems ? files.compactMap(\.firstDay).min() : nil,
            lastPosted: isItems ? files.compactMap(\.lastDay).max() : nil,
            checkedIdentity: converter.checksIdentity)
    }
}
