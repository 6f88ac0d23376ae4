/// Up to sixteen bytes of text as two numbers.
enum ShortText {
    /// Reads up to fifteen bytes beyond the end, which must be readable; they don't count.
    @inline(__always)
    static func words(_ p: UnsafePointer<UInt8>, _ length: Int) -> (low: UInt64, high: UInt64) {
        let raw = UnsafeRawPointer(p)
        let low = raw.loadUnaligned(as: UInt64.self)
        if length >= 8 {
            let high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            let mask = length == 16 ? UInt64.max : (1 &<< UInt64(truncatingIfNeeded: (length &- 8) &* 8)) &- 1
            return (low, high & mask)
        }
        return (low & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1), 0)
    }
}

/// One of a few short words that a column may hold, compared in two steps.
struct ShortWord {
    let text: String
    let length: Int32
    private let low: UInt64
    private let high: UInt64

    /// Words of ledger columns are at most sixteen letters long.
    init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8) + Array(repeating: 0, count: 16)
        length = Int32(bytes.count - 16)
        (low, high) = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { ShortText.words($0, min(16, text.utf8.count)) } ?? (0, 0)
        }
    }

    @inline(__always)
    func equals(_ p: UnsafePointer<UInt8>, _ other: Int32) -> Bool {
        guard other == length else { return false }
        let words = ShortText.words(p, Int(other))
        return words.low == low && words.high == high
    }
}
