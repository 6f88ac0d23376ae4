internal import Foundation

/// Writes cells into a block: text with a tab between fields and a line end behind records, which stand for themselves
/// inside a cell because the block's bounds say where it ends.
final class CellWriter {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 20
    private var used = 0
    private var at = 0
    private let block: RecordBlock

    init(_ block: RecordBlock, reusing writer: CellWriter? = nil) {
        self.block = block
        if let writer {
            (base, capacity) = (writer.base, writer.capacity)
            writer.isHandedOn = true
        } else {
            base = .allocate(capacity: capacity + TextWindow.padding)
        }
        block.begin(at: 0)
        base[0] = UInt8(ascii: "\n")
        used = 1
    }

    private var isHandedOn = false

    deinit { if !isHandedOn { base.deallocate() } }

    func beginRow(_ number: Int) {
        at = block.rows * block.stride
        block.bounds[at] = Int32(used - 1)
        block.lines[block.rows] = number
    }

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
        base[used - 1] = UInt8(ascii: "\n")
        block.rows += 1
        block.end = used
        block.nextLine = block.lines[block.rows - 1] + 1
    }

    /// Takes back the row begun last.
    func dropRow() { used = Int(block.bounds[block.rows * block.stride]) + 1 }

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
