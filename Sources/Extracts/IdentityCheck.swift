internal import Foundation
internal import Model

/// Finds rows of a block whose identity was loaded before.
final class IdentityCheck {
    /// Rows whose slots are brought near together.
    private static let group = 128

    private let log: IdentityLog
    private let keys: [ColumnBuilder]
    private let hashes: UnsafeMutablePointer<UInt64>
    private var joined: [UInt8] = []

    init(_ plan: ReadingPlan, _ columns: [ColumnConverter], expectedRows: Int) {
        log = IdentityLog(expected: expectedRows)
        keys = plan.identity.map { columns[$0].builder }
        hashes = .allocate(capacity: RecordBlock.maximumRows)
    }

    deinit { hashes.deallocate() }

    var isExhausted: Bool { log.isExhausted }

    /// `found`: a row, and where its identity came from first.
    func check(
        _ block: RecordBlock, file: Int, rejected: UnsafeMutablePointer<UInt8>, found: (Int, IdentityLog.Origin) -> Void
    ) {
        if keys.count > 1 {
            for row in 0..<block.rows where rejected[row] == 0 {
                join(row)
                joined.withUnsafeBufferPointer { padded in
                    let identity = UnsafeBufferPointer(rebasing: padded[..<(padded.count - 8)])
                    add(identity, IdentityLog.hash(identity), row, block, file, found)
                }
            }
            return
        }
        let key = keys[0]
        for row in 0..<block.rows { hashes[row] = IdentityLog.hash(key.text(row)) }
        for first in stride(from: 0, to: block.rows, by: Self.group) {
            let end = min(block.rows, first + Self.group)
            log.approach(hashes + first, end - first)
            for row in first..<end where rejected[row] == 0 { add(key.text(row), hashes[row], row, block, file, found) }
        }
    }

    @inline(__always)
    private func add(
        _ identity: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ row: Int, _ block: RecordBlock, _ file: Int,
        _ found: (Int, IdentityLog.Origin) -> Void
    ) {
        let origin = IdentityLog.Origin(file: file, line: block.lines[row])
        if let first = log.add(identity, hash: hash, origin: origin) { found(row, first) }
    }

    /// Several columns as one text, with eight bytes to read behind it.
    private func join(_ row: Int) {
        joined.removeAll(keepingCapacity: true)
        for key in keys {
            switch key.kind {
            case .text: joined.append(contentsOf: key.text(row))
            case .date:
                let day = key.nulls[key.count + row] == 0 ? key.days[key.count + row] : Int32.min
                withUnsafeBytes(of: day) { joined.append(contentsOf: $0) }
            case .integer, .decimal:
                withUnsafeBytes(of: key.decimals[key.count + row]) { joined.append(contentsOf: $0) }
            }
            joined.append(0x1F)
        }
        joined.append(contentsOf: repeatElement(0, count: 8))
    }
}
