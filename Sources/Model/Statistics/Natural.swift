/// A whole number of any size, made by multiplying: two long products can be compared without rounding either.
struct Natural: Comparable {
    /// 128 bits each, the least significant first, without leading zeros; zero has none.
    private var limbs: [UInt128]

    init(_ number: UInt128) { limbs = number == 0 ? [] : [number] }

    mutating func multiply(by factor: UInt128) {
        guard factor != 0 else { return limbs = [] }
        var carry: UInt128 = 0
        for position in limbs.indices {
            let (high, low) = limbs[position].multipliedFullWidth(by: factor)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            limbs[position] = sum
            carry = overflow ? high + 1 : high
        }
        if carry != 0 { limbs.append(carry) }
    }

    static func < (a: Self, b: Self) -> Bool {
        if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count }
        for position in a.limbs.indices.reversed() where a.limbs[position] != b.limbs[position] {
            return a.limbs[position] < b.limbs[position]
        }
        return false
    }
}
