/// Turns UTF-16 into UTF-8, without its byte order mark.
///
/// Half a surrogate pair or half a unit becomes the byte FF, which is no UTF-8: its record is then rejected, not
/// altered.
final class UTF16Stream: ByteStream {
    enum Order { case little, big, byMark }

    private let bytes: any ByteStream
    private var order: Order
    private var atStart = true
    private let input: UnsafeMutableRawBufferPointer
    /// Bytes at the start of `input` that wait for what follows them.
    private var kept = 0

    init(_ bytes: any ByteStream, order: Order) {
        self.bytes = bytes
        self.order = order
        input = .allocate(byteCount: 128 << 10, alignment: 16)
    }

    deinit { input.deallocate() }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        // A unit of two bytes becomes three at most.
        let room = min(input.count, (buffer.count - 8) / 3 * 2)
        while true {
            let count = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: input[kept..<room]))
            let held = kept + count
            if held == 0 { return 0 }
            if atStart, held < 2, count > 0 {
                kept = held
                continue
            }
            let written = convert(held, isLast: count == 0, to: buffer)
            if written > 0 || count == 0 { return written }
        }
    }

    private func unit(_ at: Int) -> UInt32 {
        let (a, b) = (UInt32(input[at]), UInt32(input[at + 1]))
        return order == .big ? a << 8 | b : b << 8 | a
    }

    /// Four units, each with its high byte above its low one.
    @inline(__always)
    private func word(_ at: Int) -> UInt64 {
        let word = input.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        if order != .big { return word }
        return (word & 0x00FF_00FF_00FF_00FF) &<< 8 | (word &>> 8) & 0x00FF_00FF_00FF_00FF
    }

    /// The low bytes of four units, side by side.
    @inline(__always)
    private static func packed(_ units: UInt64) -> UInt64 {
        let pairs = (units | units &>> 8) & 0x0000_FFFF_0000_FFFF
        return (pairs | pairs &>> 16) & 0xFFFF_FFFF
    }

    private func convert(_ held: Int, isLast: Bool, to buffer: UnsafeMutableRawBufferPointer) -> Int {
        var i = 0
        if atStart, held >= 2 {
            atStart = false
            let isBig = input[0] == 0xFE && input[1] == 0xFF
            let isLittle = input[0] == 0xFF && input[1] == 0xFE
            if order == .byMark { order = isBig ? .big : .little }
            if (order == .big && isBig) || (order == .little && isLittle) { i = 2 }
        }
        var o = 0
        func put(_ byte: UInt32) {
            buffer[o] = UInt8(truncatingIfNeeded: byte)
            o += 1
        }
        while i + 1 < held {
            if i + 16 <= held {
                // Most text is ASCII: eight units at once.
                let (low, high) = (word(i), word(i + 8))
                if (low | high) & 0xFF80_FF80_FF80_FF80 == 0 {
                    buffer.storeBytes(of: Self.packed(low) | Self.packed(high) << 32, toByteOffset: o, as: UInt64.self)
                    i &+= 16
                    o &+= 8
                    continue
                }
            }
            let first = unit(i)
            if first < 0x80 {
                put(first)
            } else if first < 0x800 {
                put(0xC0 | first >> 6)
                put(0x80 | first & 0x3F)
            } else if first & 0xF800 != 0xD800 {
                put(0xE0 | first >> 12)
                put(0x80 | first >> 6 & 0x3F)
                put(0x80 | first & 0x3F)
            } else {
                if i + 3 >= held, !isLast { break }
                let second = i + 3 < held ? unit(i + 2) : 0
                if first & 0xFC00 == 0xD800, second & 0xFC00 == 0xDC00 {
                    let code = 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
                    put(0xF0 | code >> 18)
                    put(0x80 | code >> 12 & 0x3F)
                    put(0x80 | code >> 6 & 0x3F)
                    put(0x80 | code & 0x3F)
                    i += 2
                } else {
                    put(0xFF)
                }
            }
            i += 2
        }
        if isLast, i < held {
            put(0xFF)
            i = held
        }
        kept = held - i
        for offset in 0..<kept { input[offset] = input[i + offset] }
        return o
    }
}
