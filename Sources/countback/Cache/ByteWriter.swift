internal import Foundation
internal import Model

/// Bytes in one growing buffer, with numbers as short as they are and every text once.
///
/// Texts are told apart by their bytes: two spellings of "é" are equal to Swift, and must come back as they were.
final class ByteWriter {
    private var buffer: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0
    private let texts: TextBook?

    /// - Parameter texts: where `text` puts its texts; nil to have them written in place.
    init(texts: TextBook? = nil) {
        self.texts = texts
        capacity = 1 << 16
        buffer = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// What is written so far; the buffer lives as long as the call.
    func withBytes<Value>(_ read: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try withExtendedLifetime(self) { try read(UnsafeRawBufferPointer(start: buffer, count: count)) }
    }

    func append(_ other: ByteWriter) { other.withBytes { raw($0) } }

    /// Room for so many bytes more.
    private func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: buffer, byteCount: count)
        buffer.deallocate()
        buffer = larger
    }

    func byte(_ value: UInt8) {
        reserve(1)
        buffer.storeBytes(of: value, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    func raw(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        (buffer + count).copyMemory(from: start, byteCount: bytes.count)
        count += bytes.count
    }

    /// Seven bits a byte, the lowest first.
    func natural(_ value: UInt64) {
        reserve(10)
        var rest = value
        while rest > 0x7F {
            buffer.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, toByteOffset: count, as: UInt8.self)
            count += 1
            rest >>= 7
        }
        buffer.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: count, as: UInt8.self)
        count += 1
    }

    func natural(_ value: Int) { natural(UInt64(bitPattern: Int64(value))) }

    /// Small numbers of either sign in few bytes.
    func integer(_ value: Int64) { natural(UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

    func integer(_ value: Int) { integer(Int64(value)) }

    /// Eight bytes, for what is not small.
    func fixed(_ value: UInt64) { withUnsafeBytes(of: value.littleEndian) { raw($0) } }

    func day(_ value: CivilDate) { integer(Int64(value.daysSinceEpoch)) }

    /// Its decimals, then its digits as a number; a scale that needs more than a byte takes six.
    func decimal(_ value: ExactDecimal) {
        let isShort = (0..<127).contains(value.scale)
        guard isShort, let small = Int64(exactly: value.unscaled) else {
            byte(255)
            integer(value.scale)
            let bits = UInt128(bitPattern: value.unscaled)
            fixed(UInt64(truncatingIfNeeded: bits))
            fixed(UInt64(truncatingIfNeeded: bits >> 64))
            return
        }
        byte(UInt8(value.scale))
        integer(small)
    }

    func text(_ value: String) {
        if let texts { return natural(texts.number(of: value)) }
        var value = value
        value.withUTF8 {
            natural($0.count)
            raw(UnsafeRawBufferPointer($0))
        }
    }

    /// Whether there is a value, then it.
    func optional<Value>(_ value: Value?, _ write: (Value) -> Void) {
        byte(value == nil ? 0 : 1)
        if let value { write(value) }
    }

    /// How many, then one after the other.
    func list<Values: Collection>(_ values: Values, _ write: (Values.Element) -> Void) {
        natural(values.count)
        for value in values { write(value) }
    }

    /// By name, so that the same value always gives the same bytes.
    func map<Value>(_ values: [String: Value], _ write: (Value) -> Void) {
        list(values.sorted { $0.key < $1.key }) {
            text($0.key)
            write($0.value)
        }
    }
}
