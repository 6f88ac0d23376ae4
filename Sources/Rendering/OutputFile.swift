internal import Foundation
package import Model

/// A file being written through a buffer, hashed on its way to the disk.
///
/// Every failure is a `Refusal(.cannotWrite)` with the path. A file that is not closed is not whole.
package final class OutputFile {
    private let shownPath: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private var digest = SHA256Digest()
    private static let capacity = 1 << 18

    /// Creates the file, or empties the one that is there; failures name `shownPath`, where it is to be in the end.
    package static func create(_ path: String, shownAs shownPath: String? = nil) throws -> OutputFile {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw WriteFailure.refusal(path: shownPath ?? path, code: errno) }
        return OutputFile(shownPath: shownPath ?? path, descriptor: descriptor)
    }

    private init(shownPath: String, descriptor: Int32) {
        self.shownPath = shownPath
        self.descriptor = descriptor
        buffer.reserveCapacity(Self.capacity)
    }

    deinit { if descriptor >= 0 { _ = Foundation.close(descriptor) } }

    package func write(_ bytes: some Sequence<UInt8>) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.capacity { try flush() }
    }

    package func write(_ text: String) throws { try write(text.utf8) }

    /// Writes what is left and answers the hash of the whole.
    package func close() throws -> ContentHash {
        try flush()
        let code = Foundation.close(descriptor) == 0 ? 0 : errno
        descriptor = -1
        if code != 0 { throw WriteFailure.refusal(path: shownPath, code: code) }
        return digest.finish()
    }

    private func flush() throws {
        try buffer.withUnsafeBytes { bytes in
            digest.update(bytes)
            var rest = bytes[...]
            while !rest.isEmpty {
                let chunk = UnsafeRawBufferPointer(rebasing: rest)
                let written = Foundation.write(descriptor, chunk.baseAddress, chunk.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    throw WriteFailure.refusal(path: shownPath, code: errno)
                }
                rest = rest.dropFirst(written)
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
