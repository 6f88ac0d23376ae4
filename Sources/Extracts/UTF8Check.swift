internal import Foundation

/// Tells whether bytes are text.
enum UTF8Check {
    /// Whether some byte is not ASCII, or NUL.
    static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return true }
        let raw = UnsafeRawPointer(base)
        var all: UInt64 = 0
        var at = 0
        while at &+ 32 <= bytes.count {
            let a = raw.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt64>.self)
            all |= a[0] | a[1] | a[2] | a[3]
            at &+= 32
        }
        while at < bytes.count {
            all |= UInt64(base[at])
            at &+= 1
        }
        return all & 0x8080_8080_8080_8080 == 0 && memchr(base, 0, bytes.count) == nil
    }

    static func hasZero(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
    }

    /// Well-formed UTF-8, as Unicode's table 3-7 has it.
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        let count = bytes.count
        while at < count {
            let lead = bytes[at]
            if lead < 0x80 {
                at += 1
                continue
            }
            let length =
                lead >= 0xC2 && lead <= 0xDF ? 2 : lead & 0xF0 == 0xE0 ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0
            guard length > 0, at + length <= count else { return false }
            let second = bytes[at + 1]
            let range: ClosedRange<UInt8> =
                switch lead {
                case 0xE0: 0xA0...0xBF
                case 0xED: 0x80...0x9F
                case 0xF0: 0x90...0xBF
                case 0xF4: 0x80...0x8F
                default: 0x80...0xBF
                }
            guard range.contains(second) else { return false }
            for offset in 2..<max(2, length) where bytes[at + offset] & 0xC0 != 0x80 { return false }
            at += length
        }
        return true
    }
}
