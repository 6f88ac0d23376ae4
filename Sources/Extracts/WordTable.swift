/// A `map:` of a definition, looked up by bytes: the extract's words and what they become.
final class WordTable {
    private var keys: [[UInt8]] = []
    private var values: [UnsafeMutableBufferPointer<UInt8>] = []
    /// Indexes into `keys` plus one, open addressing; 0 is empty.
    private var slots: [Int32]
    private let fallback: UnsafeMutableBufferPointer<UInt8>?
    /// As declared.
    let words: [String: String]
    let fallbackWord: String?

    init(_ words: [String: String], fallback: String?) {
        self.words = words
        fallbackWord = fallback
        slots = [Int32](repeating: 0, count: max(8, (words.count * 4).nextPowerOfTwo))
        self.fallback = fallback.map { Self.copy($0) }
        for (word, value) in words.sorted(by: { $0.key < $1.key }) {
            let key = Array(word.utf8)
            keys.append(key)
            values.append(Self.copy(value))
            var slot = key.withUnsafeBufferPointer { Self.hash($0.baseAddress, $0.count) } & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(keys.count)
        }
    }

    deinit {
        for value in values { value.deallocate() }
        fallback?.deallocate()
    }

    private static func copy(_ text: String) -> UnsafeMutableBufferPointer<UInt8> {
        let bytes = Array(text.utf8)
        // Room behind, because slices are copied in words.
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count + TextWindow.padding)
        buffer.initialize(repeating: 0)
        _ = buffer.update(fromContentsOf: bytes)
        return UnsafeMutableBufferPointer(rebasing: buffer[..<bytes.count])
    }

    private static func hash(_ p: UnsafePointer<UInt8>?, _ length: Int) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        if let p { for at in 0..<length { hash = (hash ^ UInt64(p[at])) &* 0x100_0000_01B3 } }
        return Int(truncatingIfNeeded: (hash ^ hash >> 29) & 0x7FFF_FFFF)
    }

    /// The value of a word, else the fallback, else nil.
    func value(_ p: UnsafePointer<UInt8>, _ length: Int) -> UnsafeMutableBufferPointer<UInt8>? {
        var slot = Self.hash(p, length) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            let isEqual = keys[index].withUnsafeBufferPointer { key in
                guard key.count == length else { return false }
                for at in 0..<length where key[at] != p[at] { return false }
                return true
            }
            if isEqual { return values[index] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return fallback
    }
}

extension Int {
    fileprivate var nextPowerOfTwo: Int { 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
