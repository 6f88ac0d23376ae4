internal import CCrypto
internal import Foundation
internal import Model

/// What an audit says of a file: its hash, and how many records it has by a count of its own.
struct FileAudit {
    var hash: ContentHash
    var records: Int
    /// Records that the format says are no rows.
    var skipped = 0

    /// Reads the whole file once more, beside the reader proper.
    static func run(_ file: ExtractFile, format: DelimitedFormat, preamble: Int, isCancelled: () -> Bool) throws
        -> FileAudit
    {
        let raw = HashingStream(try file.bytes())
        let text = try ExtractText.decode(raw, of: file, encoding: format.encoding)
        var counter = RecordCounter(format, preamble: preamble)
        let capacity = 4 << 20
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        defer { buffer.deallocate() }
        var held = 0
        while !isCancelled() {
            // Small steps: what was just hashed is counted while it is still in the cache.
            let room = min(capacity - held, 256 << 10)
            let count = try text.read(into: UnsafeMutableRawBufferPointer(start: buffer + held, count: room))
            held += count
            let done = counter.count(UnsafeBufferPointer(start: buffer, count: held), isFinal: count == 0)
            if count == 0 { break }
            if done > 0 {
                memmove(buffer, buffer + done, held - done)
                held -= done
            }
        }
        return FileAudit(hash: try raw.finish(), records: counter.records, skipped: counter.others)
    }
}

/// Hashes what is read through it.
final class HashingStream: ByteStream {
    private let bytes: any ByteStream
    private let hash = HashedBytes()

    init(_ bytes: any ByteStream) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try bytes.read(into: buffer)
        hash.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }

    /// Reads what the text's reader left behind, and ends the hash.
    func finish() throws -> ContentHash {
        let rest = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { rest.deallocate() }
        while try read(into: rest) > 0 {}
        return hash.finish()
    }
}

/// The SHA-256 of bytes as they come.
final class HashedBytes {
    private let context: OpaquePointer?
    private var size = 0

    init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    func add(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        size += bytes.count
    }

    func finish() -> ContentHash {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        EVP_DigestFinal_ex(context, &digest, &length)
        let digits = Array("0123456789abcdef")
        let text = digest[..<Int(length)].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return ContentHash(sha256: String(text), bytes: size)
    }
}
