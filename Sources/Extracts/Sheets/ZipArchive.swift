internal import CZlib
internal import Foundation
internal import Model

/// A zip archive's directory, as workbooks have one: which parts it holds, and their bytes unpacked.
struct ZipArchive: Sendable {
    struct Part: Sendable {
        var offset: Int
        var packedSize: Int
        var isDeflated: Bool
        /// Unpacked.
        var size: Int
    }

    let file: ExtractFile
    private(set) var parts: [String: Part] = [:]

    init(_ file: ExtractFile) throws {
        self.file = file
        let bytes = try FileBytes(file)
        let size = bytes.size
        let tail = try bytes.read(max(0, size - 65_557), min(size, 65_557))
        guard let end = Self.lastIndex(of: 0x0605_4B50, in: tail) else { throw file.damaged("it is no zip archive") }
        var count = tail.uint16(end + 10)
        var directorySize = tail.uint32(end + 12)
        var directory = tail.uint32(end + 16)
        // Beyond 4 GiB or 65,535 parts the figures stand in a record of their own, and a locator before this one.
        if directory == 0xFFFF_FFFF || count == 0xFFFF, end >= 20, tail.uint32(end - 20) == 0x0706_4B50 {
            let record = try bytes.read(tail.uint64(end - 12), 56)
            (count, directorySize, directory) = (record.uint64(32), record.uint64(40), record.uint64(48))
        }
        let entries = try bytes.read(directory, directorySize)
        var at = 0
        for _ in 0..<count {
            guard at + 46 <= entries.count, entries.uint32(at) == 0x0201_4B50 else { throw file.damaged("its directory is broken") }
            let (nameLength, extraLength) = (entries.uint16(at + 28), entries.uint16(at + 30))
            guard at + 46 + nameLength + extraLength <= entries.count else { throw file.damaged("its directory is broken") }
            let name = String(decoding: entries[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self)
            var part = Part(
                offset: entries.uint32(at + 42), packedSize: entries.uint32(at + 20), isDeflated: entries.uint16(at + 10) == 8, size: entries.uint32(at + 24))
            part.widen(Array(entries[(at + 46 + nameLength)..<(at + 46 + nameLength + extraLength)]), from: entries.uint32(at + 24))
            if entries.uint16(at + 8) & 1 != 0 { throw file.damaged("it is encrypted") }
            parts[name] = part
            at += 46 + nameLength + extraLength + entries.uint16(at + 32)
        }
    }

    private static func lastIndex(of signature: Int, in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        return (0...(bytes.count - 22)).reversed().first { bytes.uint32($0) == signature }
    }

    /// A part's bytes; nil where there is none of that name.
    func stream(_ name: String) throws -> (any ByteStream)? {
        guard let part = parts[name] ?? parts.first(where: { $0.key.lowercased() == name.lowercased() })?.value else { return nil }
        if part.isBomb { throw file.damaged("a part of it is \(part.size >> 20) MiB large and packed into \(part.packedSize >> 10) KiB, as no program does it") }
        let bytes = try FileBytes(file)
        let header = try bytes.read(part.offset, 30)
        guard header.uint32(0) == 0x0403_4B50 else { throw file.damaged("a part isn't where its directory says") }
        let start = part.offset + 30 + header.uint16(26) + header.uint16(28)
        let packed = FileSlice(bytes, from: start, count: part.packedSize)
        return part.isDeflated ? try InflateStream(packed, file: file, wrapper: .none) : packed
    }
}

extension ZipArchive.Part {
    /// Sheets are packed to a tenth, at most a fiftieth; what is packed to nothing is meant to fill a memory.
    fileprivate var isBomb: Bool { size > 1 << 30 && size / 500 > packedSize }

    /// Sizes and offsets that don't fit 32 bits stand in an extra field, those alone and in this order.
    fileprivate mutating func widen(_ extra: [UInt8], from size: Int) {
        var at = 0
        while at + 4 <= extra.count {
            let length = extra.uint16(at + 2)
            if extra.uint16(at) == 1, at + 4 + length <= extra.count {
                var next = at + 4
                func take() -> Int {
                    defer { next += 8 }
                    return next + 8 <= extra.count ? extra.uint64(next) : 0
                }
                if size == 0xFFFF_FFFF { self.size = take() }
                if packedSize == 0xFFFF_FFFF { packedSize = take() }
                if offset == 0xFFFF_FFFF { offset = take() }
            }
            at += 4 + length
        }
    }
}

/// A file read at any place.
final class FileBytes {
    let size: Int
    private let descriptor: Int32
    private let file: ExtractFile

    init(_ file: ExtractFile) throws {
        descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        self.file = file
        var status = stat()
        let code = descriptor < 0 ? errno : fstat(descriptor, &status) == 0 ? 0 : errno
        size = Int(status.st_size)
        if code != 0 { throw file.unreadable(code) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func read(_ offset: Int, _ count: Int) throws -> [UInt8] {
        guard offset >= 0, count >= 0, count <= size, offset <= size - count else { throw file.damaged("it ends early") }
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count {
                let more = try read(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]), at: offset + filled)
                if more == 0 { throw file.damaged("it ends early") }
                filled += more
            }
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            if errno != EINTR { throw file.unreadable(errno) }
        }
    }
}

/// Some of a file's bytes, in order.
final class FileSlice: ByteStream {
    private let bytes: FileBytes
    private var at: Int
    private let end: Int

    init(_ bytes: FileBytes, from start: Int, count: Int) {
        self.bytes = bytes
        at = start
        end = start + count
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(end - at)), at: at)
        at += count
        return count
    }
}

extension [UInt8] {
    fileprivate func uint16(_ at: Int) -> Int { at + 2 <= count ? Int(self[at]) | Int(self[at + 1]) << 8 : 0 }
    fileprivate func uint32(_ at: Int) -> Int { uint16(at) | uint16(at + 2) << 16 }
    fileprivate func uint64(_ at: Int) -> Int { uint32(at) | (uint32(at + 4) & 0x7FFF_FFFF) << 32 }
}
