internal import Foundation
internal import Model

/// Counts an extract's records, and nothing else: the other side of "loaded + rejected = read".
///
/// It shares the rule for broken quotes with `RecordSplitter` (only the first line of such a record counts as one), but
/// none of its code.
struct RecordCounter {
    private let delimiter: UInt8
    private let quote: UInt8?
    private var linesToSkip: Int
    /// Unknown until the first line end was seen.
    private var terminator: UInt8?
    private var isInLongLine = false
    private(set) var records = 0
    /// Records that are no rows.
    private(set) var others = 0
    /// Where not every record below the header is a row.
    private var judge: RowJudge?

    /// `preamble`: lines up to and including the header.
    init(_ format: DelimitedFormat, preamble: Int) {
        delimiter = format.delimiter
        let isList = format.lines.layout == .list
        quote = isList ? nil : format.quote
        linesToSkip = preamble
        if !format.lines.isPlain { judge = RowJudge(format) }
    }

    /// Counts what is whole in `text`; answers how many bytes it is done with, at the end of the text all.
    mutating func count(_ text: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> Int {
        if terminator == nil { terminator = Self.terminator(text, isFinal: isFinal) }
        guard let terminator, let base = text.baseAddress else { return 0 }
        var at = 0
        while at < text.count {
            let found = memchr(base + at, Int32(terminator), text.count - at)
            let lineEnd =
                found.map { base.distance(to: UnsafePointer($0.assumingMemoryBound(to: UInt8.self))) } ?? text.count
            if found == nil, !isFinal {
                // A line too long to be a record is one all the same, whatever its quotes.
                guard isInLongLine || text.count - at > TextWindow.recordLimit else { return at }
                isInLongLine = true
                return text.count
            }
            if isInLongLine {
                endLongLine()
            } else if linesToSkip > 0 {
                linesToSkip -= 1
                if linesToSkip == 0 { judge?.setHeader(UnsafeBufferPointer(start: base + at, count: lineEnd - at)) }
            } else if !hasQuote(base + at, lineEnd - at) {
                if !isBlank(base + at, lineEnd - at) { count(UnsafeBufferPointer(start: base + at, count: lineEnd - at)) }
            } else {
                switch walk(text, from: at, terminator: terminator, isFinal: isFinal) {
                case .end(let end):
                    count(UnsafeBufferPointer(start: base + at, count: end - at))
                    at = end + 1
                    continue
                case .broken: records += 1
                case .incomplete: return at
                }
            }
            at = lineEnd + 1
        }
        if isFinal, isInLongLine { endLongLine() }
        return min(at, text.count)
    }

    private mutating func count(_ record: UnsafeBufferPointer<UInt8>) {
        switch judge?.verdict(record) ?? .row {
        case .row: records += 1
        case .other: others += 1
        case .nothing: break
        }
    }

    private mutating func endLongLine() {
        isInLongLine = false
        if linesToSkip > 0 { linesToSkip -= 1 } else { records += 1 }
    }

    private func hasQuote(_ start: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        quote.map { memchr(start, Int32($0), length) != nil } ?? false
    }

    private func isBlank(_ start: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        if length > 0, start[0] > 32 { return false }
        return (0..<length).allSatisfy { [32, 9, 13].contains(start[$0]) && start[$0] != delimiter }
    }

    private static func terminator(_ text: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> UInt8? {
        for (index, byte) in text.enumerated() {
            if byte == 10 { return 10 }
            if byte == 13 {
                if index + 1 < text.count { return text[index + 1] == 10 ? 10 : 13 }
                return isFinal ? 13 : nil
            }
        }
        return isFinal || text.count > TextWindow.recordLimit ? 10 : nil
    }

    private enum Walk {
        case end(Int)
        case broken, incomplete
    }

    /// Goes through one record letter by letter.
    private func walk(_ text: UnsafeBufferPointer<UInt8>, from start: Int, terminator: UInt8, isFinal: Bool) -> Walk {
        var at = start
        var atField = true
        var isMultiline = false
        let needsMore = !isFinal
        let farthest = start + TextWindow.recordLimit
        while at < text.count {
            let byte = text[at]
            if atField, byte == quote {
                at += 1
                while true {
                    if at > farthest { return .broken }
                    if at >= text.count { return needsMore ? .incomplete : .broken }
                    if text[at] == terminator { isMultiline = true }
                    if text[at] == quote {
                        if at + 2 >= text.count, needsMore { return .incomplete }
                        if at + 1 < text.count, text[at + 1] == quote { at += 1 } else { break }
                    }
                    at += 1
                }
                at += 1
                if at < text.count, text[at] == 13, terminator == 10, at + 1 >= text.count || text[at + 1] == 10 {
                    at += 1
                }
                if at < text.count, text[at] != delimiter, text[at] != terminator { return .broken }
                atField = false
            } else if byte == terminator {
                return isMultiline && at > farthest ? .broken : .end(at)
            } else {
                atField = byte == delimiter
                at += 1
            }
            if at > farthest, isMultiline { return .broken }
        }
        return needsMore ? .incomplete : .end(at)
    }
}
