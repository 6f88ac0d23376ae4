internal import Foundation
internal import Model

/// Bytes in order, pulled block by block.
protocol ByteStream: AnyObject {
    /// Fills `buffer` from its start and answers how many bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// A file's bytes as they are.
///
/// Read, not mapped: a mapped extract would count as the process's memory, and one that shrinks while it is read
/// would end the process.
final class FileStream: ByteStream {
    private let descriptor: Int32
    private let file: ExtractFile

    init(_ file: ExtractFile) throws {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw file.unreadable(errno) }
        self.descriptor = descriptor
        self.file = file
        _ = posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
    }

    deinit { close(descriptor) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw file.unreadable(errno) }
        }
    }
}
