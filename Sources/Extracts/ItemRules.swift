internal import Model

/// What holds between columns of `items`: only receipts may lack a customer, and only they have a class.
final class ItemRules {
    private let kind: ColumnBuilder?
    private let customer: ColumnBuilder?
    private let customerIndex: Int
    /// With room behind them, as every slice has.
    private let words: UnsafeMutablePointer<UInt8>
    private static let unapplied = Array("unapplied".utf8)
    private static let unidentified = Array("unidentified".utf8)

    init(_ plan: ReadingPlan, _ columns: [ColumnConverter]) {
        kind = plan.index(of: "kind").map { columns[$0].builder }
        customer = plan.index(of: "customer_id").map { columns[$0].builder }
        customerIndex = plan.index(of: "customer_id") ?? 0
        words = .allocate(capacity: 2 * TextWindow.padding)
        words.initialize(repeating: 0, count: 2 * TextWindow.padding)
        for (offset, byte) in Self.unapplied.enumerated() { words[offset] = byte }
        for (offset, byte) in Self.unidentified.enumerated() { words[32 + offset] = byte }
    }

    deinit { words.deallocate() }

    /// "receipt" alone starts with an r; kinds that are no such word are rejects already.
    @inline(__always)
    private static func isReceipt(_ kind: ColumnBuilder, _ row: Int) -> Bool {
        let at = kind.count &+ row
        return kind.nulls[at] == 0 && kind.bytes[Int(kind.offsets[at])] == UInt8(ascii: "r")
    }

    func checkCustomers(rows: Int, report: (Int, Int, RejectKind, () -> String) -> Void) {
        guard let kind, let customer else { return }
        let nulls = customer.nulls + customer.count
        for row in 0..<rows where nulls[row] != 0 && kind.nulls[kind.count + row] == 0 && !Self.isReceipt(kind, row) {
            report(row, customerIndex, .missing) { "no customer_id (only receipts may have none)" }
        }
    }

    /// Puts the default class where a receipt states none, and nothing where a row is no receipt.
    func classify(_ cells: CellSlices, rows: Int) {
        guard let kind, let customer else { return }
        let nulls = customer.nulls + customer.count
        for row in 0..<rows {
            if !Self.isReceipt(kind, row) {
                cells.lengths[row] = 0
            } else if cells.lengths[row] == 0 {
                let isUnknown = nulls[row] != 0
                cells.pointers[row] = UnsafePointer(isUnknown ? words + 32 : words)
                cells.lengths[row] = Int32(isUnknown ? Self.unidentified.count : Self.unapplied.count)
            }
        }
    }
}
