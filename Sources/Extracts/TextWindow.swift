internal import Foundation
internal import Model

/// A window of UTF-8 that slides over an extract's text.
///
/// What was consumed leaves at the front, what follows is read in behind; after the last byte stands a line end, given
/// if need be, and behind `count` always some zeros, so that whole words can be loaded.
final class TextWindow {
    /// A record longer than this is a reject; so is one whose quote isn't closed by then.
    static let recordLimit = 1 << 20
    static let padding = 64
    private static let readSize = 512 << 10

    let base: UnsafeMutablePointer<UInt8>
    private let stream: any ByteStream
    private let capacity: Int
    private(set) var start = 0
    private(set) var count = 0
    private(set) var isFinal = false
    /// The byte that ends a line: LF (a CR before it is dropped), or CR in a file that has only these.
    private(set) var terminator = UInt8(ascii: "\n")
    /// Whether the text began with UTF-8's byte order mark, which is skipped.
    private(set) var hadMark = false

    init(_ stream: any ByteStream) throws {
        self.stream = stream
        capacity = Self.recordLimit + 3 * Self.readSize
        base = .allocate(capacity: capacity + Self.padding)
        // Should it throw, `deinit` runs, since all is set.
        try findTerminator()
    }

    deinit { base.deallocate() }

    /// Text is left in the window or behind it.
    var isExhausted: Bool { isFinal && start == count }

    func consume(to offset: Int) { start = offset }

    /// Slides and reads on.
    func refill() throws {
        if start > 0 {
            memmove(base, base + start, count - start)
            count -= start
            start = 0
        }
        let room = min(Self.readSize, capacity - 1 - count)
        let read = try stream.read(into: UnsafeMutableRawBufferPointer(start: base + count, count: room))
        count += read
        if read == 0 { end() }
        memset(base + count, 0, Self.padding)
    }

    private func end() {
        guard !isFinal else { return }
        isFinal = true
        if count > start, base[count - 1] != terminator {
            base[count] = terminator
            count += 1
        }
    }

    private func findTerminator() throws {
        var from = 0
        search: while true {
            try refill()
            while from < count {
                if base[from] == UInt8(ascii: "\n") { break search }
                if base[from] == UInt8(ascii: "\r") {
                    if from + 1 == count, !isFinal { continue search }
                    if from + 1 == count || base[from + 1] != UInt8(ascii: "\n") { terminator = UInt8(ascii: "\r") }
                    break search
                }
                from += 1
            }
            if isFinal || count > Self.recordLimit { break }
        }
        // An ending given before the terminator was known would be the wrong one.
        if isFinal, terminator == UInt8(ascii: "\r"), count > 1, base[count - 1] == UInt8(ascii: "\n"),
            base[count - 2] == UInt8(ascii: "\r")
        {
            count -= 1
            base[count] = 0
        }
        if count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF {
            hadMark = true
            start = 3
        }
    }
}
