/// Turns an encoding in which a byte is a letter into UTF-8.
///
/// A byte that means nothing there becomes FF, which is no UTF-8: its record is then rejected, not altered.
final class SingleByteStream: ByteStream {
    private let bytes: any ByteStream
    private let input: UnsafeMutableRawBufferPointer

    /// UTF-8 of every byte, lowest byte first, and its length in the topmost byte.
    private let table: [UInt32]

    init(_ bytes: any ByteStream, _ table: SingleByteTable) {
        self.bytes = bytes
        input = .allocate(byteCount: 128 << 10, alignment: 16)
        self.table = table.codes.map { word in
            let code = UInt32(word)
            if word == SingleByteTable.undefined { return 0xFF | 1 << 24 }
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
