/// An archive of files that aren't packed, as simple as they come: a test's own, so that it can be damaged anywhere.
enum StoredZip {
    static func bytes(_ parts: [(name: String, text: [UInt8])]) -> [UInt8] {
        var (archive, directory): ([UInt8], [UInt8]) = ([], [])
        for part in parts {
            let name = Array(part.name.utf8)
            let common: [UInt8] =
                [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5C] + number(checksum(part.text), 4) + number(part.text.count, 4) + number(part.text.count, 4)
                + number(name.count, 2) + [0, 0]
            directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + number(archive.count, 4) + name
            archive += [0x50, 0x4B, 3, 4] + common + name + part.text
        }
        let end: [UInt8] =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + number(parts.count, 2) + number(parts.count, 2) + number(directory.count, 4) + number(archive.count, 4)
            + [0, 0]
        return archive + directory + end
    }

    private static func number(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { code, _ in code & 1 == 1 ? 0xEDB8_8320 ^ code >> 1 : code >> 1 }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        Int(~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 255)] ^ $0 >> 8 })
    }
}
