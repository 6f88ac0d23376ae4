/// Finds delimiters and line ends, 64 bytes at a time.
struct MarkFinder {
    private let base: UnsafeRawPointer
    private let delimiters: UInt64
    private let terminators: UInt64

    init(_ base: UnsafeMutablePointer<UInt8>, _ delimiter: UInt8, _ terminator: UInt8) {
        self.base = UnsafeRawPointer(base)
        delimiters = 0x0101_0101_0101_0101 &* UInt64(delimiter)
        terminators = 0x0101_0101_0101_0101 &* UInt64(terminator)
    }

    /// Bit i: byte `offset` + i is a mark.
    @inline(__always)
    func find(_ offset: Int) -> UInt64 {
        var bits: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let word = base.loadUnaligned(fromByteOffset: offset &+ Int(truncatingIfNeeded: shift), as: UInt64.self)
            bits |= Self.packed(Self.zeros(word ^ delimiters) | Self.zeros(word ^ terminators)) &<< shift
            shift &+= 8
        }
        return bits
    }

    /// The top bit of each byte that is zero, exactly.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return ~(((word & low) &+ low) | word | low)
    }

    /// The top bits of eight bytes as one byte.
    @inline(__always)
    private static func packed(_ tops: UInt64) -> UInt64 { ((tops &>> 7) &* 0x0102_0408_1020_4080) &>> 56 }
}
