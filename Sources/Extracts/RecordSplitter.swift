internal import Foundation
internal import Model

/// Cuts a window into records and fields.
///
/// A record ends at a line end outside quotes. Where quoting is broken (never closed within `TextWindow.recordLimit`,
/// or text follows the closing quote) only the line on which the record starts is given up, and reading resumes on the
/// next: one stray quote must not swallow the rest of an extract. `RecordCounter` counts by the same rule in its own way.
struct RecordSplitter {
    let delimiter: UInt8
    /// −1 for none.
    let quote: Int
    let terminator: UInt8
    /// The last window held the beginning of an over-long line; what is left of it is skipped.
    private var isSkipping = false

    init(_ format: DelimitedFormat, terminator: UInt8) {
        delimiter = format.delimiter
        quote = format.quote.map(Int.init) ?? -1
        self.terminator = terminator
    }

    /// Fills the block from the window's start and consumes what it took; false when the text is at its end.
    mutating func fill(_ block: RecordBlock, from window: TextWindow) throws -> Bool {
        while true {
            if isSkipping { try skip(window, block) }
            block.begin(at: window.start)
            let consumed = split(window, into: block)
            block.end = consumed
            if block.rows > 0 || !block.odd.isEmpty { return true }
            if consumed > window.start {  // Blank lines only.
                window.consume(to: consumed)
                continue
            }
            if window.isExhausted { return false }
            if window.count - window.start > TextWindow.recordLimit + TextWindow.padding {
                block.odd.append(
                    OddRecord(line: block.nextLine, start: window.start, end: window.count, problem: .tooLong))
                block.end = window.count
                isSkipping = true
                return true
            }
            try window.refill()
        }
    }

    private mutating func skip(_ window: TextWindow, _ block: RecordBlock) throws {
        while true {
            let rest = window.count - window.start
            if rest > 0, let found = memchr(window.base + window.start, Int32(terminator), rest) {
                window.consume(to: window.base.distance(to: found.assumingMemoryBound(to: UInt8.self)) + 1)
                block.nextLine += 1
                isSkipping = false
                return
            }
            window.consume(to: window.count)
            if window.isFinal {
                isSkipping = false
                return
            }
            try window.refill()
        }
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    /// The top bit of each byte of `word` that is zero, exactly.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { ~(((word & low) &+ low) | word | low) }

    /// Answers where the first record that isn't whole in the window, or didn't fit the block, starts.
    private func split(_ window: TextWindow, into block: RecordBlock) -> Int {
        let base = window.base
        let raw = UnsafeRawPointer(base)
        let count = window.count
        let delimiters = Self.ones &* UInt64(delimiter)
        let terminators = Self.ones &* UInt64(terminator)
        let last = block.fieldCount
        let stride = block.stride
        var record = Record(start: window.start, bounds: block.bounds)
        record.bounds[0] = Int32(record.start - 1)
        var at = window.start
        var mayBeQuoted = true
        while at < count {
            if mayBeQuoted, Int(base[at]) == quote {
                switch closing(at, &record, window) {
                case .at(let end): at = end
                case .incomplete: return record.start
                case .broken(let problem):
                    guard let next = giveUp(&record, problem, window, block) else { return record.start }
                    at = next
                    if block.isFull { return at }
                    continue
                }
                // `at` is on the delimiter or the line end after the quoted field.
                if base[at] == delimiter {
                    if record.field <= last { record.bounds[record.field] = Int32(at) }
                    record.field += 1
                    at += 1
                    continue
                }
                if base[at] != terminator { at += 1 }  // The CR of CRLF.
                guard let next = finish(&record, at, window, block) else { return record.start }
                at = next
                if block.isFull { return at }
                continue
            }
            mayBeQuoted = false
            let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            var hits = Self.zeros(word ^ delimiters) | Self.zeros(word ^ terminators)
            while hits != 0 {
                let hit = at &+ (hits.trailingZeroBitCount &>> 3)
                hits &= hits &- 1
                let next = hit &+ 1
                if base[hit] == delimiter {
                    if record.field <= last { record.bounds[record.field] = Int32(truncatingIfNeeded: hit) }
                    record.field &+= 1
                } else if record.field == last, record.innerLines == 0, last > 1,
                    hit &- record.start <= TextWindow.recordLimit
                {
                    // The usual end of a record, without a call.
                    record.bounds[last] = Int32(truncatingIfNeeded: base[hit &- 1] == 13 ? hit &- 1 : hit)
                    block.lines[block.rows] = block.nextLine
                    block.nextLine &+= 1
                    block.rows &+= 1
                    record.bounds += stride
                    record.begin(at: next)
                    if block.rows == RecordBlock.maximumRows { return next }
                } else {
                    guard let resume = finish(&record, hit, window, block) else { return record.start }
                    if block.isFull { return resume }
                    if resume != next {
                        at = resume &- 8
                        mayBeQuoted = true
                        break
                    }
                }
                if Int(base[next]) == quote {
                    at = next &- 8
                    mayBeQuoted = true
                    break
                }
            }
            at &+= 8
        }
        if record.innerLines > 0, count - record.start > TextWindow.recordLimit + TextWindow.padding,
            let next = giveUp(&record, .tooLong, window, block)
        {
            return next
        }
        return record.start
    }

    /// The record being cut.
    private struct Record {
        var start: Int
        /// The field being cut, from 1: its end goes to this bound.
        var field = 1
        var innerLines = 0
        var bounds: UnsafeMutablePointer<Int32>

        @inline(__always)
        mutating func begin(at offset: Int) {
            start = offset
            field = 1
            innerLines = 0
            bounds[0] = Int32(truncatingIfNeeded: offset &- 1)
        }
    }

    private enum Closing { case at(Int), broken(OddRecord.Problem), incomplete }

    /// Finds what follows the quoted field that opens at `at`.
    private func closing(_ at: Int, _ record: inout Record, _ window: TextWindow) -> Closing {
        let base = window.base
        let limit = min(window.count, record.start + TextWindow.recordLimit + 1)
        let isCut = limit == window.count && !window.isFinal
        var from = at + 1
        while from < limit, let found = memchr(base + from, Int32(quote), limit - from) {
            let close = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
            if close + 2 >= window.count, !window.isFinal { return .incomplete }
            let next = base[close + 1]
            if Int(next) == quote {
                from = close + 2
                continue
            }
            let isEnd =
                next == delimiter || next == terminator
                || (next == 13 && terminator == 10 && base[close + 2] == terminator)
            guard isEnd, close + 1 < window.count else { return .broken(.textAfterQuote(field: record.field - 1)) }
            for offset in at..<close where base[offset] == terminator { record.innerLines += 1 }
            return .at(close + 1)
        }
        return isCut ? .incomplete : .broken(.openQuote(field: record.field - 1))
    }

    /// Ends the record at the line end `hit`; answers where reading goes on, nil when more text is needed to say.
    private func finish(_ record: inout Record, _ hit: Int, _ window: TextWindow, _ block: RecordBlock) -> Int? {
        let base = window.base
        var end = hit
        if terminator == 10, end > record.start, base[end - 1] == 13 { end -= 1 }
        let next = hit + 1
        let fields = record.field
        if hit - record.start > TextWindow.recordLimit {
            if record.innerLines > 0 {
                return giveUp(&record, .tooLong, window, block)
            }
            note(.tooLong, record.start, end, block)
        } else if fields == 1, isBlank(base, record.start, end) {
            block.nextLine += 1
            record.begin(at: next)
            return next
        } else if fields != block.fieldCount {
            note(.fieldCount(fields), record.start, end, block)
        } else {
            record.bounds[fields] = Int32(end)
            block.lines[block.rows] = block.nextLine
            block.rows += 1
            record.bounds += block.stride
        }
        block.nextLine += 1 + record.innerLines
        record.begin(at: next)
        return next
    }

    private func isBlank(_ base: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var at = start
        while at < end, base[at] == 32 || base[at] == 9 || base[at] == 13 { at += 1 }
        return at == end
    }

    /// Rejects the first line of a record with broken quoting; answers where the next line starts.
    private func giveUp(
        _ record: inout Record, _ problem: OddRecord.Problem, _ window: TextWindow, _ block: RecordBlock
    ) -> Int? {
        let base = window.base
        guard let found = memchr(base + record.start, Int32(terminator), window.count - record.start) else { return nil }
        let hit = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
        var end = hit
        if terminator == 10, end > record.start, base[end - 1] == 13 { end -= 1 }
        note(problem, record.start, end, block)
        block.nextLine += 1
        record.begin(at: hit + 1)
        return hit + 1
    }

    private func note(_ problem: OddRecord.Problem, _ start: Int, _ end: Int, _ block: RecordBlock) {
        block.odd.append(OddRecord(line: block.nextLine, start: start, end: end, problem: problem))
    }
}
