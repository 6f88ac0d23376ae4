internal import Foundation
internal import Model
internal import Rendering

/// One file of the cache: whose results it holds, the extracts that they were computed from, and the results.
///
/// Magic, format, length, content, and the SHA-256 of all that comes before it: what is cut short, changed or of
/// another format isn't read at all.
struct CacheEntry {
    var key: CacheKey
    var engineVersion: String
    var stamps: SourceStamps
    /// As `ResultsCoding` writes them.
    var results: [UInt8]

    private static let magic = Array("COUNTBACK RESULT".utf8)
    /// Raised whenever the layout changes.
    static let format: UInt64 = 2
    private static let headLength = magic.count + 16
    private static let hashLength = 64
    /// An entry that would be larger isn't kept.
    static let largest = 64 << 20

    func encoded() -> ByteWriter {
        let content = ByteWriter()
        content.text(key.text)
        content.text(engineVersion)
        stamps.write(to: content)
        content.natural(results.count)
        results.withUnsafeBytes { content.raw($0) }
        let whole = ByteWriter()
        Self.magic.withUnsafeBytes { whole.raw($0) }
        whole.fixed(Self.format)
        whole.fixed(UInt64(content.count))
        whole.append(content)
        let hash = whole.withBytes { FileHash.of(bytes: $0).sha256 }
        Array(hash.utf8).withUnsafeBytes { whole.raw($0) }
        return whole
    }

    init(key: CacheKey, engineVersion: String, stamps: SourceStamps, results: [UInt8]) {
        self.key = key
        self.engineVersion = engineVersion
        self.stamps = stamps
        self.results = results
    }

    /// Reads a whole file's bytes.
    init(_ bytes: UnsafeRawBufferPointer, key: CacheKey) throws(CacheDamage) {
        var reader = ByteReader(bytes)
        guard bytes.count >= Self.headLength + Self.hashLength, try reader.raw(Self.magic.count).elementsEqual(Self.magic),
            try reader.fixed() == Self.format,
            try reader.fixed() == UInt64(bytes.count - Self.headLength - Self.hashLength)
        else { throw CacheDamage() }
        let end = bytes.count - Self.hashLength
        let hash = FileHash.of(bytes: UnsafeRawBufferPointer(rebasing: bytes[..<end])).sha256
        guard bytes[end...].elementsEqual(hash.utf8), try reader.text() == key.text else { throw CacheDamage() }
        self.key = key
        engineVersion = try reader.text()
        stamps = try SourceStamps(&reader)
        results = Array(try reader.raw(try reader.natural()))
        guard reader.remaining == Self.hashLength else { throw CacheDamage() }
    }
}
