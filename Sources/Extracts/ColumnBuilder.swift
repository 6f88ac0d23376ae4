internal import Foundation
internal import Model

/// One output column of the batch being filled.
///
/// A block is written behind `count`; its rows then either all stay (`keep`) or, where some were rejected, the
/// others close up.
final class ColumnBuilder {
    static let capacity = 65_536

    enum Kind { case text, date, integer, decimal }

    let kind: Kind
    private(set) var count = 0
    /// 1 where there is no value.
    let nulls: UnsafeMutablePointer<UInt8>
    private(set) var offsets: UnsafeMutablePointer<Int32>
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private var byteCapacity = 0
    let days: UnsafeMutablePointer<Int32>
    let decimals: UnsafeMutablePointer<Int128>

    init(_ type: LedgerType) {
        kind =
            switch type {
            case .text: .text
            case .date: .date
            case .integer: .integer
            case .money, .rate: .decimal
            }
        nulls = .allocate(capacity: Self.capacity)
        offsets = .allocate(capacity: kind == .text ? Self.capacity + 1 : 1)
        offsets[0] = 0
        byteCapacity = kind == .text ? 1 << 20 : 0
        bytes = .allocate(capacity: byteCapacity + TextWindow.padding)
        days = .allocate(capacity: kind == .date ? Self.capacity : 1)
        decimals = .allocate(capacity: kind == .decimal || kind == .integer ? Self.capacity : 1)
    }

    deinit {
        nulls.deallocate()
        offsets.deallocate()
        bytes.deallocate()
        days.deallocate()
        decimals.deallocate()
    }

    var byteCount: Int { kind == .text ? Int(offsets[count]) : 0 }

    func reserve(bytes more: Int) {
        let used = byteCount
        guard used + more > byteCapacity else { return }
        byteCapacity = (used + more) * 2
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCapacity + TextWindow.padding)
        memcpy(larger, bytes, used)
        bytes.deallocate()
        bytes = larger
    }

    /// The text of the row at `row` behind `count`.
    func text(_ row: Int) -> UnsafeBufferPointer<UInt8> {
        let from = Int(offsets[count + row])
        return UnsafeBufferPointer(start: bytes + from, count: Int(offsets[count + row + 1]) - from)
    }

    /// A text or date for people, in quotes; nil for nothing.
    func words(_ row: Int) -> String? {
        guard nulls[count + row] == 0 else { return nil }
        switch kind {
        case .text:
            let text = text(row)
            return text.baseAddress.map { RejectText.quoted($0, text.count) }
        case .date: return "\"\(CivilDate(daysSinceEpoch: days[count + row]))\""
        case .integer, .decimal: return "\(decimals[count + row])"
        }
    }

    func keep(_ rows: Int) { count += rows }

    func keep(_ rows: Int, but rejected: UnsafeMutablePointer<UInt8>) {
        let first = count
        for row in 0..<rows where rejected[row] == 0 {
            let from = first + row
            nulls[count] = nulls[from]
            switch kind {
            case .text:
                let start = Int(offsets[from])
                let length = Int(offsets[from + 1]) - start
                memmove(bytes + Int(offsets[count]), bytes + start, length)
                // Safe: bound `count + 1` is at or before bound `from + 1`, which was just read.
                offsets[count + 1] = offsets[count] + Int32(length)
            case .date: days[count] = days[from]
            case .integer, .decimal: decimals[count] = decimals[from]
            }
            count += 1
        }
    }

    /// Hands the rows on as a vector and starts again.
    func take(_ type: LedgerType, isNeeded: Bool) -> ColumnVector {
        let rows = count
        guard isNeeded else {
            count = 0
            return ColumnVector(.null(count: rows))
        }
        var nullCount = 0
        for row in 0..<rows { nullCount &+= Int(nulls[row]) }
        let storage: ColumnVector.Storage =
            switch kind {
            case .text:
                .text(
                    offsets: Array(UnsafeBufferPointer(start: offsets, count: rows + 1)),
                    bytes: Array(UnsafeBufferPointer(start: bytes, count: Int(offsets[rows]))))
            case .date: .date(Array(UnsafeBufferPointer(start: days, count: rows)))
            case .integer: .int64((0..<rows).map { Int64(decimals[$0]) })
            case .decimal:
                .decimal(
                    Array(UnsafeBufferPointer(start: decimals, count: rows)), precision: type.precision,
                    scale: type.scale)
            }
        count = 0
        return ColumnVector(storage, validity: nullCount > 0 ? validity(rows) : [], nullCount: nullCount)
    }

    private func validity(_ rows: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: (rows + 7) / 8) { bitmap, size in
            size = (rows + 7) / 8
            for index in 0..<size {
                var bits: UInt8 = 0
                let last = min(8, rows - index * 8)
                for bit in 0..<last where nulls[index * 8 + bit] == 0 { bits |= 1 << bit }
                bitmap[index] = bits
            }
        }
    }
}
