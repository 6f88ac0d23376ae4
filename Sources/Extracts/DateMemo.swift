/// The days that dates were read as, remembered by their letters: a ledger has few dates, each a thousand times.
///
/// One serves all columns of a source; it belongs to the thread that converts.
final class DateMemo {
    private struct Entry {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var day: Int = 0
    }

    private static let bits = 13
    let format: DateFormat
    private let entries: UnsafeMutablePointer<Entry>

    init(_ format: DateFormat) {
        self.format = format
        entries = .allocate(capacity: 1 << Self.bits)
        // No text at all is an entry like any other: it stands for NULL.
        entries.initialize(repeating: Entry(day: Int(DateFormat.null)), count: 1 << Self.bits)
    }

    deinit { entries.deallocate() }

    /// Reads every slice into days since 1970-01-01, `DateFormat.null` or `.bad`.
    func read(_ cells: CellSlices, rows: Int, into days: UnsafeMutablePointer<Int32>) {
        for row in 0..<rows {
            let p = cells.pointers[row]
            let length = Int(cells.lengths[row])
            if length > 16 {
                days[row] = format.read(p, length)
                continue
            }
            let (low, high) = ShortText.words(p, length)
            let hash = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
            let index = Int(truncatingIfNeeded: hash &>> UInt64(64 - Self.bits))
            // Two places for each: dates that share one would drive each other out.
            var entry = entries + index
            if entry.pointee.low != low || entry.pointee.high != high {
                let other = entries + (index ^ 1)
                if other.pointee.low != low || other.pointee.high != high {
                    other.pointee = entry.pointee
                    entry.pointee = Entry(low: low, high: high, day: Int(format.read(p, length)))
                } else {
                    entry = other
                }
            }
            days[row] = Int32(truncatingIfNeeded: entry.pointee.day)
        }
    }
}

/// Up to sixteen bytes of text as two numbers.
enum ShortText {
    /// Reads up to fifteen bytes beyond the end, which must be readable; they don't count.
    @inline(__always)
    static func words(_ p: UnsafePointer<UInt8>, _ length: Int) -> (low: UInt64, high: UInt64) {
        let raw = UnsafeRawPointer(p)
        let low = raw.loadUnaligned(as: UInt64.self)
        if length >= 8 {
            let high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            let mask = length == 16 ? UInt64.max : (1 &<< UInt64(truncatingIfNeeded: (length &- 8) &* 8)) &- 1
            return (low, high & mask)
        }
        return (low & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1), 0)
    }
}

/// One of a few short words that a column may hold, compared in two steps.
struct ShortWord {
    let text: String
    let length: Int32
    private let low: UInt64
    private let high: UInt64

    /// Words of ledger columns are at most sixteen letters long.
    init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8) + Array(repeating: 0, count: 16)
        length = Int32(bytes.count - 16)
        (low, high) = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { ShortText.words($0, min(16, text.utf8.count)) } ?? (0, 0)
        }
    }

    @inline(__always)
    func equals(_ p: UnsafePointer<UInt8>, _ other: Int32) -> Bool {
        guard other == length else { return false }
        let words = ShortText.words(p, Int(other))
        return words.low == low && words.high == high
    }
}
