internal import Foundation
internal import Model

/// The beginning of an extract's bytes, unpacked, for whoever drafts a definition of it.
package enum ExtractSample {
    /// What an extract's name says that it is.
    package enum Kind: Sendable, Hashable { case text, sheet, parquet, json }

    package static func kind(_ path: String) -> Kind {
        switch TableInputs.kind(ofFile: path) {
        case .sheet: .sheet
        case .parquet: .parquet
        case .json: .json
        case nil: .text
        }
    }

    package static func bytes(_ path: String, limit: Int) throws -> [UInt8] {
        let file = try file(path)
        let stream: any ByteStream = file.isCompressed ? try InflateStream(FileStream(file), file: file, wrapper: .gzip) : try FileStream(file)
        var bytes: [UInt8] = []
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            while bytes.count < limit {
                let count = try stream.read(into: buffer)
                if count == 0 { break }
                bytes += buffer[..<count]
            }
        }
        if let other = FirstBytes.otherKind(bytes, file) { throw Refusal(.badData, other) }
        return bytes
    }

    static func file(_ path: String) throws -> ExtractFile {
        guard FileManager.default.fileExists(atPath: path) else {
            throw Refusal(
                .noInput, Finding("missing-extract", .error, "there is no file \(path)", place: nil, remedy: "check the path"))
        }
        return ExtractFile(path: path, name: FilePathName.last(path))
    }
}

private enum FilePathName {
    static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
