internal import Foundation

/// The different texts of a result in order of appearance, each held once, found by their bytes.
final class TextBook {
    private var bytes: [UInt8] = []
    /// Where each text ends in `bytes`.
    private var ends: [Int] = []
    /// Open addressing: numbers + 1 of texts, 0 for free; the size is a power of two.
    private var slots = [Int32](repeating: 0, count: 1 << 10)
    private var hashes: [UInt64] = []

    var count: Int { ends.count }
    var size: Int { bytes.count }

    /// The text's number, a new one where it is new.
    func number(of text: String) -> Int {
        var text = text
        return text.withUTF8 { number(of: $0) }
    }

    private func number(of text: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = Self.hash(text)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if hashes[number] == hash, holds(text, number) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        hashes.append(hash)
        slots[slot] = Int32(ends.count)
        if ends.count * 2 > slots.count { grow() }
        return ends.count - 1
    }

    private func holds(_ text: UnsafeBufferPointer<UInt8>, _ number: Int) -> Bool {
        let start = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - start == text.count else { return false }
        guard let wanted = text.baseAddress else { return true }
        return bytes.withUnsafeBytes { held in
            held.baseAddress.map { memcmp($0 + start, wanted, text.count) == 0 } ?? text.isEmpty
        }
    }

    private func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 4)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number + 1)
        }
    }

    /// Eight bytes at a time, multiplied and folded.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let raw = UnsafeRawBufferPointer(text)
        var hash = UInt64(raw.count) &* 0x9E37_79B9_7F4A_7C15
        var position = 0
        func fold(_ word: UInt64) {
            let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            hash = product.high ^ product.low
        }
        while position + 8 <= raw.count {
            fold(raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        var rest: UInt64 = 0
        while position < raw.count {
            rest = rest << 8 | UInt64(raw[position])
            position += 1
        }
        fold(rest)
        return hash
    }

    /// All texts: how many, how long each is, then their bytes.
    func write(to writer: ByteWriter) {
        writer.natural(count)
        var start = 0
        for end in ends {
            writer.natural(end - start)
            start = end
        }
        bytes.withUnsafeBytes { writer.raw($0) }
    }
}
