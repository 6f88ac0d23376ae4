/// A small random number generator whose sequence is the same on every machine (Steele, Lea and Flood, 2014).
///
/// Each customer has one of its own, so that a customer's history doesn't depend on those before it.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64, stream: Int) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ UInt64(truncatingIfNeeded: stream) &* 0x9E37_79B9_7F4A_7C15
        state = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A whole number from 0 up to but not including `bound`.
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True in `share` of a thousand cases.
    mutating func happens(perMille share: Int) -> Bool { below(1000) < share }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
