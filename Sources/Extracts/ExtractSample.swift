internal import Foundation
internal import Model

/// The beginning of an extract's bytes, unpacked, for whoever drafts a definition of it.
package enum ExtractSample {
    package static func bytes(_ path: String, limit: Int) throws -> [UInt8] {
        let file = ExtractFile(path: path, name: FilePathName.last(path))
        guard FileManager.default.fileExists(atPath: path) else {
            throw Refusal(
                .noInput, Finding("missing-extract", .error, "there is no file \(path)", place: nil, remedy: "check the path"))
        }
        let stream: any ByteStream = file.isCompressed ? try InflateStream(FileStream(file), file: file, wrapper: .gzip) : try FileStream(file)
        var bytes: [UInt8] = []
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            while bytes.count < limit {
                let count = try stream.read(into: buffer)
                if count == 0 { break }
                bytes += buffer[..<count]
            }
        }
        return bytes
    }
}

private enum FilePathName {
    static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
