internal import Foundation

/// The text of one column in a block, row by row: trimmed, without quotes, length 0 for nothing.
///
/// Slices point into the window wherever the text stands there as it is, else into an arena of this value's own.
/// They hold until the next `take`.
final class CellSlices {
    /// The length of a cell that a map doesn't know; its pointer and `unknownLengths` give the extract's word.
    static let unknown = Int32(-1)

    let pointers: UnsafeMutablePointer<UnsafePointer<UInt8>>
    let lengths: UnsafeMutablePointer<Int32>
    var unknownLengths: [Int: Int32] = [:]
    /// Rows whose joined text lacks a part that must be there, and which, from 1; their length is 0.
    private(set) var emptyParts: [Int: (number: Int, label: String)] = [:]
    /// `CellSign` of each row, where the source has signs of its own.
    private(set) var signs: [UInt8] = []
    /// Days to add to each row's date, where the source has some; `badShift` where they can't be read.
    private(set) var shifts: [Int32] = []
    static let badShift = Int32.min
    private let quote: Int
    /// What isn't in the window as it is; `used` so far.
    private(set) var arena: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 16
    var used = 0

    init(quote: UInt8?) {
        self.quote = quote.map(Int.init) ?? -1
        arena = .allocate(capacity: capacity)
        pointers = .allocate(capacity: RecordBlock.maximumRows)
        pointers.initialize(repeating: UnsafePointer(arena), count: RecordBlock.maximumRows)
        lengths = .allocate(capacity: RecordBlock.maximumRows)
        lengths.initialize(repeating: 0, count: RecordBlock.maximumRows)
    }

    deinit {
        arena.deallocate()
        pointers.deallocate()
        lengths.deallocate()
    }

    /// Whether some cell is unknown to its map.
    var hasUnknown: Bool { !unknownLengths.isEmpty }

    func take(_ source: CellSource, of block: RecordBlock, base: UnsafeMutablePointer<UInt8>) {
        used = 0
        if hasUnknown { unknownLengths.removeAll() }
        if !emptyParts.isEmpty { emptyParts.removeAll() }
        if !signs.isEmpty { signs.removeAll(keepingCapacity: true) }
        if !shifts.isEmpty { shifts.removeAll(keepingCapacity: true) }
        switch source {
        case .absent: for row in 0..<block.rows { set(row, (UnsafePointer(arena), 0)) }
        case .field(let field): take(field, of: block, base: base)
        case .part(let part):
            reserve(room(1, block))
            for row in 0..<block.rows { set(row, cell(part, row, block, base)) }
        case .joined(let parts, let labels, let onlyWith):
            // The joined text and what was unescaped for it; a column may be named twice.
            reserve(room(parts.count * 2 + 1, block) + parts.reduce(0) { $0 + $1.constantLength } * block.rows)
            for row in 0..<block.rows {
                if let onlyWith, cell(onlyWith, row, block, base).length == 0 {
                    set(row, (UnsafePointer(arena), 0))
                } else {
                    join(parts, labels, row, block, base)
                }
            }
        case .firstOf(let parts):
            reserve(room(parts.count, block))
            for row in 0..<block.rows {
                set(row, (UnsafePointer(arena), 0))
                for part in parts where lengths[row] == 0 { set(row, cell(part, row, block, base)) }
            }
        case .lookups(let tables, let fallback):
            reserve(room(tables.count, block))
            for row in 0..<block.rows { look(tables, fallback, row, block, base) }
        case .signed(let part, let sign):
            reserve(room(2, block))
            for row in 0..<block.rows {
                set(row, cell(part, row, block, base))
                signs.append(self.sign(sign, row, block, base).rawValue)
            }
        case .debitOrCredit(let debit, let credit):
            reserve(room(2, block))
            for row in 0..<block.rows {
                signs.append(either(cell(debit, row, block, base), cell(credit, row, block, base), row).rawValue)
            }
        case .moved(let part, let days):
            reserve(room(days.count + 1, block))
            for row in 0..<block.rows {
                set(row, cell(part, row, block, base))
                shifts.append(shift(days, row, block, base))
            }
        case .mapped(let field, let table):
            take(field, of: block, base: base)
            for row in 0..<block.rows {
                if let value = table.value(pointers[row], Int(lengths[row])) {
                    if let start = value.baseAddress { pointers[row] = UnsafePointer(start) }
                    lengths[row] = Int32(value.count)
                } else if lengths[row] != 0 {
                    unknownLengths[row] = lengths[row]
                    lengths[row] = Self.unknown
                }
            }
        case .constant(let bytes):
            reserve(bytes.count)
            for (offset, byte) in bytes.enumerated() { arena[offset] = byte }
            for row in 0..<block.rows {
                pointers[row] = UnsafePointer(arena)
                lengths[row] = Int32(bytes.count)
            }
        }
    }

    private func take(_ field: Int, of block: RecordBlock, base: UnsafeMutablePointer<UInt8>) {
        reserve(block.byteCount)
        let stride = block.stride
        var bounds = block.bounds + field
        for row in 0..<block.rows {
            let start = Int(bounds[0]) &+ 1
            let end = Int(bounds[1])
            bounds += stride
            if start < end, base[start] <= 32 || Int(base[start]) == quote || base[end &- 1] <= 32 {
                set(row, bare(start, end, base))
            } else {
                pointers[row] = UnsafePointer(base + start)
                lengths[row] = Int32(truncatingIfNeeded: end &- start)
            }
        }
    }

    typealias Cell = (start: UnsafePointer<UInt8>, length: Int)

    func set(_ row: Int, _ cell: Cell) {
        pointers[row] = cell.start
        lengths[row] = Int32(truncatingIfNeeded: cell.length)
    }

    func cell(_ field: Int, _ row: Int, _ block: RecordBlock, _ base: UnsafeMutablePointer<UInt8>) -> Cell {
        let bounds = block.bounds + row * block.stride + field
        return bare(Int(bounds[0]) + 1, Int(bounds[1]), base)
    }

    /// Takes quotes and outer blanks off.
    private func bare(_ from: Int, _ to: Int, _ base: UnsafeMutablePointer<UInt8>) -> Cell {
        guard from < to else { return (UnsafePointer(base + from), 0) }
        var start = UnsafePointer(base + from)
        var end = UnsafePointer(base + to)
        if Int(start[0]) == quote, to - from >= 2 {
            start += 1
            end -= 1
            if start < end, memchr(start, Int32(quote), end - start) != nil {
                let copy = arena + used
                var length = 0
                while start < end {
                    copy[length] = start[0]
                    length += 1
                    start += Int(start[0]) == quote ? 2 : 1
                }
                used += length
                start = UnsafePointer(copy)
                end = start + length
            }
        }
        while start < end, start[0] == 32 || (start[0] >= 9 && start[0] <= 13) { start += 1 }
        while start < end, end[-1] == 32 || (end[-1] >= 9 && end[-1] <= 13) { end -= 1 }
        return (start, end - start)
    }

    private func join(
        _ fields: [CellPart], _ labels: [String], _ row: Int, _ block: RecordBlock, _ base: UnsafeMutablePointer<UInt8>
    ) {
        // Unescaped parts land in the arena too, so they are made before the joined text begins.
        var parts: [Cell] = []
        parts.reserveCapacity(fields.count)
        for field in fields { parts.append(cell(field, row, block, base)) }
        let start = arena + used
        var length = 0
        var isEmpty = true
        var hole: Int?
        for (index, part) in parts.enumerated() {
            if index > 0 {
                start[length] = UInt8(ascii: "/")
                length += 1
            }
            memcpy(start + length, part.start, part.length)
            length += part.length
            if part.length > 0 { isEmpty = false } else if hole == nil { hole = index }
        }
        used += length
        pointers[row] = UnsafePointer(start)
        lengths[row] = isEmpty ? 0 : Int32(length)
        if !labels.isEmpty, !isEmpty, let hole {
            emptyParts[row] = (hole + 1, labels[hole])
            lengths[row] = 0
        }
    }

    /// Makes room up front, so that no slice moves while a column is taken.
    private func reserve(_ bytes: Int) {
        guard bytes + TextWindow.padding > capacity else { return }
        arena.deallocate()
        capacity = bytes * 2 + TextWindow.padding
        arena = .allocate(capacity: capacity)
    }
}
