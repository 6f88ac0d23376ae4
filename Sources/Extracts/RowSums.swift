internal import Model

/// Adds up what was loaded and what was rejected: amounts by currency, and the first and last day.
struct RowSums {
    private let amount: ColumnBuilder?
    private let amountIndex: Int
    private let currency: ColumnBuilder?
    private let currencyIndex: Int
    private let dated: ColumnBuilder?
    let loaded = ControlSums()
    let rejected = ControlSums()
    /// Rejected rows whose amount or currency can't be read.
    private(set) var unreadable = 0
    /// The range of days since `beginFile`.
    private(set) var firstDay = Int32.max
    private(set) var lastDay = Int32.min

    init(_ plan: ReadingPlan, _ columns: [ColumnConverter]) {
        amountIndex = plan.index(of: "amount") ?? -2
        currencyIndex = plan.index(of: "currency") ?? -2
        amount = plan.index(of: "amount").map { columns[$0].builder }
        currency = plan.index(of: "currency").map { columns[$0].builder }
        dated = LedgerRelation.named(plan.relation)?.dateColumn.flatMap { plan.index(of: $0) }.map { columns[$0].builder }
    }

    mutating func beginFile() {
        firstDay = .max
        lastDay = .min
    }

    @inline(__always)
    private func key(_ row: Int) -> UInt32 {
        guard let currency else { return 0 }
        let from = Int(currency.offsets[currency.count &+ row])
        guard currency.nulls[currency.count &+ row] == 0 else { return 0 }
        // Three letters: anything else is a reject.
        return UInt32(currency.bytes[from]) << 16 | UInt32(currency.bytes[from &+ 1]) << 8
            | UInt32(currency.bytes[from &+ 2])
    }

    /// `rejected`: flags of the rows to leave out; nil when there are none.
    mutating func add(rows: Int, rejected: UnsafeMutablePointer<UInt8>?) {
        if let amount {
            let values = amount.decimals + amount.count
            for row in 0..<rows where (rejected?[row] ?? 0) == 0 { loaded.add(values[row], key: key(row)) }
        }
        if let dated {
            let (days, nulls) = (dated.days + dated.count, dated.nulls + dated.count)
            for row in 0..<rows where (rejected?[row] ?? 0) == 0 && nulls[row] == 0 {
                firstDay = min(firstDay, days[row])
                lastDay = max(lastDay, days[row])
            }
        }
    }

    mutating func addUnreadable() { if amount != nil { unreadable += 1 } }

    mutating func addRejected(_ issues: [CellIssue], rows: Int, rejected flags: UnsafeMutablePointer<UInt8>) {
        guard let amount else { return }
        var broken = Set<Int>()
        for issue in issues where issue.column == amountIndex || issue.column == currencyIndex || issue.column < 0 {
            if issue.kind == .notPositive { continue }  // Read well enough to be added up.
            broken.insert(issue.row)
        }
        for row in 0..<rows where flags[row] == 1 {
            if broken.contains(row) || amount.nulls[amount.count + row] != 0 {
                unreadable += 1
            } else {
                let value = amount.decimals[amount.count + row]
                rejected.add(value < 0 ? -value : value, key: key(row))
            }
        }
    }
}
