internal import Foundation

/// Cuts a window into records without looking at their fields: lines, and lines joined by a quoted line break.
final class RecordLines {
    enum Piece {
        /// Without its line end; `lines` as it has in the file.
        case record(UnsafeBufferPointer<UInt8>, lines: Int)
        /// A line whose quoting is broken.
        case broken(UnsafeBufferPointer<UInt8>)
        /// Part of a line that is too long to be a record; `isEnd`: its last.
        case long(UnsafeBufferPointer<UInt8>, isEnd: Bool)
    }

    private let window: TextWindow
    private let delimiter: UInt8
    private let quote: UInt8?
    private var isInLongLine = false

    var terminator: UInt8 { window.terminator }

    init(_ stream: any ByteStream, delimiter: UInt8, quote: UInt8?) throws {
        window = try TextWindow(stream)
        self.delimiter = delimiter
        self.quote = quote
    }

    /// The next piece; its bytes stay until the one after it is asked for. nil at the end.
    ///
    /// - Parameter isLine: one line, whatever its quotes.
    func next(isLine: Bool = false) throws -> Piece? {
        while true {
            let start = window.start
            guard let found = memchr(window.base + start, Int32(terminator), window.count - start) else {
                if window.isFinal { return nil }
                if window.count - start > TextWindow.recordLimit + TextWindow.padding {
                    isInLongLine = true
                    window.consume(to: window.count)
                    return .long(slice(start, window.count), isEnd: false)
                }
                try window.refill()
                continue
            }
            let end = window.base.distance(to: found.assumingMemoryBound(to: UInt8.self))
            if isInLongLine {
                isInLongLine = false
                window.consume(to: end + 1)
                return .long(slice(start, end), isEnd: true)
            }
            var close = end
            var isBroken = false
            if let quote, !isLine, memchr(window.base + start, Int32(quote), end - start) != nil {
                switch recordEnd(start, quote) {
                case .at(let at): close = at
                case .broken: isBroken = true
                case .incomplete:
                    try window.refill()
                    continue
                }
            }
            window.consume(to: close + 1)
            let text = slice(start, close)
            if isBroken { return .broken(text) }
            return .record(text, lines: 1 + text.count { $0 == terminator })
        }
    }

    private func slice(_ from: Int, _ to: Int) -> UnsafeBufferPointer<UInt8> {
        var end = to
        if terminator == 10, end > from, window.base[end - 1] == 13 { end -= 1 }
        return UnsafeBufferPointer(start: window.base + from, count: end - from)
    }

    private enum End {
        case at(Int)
        case broken, incomplete
    }

    private func recordEnd(_ start: Int, _ quote: UInt8) -> End {
        let base = window.base
        let limit = start + TextWindow.recordLimit
        var at = start
        while true {
            if base[at] == quote {
                repeat {
                    at += 1
                    while at < window.count, at <= limit, base[at] != quote { at += 1 }
                    if at > limit { return .broken }
                    if at + 2 >= window.count, !window.isFinal { return .incomplete }
                    if at >= window.count { return .broken }
                    at += 1
                } while at < window.count && base[at] == quote
                if base[at] == 13, terminator == 10, at + 1 < window.count, base[at + 1] == 10 { at += 1 }
                guard at < window.count, base[at] == delimiter || base[at] == terminator else { return .broken }
            }
            while at < window.count, base[at] != delimiter, base[at] != terminator { at += 1 }
            if at >= window.count { return window.isFinal ? .at(at) : .incomplete }
            if base[at] == terminator { return at > limit ? .broken : .at(at) }
            at += 1
            if at >= window.count { return window.isFinal ? .at(at) : .incomplete }
        }
    }
}
