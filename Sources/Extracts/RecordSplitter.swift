internal import Foundation
internal import Model

/// Cuts a window into records and fields.
///
/// A record ends at a line end outside quotes. Where quoting is broken (never closed within `TextWindow.recordLimit`,
/// or text follows the closing quote) only the line on which the record starts is given up, and reading resumes on the
/// next: one stray quote must not swallow the rest of an extract. `RecordCounter` counts by the same rule in its own
/// way.
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

    /// Answers where the first record that isn't whole in the window, or didn't fit the block, starts.
    private func split(_ window: TextWindow, into block: RecordBlock) -> Int {
        let base = window.base
        let count = window.count
        let marks = MarkFinder(base, delimiter, terminator)
        let last = block.fieldCount
        let lines = block.lines
        var row = 0
        var line = block.nextLine
        var record = Record(start: window.start, bounds: block.bounds)
        record.bounds[0] = Int32(record.start - 1)
        // The field being cut ends at `slot`; fields beyond the header's are only counted.
        var slot = record.bounds + 1
        var extra = 0
        var at = window.start
        var hits = at < count ? marks.find(at) : 0
        var next = at
        while true {
            if next < count, Int(base[next]) == quote {
                record.field = record.bounds.distance(to: slot) + extra
                switch closing(next, &record, window) {
                case .at(let end):
                    // Go on with the mark after the quoted field.
                    if end - at >= 64 {
                        at = end
                        hits = marks.find(at)
                    } else {
                        hits &= UInt64.max << UInt64(end - at)
                    }
                case .incomplete:
                    block.rows = row
                    block.nextLine = line
                    return record.start
                case .broken(let problem):
                    block.rows = row
                    block.nextLine = line
                    guard let resume = giveUp(&record, problem, window, block) else { return record.start }
                    line = block.nextLine
                    if block.isFull { return resume }
                    slot = record.bounds + 1
                    extra = 0
                    at = resume
                    next = resume
                    hits = at < count ? marks.find(at) : 0
                    if at < count { continue }
                }
            }
            while hits == 0 {
                at &+= 64
                if at >= count {
                    block.rows = row
                    block.nextLine = line
                    return atEnd(&record, window, block)
                }
                hits = marks.find(at)
            }
            let hit = at &+ hits.trailingZeroBitCount
            hits &= hits &- 1
            next = hit &+ 1
            let isFull = slot == record.bounds + last
            if base[hit] == delimiter {
                if isFull {
                    extra &+= 1
                } else {
                    slot.pointee = Int32(truncatingIfNeeded: hit)
                    slot += 1
                }
                continue
            }
            if isFull, extra == 0, record.innerLines == 0, last > 1, hit &- record.start <= TextWindow.recordLimit {
                // The usual end of a record, without a call.
                slot.pointee = Int32(truncatingIfNeeded: base[hit &- 1] == 13 ? hit &- 1 : hit)
                lines[row] = line
                line &+= 1
                row &+= 1
                record.bounds = slot + 1
                record.begin(at: next)
            } else {
                record.field = record.bounds.distance(to: slot) + extra
                block.rows = row
                block.nextLine = line
                guard let resume = finish(&record, hit, window, block) else { return record.start }
                row = block.rows
                line = block.nextLine
                if resume != next {
                    at = resume
                    next = resume
                    hits = at < count ? marks.find(at) : 0
                }
                if block.isFull { return resume }
            }
            slot = record.bounds + 1
            extra = 0
            if row == RecordBlock.maximumRows {
                block.rows = row
                block.nextLine = line
                return next
            }
        }
    }

    /// The window ends within a record: it waits for more, unless it is too long already.
    private func atEnd(_ record: inout Record, _ window: TextWindow, _ block: RecordBlock) -> Int {
        let held = window.count - record.start
        if record.innerLines > 0, held > TextWindow.recordLimit + TextWindow.padding,
            let next = giveUp(&record, .tooLong, window, block)
        {
            return next
        }
        return record.start
    }

    /// The record being cut.
    private struct Record {
        var start: Int
        /// Set for the slow ways only: the field being cut, from 1.
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

    private enum Closing {
        case at(Int)
        case broken(OddRecord.Problem)
        case incomplete
    }

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
        guard let found = memchr(base + record.start, Int32(terminator), window.count - record.start) else {
            return nil
        }
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
