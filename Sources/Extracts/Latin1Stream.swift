/// Turns latin-1 into UTF-8.
///
/// Bytes 80 to 9F, which latin-1 leaves to control characters, are read as Windows-1252 has them: that is what
/// "latin-1" means wherever a € has been printed.
final class Latin1Stream: ByteStream {
    private let bytes: any ByteStream
    private let input: UnsafeMutableRawBufferPointer

    /// UTF-8 of every byte, lowest byte first, and its length in the topmost byte.
    private let table: [UInt32]

    private static let windows: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ]

    init(_ bytes: any ByteStream) {
        self.bytes = bytes
        input = .allocate(byteCount: 128 << 10, alignment: 16)
        table = (0..<256).map { byte in
            let code = (0x80..<0xA0).contains(byte) ? UInt32(Self.windows[byte - 0x80]) : UInt32(byte)
            if code < 0x80 { return code | 1 << 24 }
            if code < 0x800 { return 0xC0 | code >> 6 | (0x80 | code & 0x3F) << 8 | 2 << 24 }
            return 0xE0 | code >> 12 | (0x80 | code >> 6 & 0x3F) << 8 | (0x80 | code & 0x3F) << 16 | 3 << 24
        }
    }

    deinit { input.deallocate() }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let room = min(input.count, (buffer.count - 8) / 3)
        let count = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: input[0..<room]))
        guard count > 0, let from = input.baseAddress, let to = buffer.baseAddress else { return 0 }
        return table.withUnsafeBufferPointer { table in
            var (i, o) = (0, 0)
            while i < count {
                if i &+ 8 <= count {
                    let word = from.loadUnaligned(fromByteOffset: i, as: UInt64.self)
                    if word & 0x8080_8080_8080_8080 == 0 {
                        to.storeBytes(of: word, toByteOffset: o, as: UInt64.self)
                        i &+= 8
                        o &+= 8
                        continue
                    }
                }
                let entry = table[Int(from.load(fromByteOffset: i, as: UInt8.self))]
                to.storeBytes(of: entry, toByteOffset: o, as: UInt32.self)
                i &+= 1
                o &+= Int(entry >> 24)
            }
            return o
        }
    }
}
