internal import Model

/// Exact sums of amounts by currency; the empty currency is for amounts that have none of their own.
struct ControlSums {
    private var keys: [UInt32] = []
    private var sums: [Int128] = []
    private var latest = 0

    /// `key`: a currency's three letters as one number.
    @inline(__always)
    mutating func add(_ amount: Int128, key: UInt32) {
        if latest < keys.count, keys[latest] == key {
            sums[latest] &+= amount
            return
        }
        if let index = keys.firstIndex(of: key) {
            latest = index
            sums[index] &+= amount
            return
        }
        latest = keys.count
        keys.append(key)
        sums.append(amount)
    }

    /// By currency code, at the ledger's scale.
    func totals(_ type: LedgerType) -> [String: ExactDecimal] {
        var totals: [String: ExactDecimal] = [:]
        for (key, sum) in zip(keys, sums) {
            let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: key >> $0) }.filter { $0 != 0 }
            totals[String(decoding: bytes, as: UTF8.self)] = ExactDecimal(unscaled: sum, scale: type.scale)
        }
        return totals
    }
}
