internal import Foundation
internal import Model

/// Writes cells into a block: text with a tab between fields and a line end behind records, which stand for themselves
/// inside a cell because the block's bounds say where it ends.
final class CellWriter {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 20
    private var used = 0
    private var at = 0
    private let block: RecordBlock
    /// Which rows are none, and how many there were.
    private let skipping: SkipRules
    private(set) var skipped = 0

    /// - Parameter names: the columns that the format's rules for rows may name.
    init(_ block: RecordBlock, names: [String], format: DelimitedFormat) {
        self.block = block
        var rules = SkipRules(format.lines.skipped)
        rules.resolve(names)
        skipping = rules
        base = .allocate(capacity: capacity + TextWindow.padding)
    }

    /// Begins the block anew.
    func begin() {
        block.begin(at: 0)
        base[0] = UInt8(ascii: "\n")
        used = 1
    }

    deinit { base.deallocate() }

    func beginRow(_ number: Int) {
        at = block.rows * block.stride
        block.bounds[at] = Int32(used - 1)
        block.lines[block.rows] = number
    }

    /// Where the next byte goes, and what was written since then.
    var position: Int { used }
    func bytes(from start: Int) -> [UInt8] { Array(UnsafeBufferPointer(start: base + start, count: used - start)) }

    func append(_ byte: UInt8) {
        reserve(1)
        base[used] = byte
        used += 1
    }

    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        memcpy(base + used, start, bytes.count)
        used += bytes.count
    }

    func append(_ text: some StringProtocol) {
        for byte in text.utf8 { append(byte) }
    }

    func endCell() {
        at += 1
        append(UInt8(ascii: "\t"))
        block.bounds[at] = Int32(used - 1)
    }

    func endRow() {
        if !skipping.isEmpty, isSkipped {
            skipped += 1
            used = Int(block.bounds[block.rows * block.stride]) + 1
            block.errorCells.removeAll { $0.row == block.rows }
            return
        }
        base[used - 1] = UInt8(ascii: "\n")
        block.rows += 1
        block.end = used
        block.nextLine = block.lines[block.rows - 1] + 1
    }

    private var isSkipped: Bool {
        let bounds = block.bounds + block.rows * block.stride
        let cell = { (index: Int) -> String in
            guard index >= 0, index < self.block.fieldCount else { return "" }
            let from = Int(bounds[index]) + 1
            return String(decoding: UnsafeBufferPointer(start: self.base + from, count: Int(bounds[index + 1]) - from), as: UTF8.self).trimmed
        }
        let first = (0..<block.fieldCount).lazy.map(cell).first { !$0.isEmpty } ?? ""
        return skipping.apply(first: first, cell: cell)
    }

    /// A record that is no row.
    func appendOdd(_ text: UnsafeBufferPointer<UInt8>, line: Int, _ problem: OddRecord.Problem) {
        let from = used
        append(text)
        block.odd.append(OddRecord(line: line, start: from, end: used, problem: problem))
        append(UInt8(ascii: "\n"))
        block.end = used
    }

    var isFull: Bool { block.isFull || used > 64 << 20 }

    func finish() {
        block.start = 1
        block.end = max(1, used)
        reserve(0)
        memset(base + used, 0, TextWindow.padding)
    }

    private func reserve(_ more: Int) {
        guard used + more > capacity else { return }
        capacity = (used + more) * 2
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + TextWindow.padding)
        memcpy(larger, base, used)
        base.deallocate()
        base = larger
    }
}
