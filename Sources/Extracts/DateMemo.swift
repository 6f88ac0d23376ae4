internal import Foundation
internal import Model

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
    private let formats: [DateFormat]
    private let entries: UnsafeMutablePointer<Entry>

    /// Tried in turn; no text may mean two days under them.
    init(_ formats: [DateFormat]) {
        self.formats = formats
        entries = .allocate(capacity: 1 << Self.bits)
        memset(entries, 0, MemoryLayout<Entry>.stride << Self.bits)
        // No text at all is an entry like any other, and stands for NULL; it may come to lie in either place.
        entries[0].day = Int(DateFormat.null)
        entries[1].day = Int(DateFormat.null)
    }

    /// For findings.
    var pattern: String { formats.map(\.pattern).joined(separator: " or ") }

    /// Days since 1970-01-01, `DateFormat.null` or `.bad`.
    func day(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int32 {
        for format in formats {
            let day = format.read(p, length)
            if day != DateFormat.bad { return day }
        }
        return DateFormat.bad
    }

    deinit { entries.deallocate() }

    /// Reads every slice into days since 1970-01-01, `DateFormat.null` or `.bad`.
    func read(_ cells: CellSlices, rows: Int, into days: UnsafeMutablePointer<Int32>) {
        for row in 0..<rows {
            let p = cells.pointers[row]
            let length = Int(cells.lengths[row])
            if length > 16 {
                days[row] = day(p, length)
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
                    entry.pointee = Entry(low: low, high: high, day: Int(day(p, length)))
                } else {
                    entry = other
                }
            }
            days[row] = Int32(truncatingIfNeeded: entry.pointee.day)
        }
    }
}
