internal import Foundation
internal import Model

/// What a cache's file is when it doesn't read as it was written.
struct CacheDamage: Error {}

/// Reads what `ByteWriter` wrote; anything that can't have been written by it is `CacheDamage`, never a trap.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0
    private var texts: [String]?

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - position }

    mutating func byte() throws(CacheDamage) -> UInt8 {
        guard position < bytes.count else { throw CacheDamage() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func raw(_ count: Int) throws(CacheDamage) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else { throw CacheDamage() }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    mutating func natural64() throws(CacheDamage) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte()
            guard shift < 63 || byte <= 1 else { throw CacheDamage() }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    mutating func natural() throws(CacheDamage) -> Int {
        guard let value = Int(exactly: try natural64()) else { throw CacheDamage() }
        return value
    }

    /// A number of things that take at least a byte each.
    mutating func number() throws(CacheDamage) -> Int {
        let count = try natural()
        guard count <= remaining else { throw CacheDamage() }
        return count
    }

    mutating func integer64() throws(CacheDamage) -> Int64 {
        let bits = try natural64()
        return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
    }

    mutating func integer() throws(CacheDamage) -> Int { Int(try integer64()) }

    mutating func fixed() throws(CacheDamage) -> UInt64 {
        UInt64(littleEndian: try raw(8).loadUnaligned(as: UInt64.self))
    }

    mutating func boolean() throws(CacheDamage) -> Bool {
        let byte = try byte()
        guard byte <= 1 else { throw CacheDamage() }
        return byte == 1
    }

    mutating func day() throws(CacheDamage) -> CivilDate {
        guard let days = Int32(exactly: try integer64()) else { throw CacheDamage() }
        return CivilDate(daysSinceEpoch: days)
    }

    mutating func decimal() throws(CacheDamage) -> ExactDecimal {
        let scale = try byte()
        guard scale == 255 else { return ExactDecimal(unscaled: Int128(try integer64()), scale: Int(scale)) }
        let long = try integer()
        let low = try fixed()
        return ExactDecimal(unscaled: Int128(bitPattern: UInt128(try fixed()) << 64 | UInt128(low)), scale: long)
    }

    mutating func text() throws(CacheDamage) -> String {
        let number = try natural()
        if let texts {
            guard texts.indices.contains(number) else { throw CacheDamage() }
            return texts[number]
        }
        return String(decoding: try raw(number), as: UTF8.self)
    }

    /// Reads the table that all texts after it are numbers of.
    mutating func readTexts() throws(CacheDamage) {
        let count = try number()
        var lengths: [Int] = []
        lengths.reserveCapacity(count)
        for _ in 0..<count { lengths.append(try natural()) }
        var texts: [String] = []
        texts.reserveCapacity(count)
        for length in lengths { texts.append(String(decoding: try raw(length), as: UTF8.self)) }
        self.texts = texts
    }

    mutating func optional<Value>(_ read: (inout Self) throws(CacheDamage) -> Value) throws(CacheDamage) -> Value? {
        try boolean() ? try read(&self) : nil
    }

    mutating func list<Value>(_ read: (inout Self) throws(CacheDamage) -> Value) throws(CacheDamage) -> [Value] {
        let count = try number()
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    mutating func map<Value>(_ read: (inout Self) throws(CacheDamage) -> Value) throws(CacheDamage) -> [String: Value] {
        let pairs = try list { (reader) throws(CacheDamage) in (try reader.text(), try read(&reader)) }
        return Dictionary(pairs) { $1 }
    }
}
