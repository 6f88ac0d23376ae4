internal import CCrypto
internal import Foundation
package import Model

/// SHA-256 of files and bytes, by OpenSSL.
package enum FileHash {
    /// Reads the file in pieces; a file that can't be read is `Refusal(.noInput)`.
    package static func of(path: String) throws -> ContentHash {
        func refusal() -> Refusal {
            let reason = String(cString: strerror(errno)).lowercased()
            return Refusal(
                .noInput,
                Finding("cannot-read", .error, "cannot read \(path): \(reason)", place: Place(file: path)))
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal() }
        defer { _ = close(descriptor) }
        let digest = SHA256Digest()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw refusal()
            }
            if count == 0 { return digest.finish() }
            buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    package static func of(bytes: some Sequence<UInt8>) -> ContentHash {
        let digest = SHA256Digest()
        Array(bytes).withUnsafeBytes { digest.update($0) }
        return digest.finish()
    }
}

/// A SHA-256 in the making.
final class SHA256Digest {
    private let context = EVP_MD_CTX_new()
    private var count = 0

    init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }
    deinit { EVP_MD_CTX_free(context) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        EVP_DigestUpdate(context, start, bytes.count)
        count += bytes.count
    }

    /// The digest's 32 bytes; nothing may follow.
    func finishBytes() -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &result, nil)
        return result
    }

    func finish() -> ContentHash {
        let digits = Array("0123456789abcdef".utf8)
        let hex = finishBytes().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return ContentHash(sha256: String(decoding: hex, as: UTF8.self), bytes: count)
    }
}
