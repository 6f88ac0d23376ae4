internal import Model

/// Exact sums of amounts by currency; the empty currency is for amounts that have none of their own.
final class ControlSums {
    private var keys: UnsafeMutablePointer<UInt32>
    private var sums: UnsafeMutablePointer<Int128>
    private var capacity = 16
    private var count = 0

    init() {
        keys = .allocate(capacity: capacity)
        sums = .allocate(capacity: capacity)
    }

    deinit {
        keys.deallocate()
        sums.deallocate()
    }

    /// `key`: a currency's three letters as one number.
    @inline(__always)
    func add(_ amount: Int128, key: UInt32) {
        var at = 0
        while at < count, keys[at] != key { at &+= 1 }
        if at == count { append(key) }
        sums[at] &+= amount
    }

    @inline(never)
    private func append(_ key: UInt32) {
        if count == capacity {
            let (oldKeys, oldSums) = (keys, sums)
            capacity *= 2
            keys = .allocate(capacity: capacity)
            sums = .allocate(capacity: capacity)
            keys.update(from: oldKeys, count: count)
            sums.update(from: oldSums, count: count)
            oldKeys.deallocate()
            oldSums.deallocate()
        }
        keys[count] = key
        sums[count] = 0
        count += 1
    }

    /// By currency code, at the scale of money.
    var totals: [String: ExactDecimal] {
        var totals: [String: ExactDecimal] = [:]
        for at in 0..<count {
            let shifts: [UInt32] = [16, 8, 0]
            let bytes = shifts.map { UInt8(truncatingIfNeeded: keys[at] >> $0) }.filter { $0 != 0 }
            totals[String(decoding: bytes, as: UTF8.self)] = ExactDecimal(
                unscaled: sums[at], scale: LedgerType.money.scale)
        }
        return totals
    }
}
