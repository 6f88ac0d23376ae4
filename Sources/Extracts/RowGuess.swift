internal import Foundation

/// Guesses how many records files hold from some samples of each, a little more rather than less.
///
/// It only sets how large the table of identities starts, so a wrong guess costs time or memory and nothing else.
enum RowGuess {
    private static let samples = 8
    private static let sampleSize = 32 << 10
    /// How much larger a packed extract's text is taken to be.
    private static let unpacked = 6

    static func rows(of headers: [ExtractHeader]) -> Int {
        headers.reduce(0) { $0 + rows($1.file, fields: $1.names.count) }
    }

    private static func rows(_ file: ExtractFile, fields: Int) -> Int {
        var status = stat()
        guard stat(file.path, &status) == 0, status.st_size > 0 else { return 0 }
        let size = Int(status.st_size)
        guard let (bytes, lines) = file.isCompressed ? packed(file) : spread(file, size), lines > 0 else { return 0 }
        // Short lines in the samples alone, blank ones say, must not ask for gigabytes.
        let perLine = max(bytes / lines, 16, fields * 2)
        return size * (file.isCompressed ? unpacked : 1) / perLine / 10 * 11
    }

    /// What some stretches of the file hold, from its beginning to its end: rows that were cleared long ago can be
    /// longer than those of today.
    private static func spread(_ file: ExtractFile, _ size: Int) -> (bytes: Int, lines: Int)? {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var (bytes, lines) = (0, 0)
        withUnsafeTemporaryAllocation(byteCount: sampleSize, alignment: 16) { buffer in
            for sample in 0..<samples {
                let offset = max(0, size - sampleSize) / samples * sample
                let count = pread(descriptor, buffer.baseAddress, sampleSize, off_t(offset))
                guard count > 0 else { continue }
                bytes += count
                lines += self.lines(buffer[..<count])
            }
        }
        return (bytes, lines)
    }

    private static func packed(_ file: ExtractFile) -> (bytes: Int, lines: Int)? {
        withUnsafeTemporaryAllocation(byteCount: sampleSize, alignment: 16) { buffer in
            guard let stream = try? InflateStream(FileStream(file), file: file, wrapper: .gzip),
                let count = try? stream.read(into: buffer)
            else { return nil }
            return (count, lines(buffer[..<count]))
        }
    }

    private static func lines(_ bytes: Slice<UnsafeMutableRawBufferPointer>) -> Int {
        var (feeds, returns) = (0, 0)
        for byte in bytes {
            if byte == 10 { feeds += 1 }
            if byte == 13 { returns += 1 }
        }
        return feeds > 0 ? feeds : returns
    }
}
