internal import Model

/// What holds between columns of `items`: only receipts may lack a customer, and only they have a class.
struct ItemRules {
    private let kind: ColumnBuilder?
    private let customer: ColumnBuilder?
    private let customerIndex: Int
    private let receiptClass: ColumnBuilder?

    init(_ plan: ReadingPlan, _ columns: [ColumnConverter]) {
        func builder(_ name: String) -> ColumnBuilder? { plan.index(of: name).map { columns[$0].builder } }
        kind = builder("kind")
        customer = builder("customer_id")
        customerIndex = plan.index(of: "customer_id") ?? 0
        let isRule = plan.columns.first { $0.name == "receipt_class" }
            .map { if case .receiptClass = $0.conversion { true } else { false } } ?? false
        receiptClass = isRule ? builder("receipt_class") : nil
    }

    func apply(rows: Int, report: (Int, Int, RejectKind, () -> String) -> Void) {
        guard let kind, let customer else { return }
        let kinds = kind.offsets + kind.count
        // "receipt" alone starts with an r; kinds that are no such word are rejects already.
        @inline(__always)
        func isReceipt(_ row: Int) -> Bool { kind.nulls[kind.count &+ row] == 0 && kind.bytes[Int(kinds[row])] == UInt8(ascii: "r") }
        for row in 0..<rows where customer.nulls[customer.count + row] != 0 {
            if kind.nulls[kind.count + row] == 0, !isReceipt(row) {
                report(row, customerIndex, .missing) { "no customer_id: only receipts may have none" }
            }
        }
        guard let receiptClass else { return }
        classify(rows, receiptClass, customer, isReceipt)
    }

    /// Writes the class column again: stated or by default for receipts, NULL for the rest.
    private func classify(_ rows: Int, _ column: ColumnBuilder, _ customer: ColumnBuilder, _ isReceipt: (Int) -> Bool) {
        let unapplied = Array("unapplied".utf8)
        let unidentified = Array("unidentified".utf8)
        let first = column.count
        var stated: [[UInt8]?] = []
        let hasStated = (0..<rows).contains { column.nulls[first + $0] == 0 }
        if hasStated { for row in 0..<rows { stated.append(column.nulls[first + row] == 0 ? Array(column.text(row)) : nil) } }
        column.reserve(bytes: rows * 16 + (hasStated ? Int(column.offsets[first + rows] - column.offsets[first]) : 0))
        var offset = column.offsets[first]
        for row in 0..<rows {
            if isReceipt(row) {
                let word =
                    (hasStated ? stated[row] : nil) ?? (customer.nulls[customer.count + row] != 0 ? unidentified : unapplied)
                for byte in word {
                    column.bytes[Int(offset)] = byte
                    offset += 1
                }
                column.nulls[first + row] = 0
            } else {
                column.nulls[first + row] = 1
            }
            column.offsets[first + row + 1] = offset
        }
    }
}
