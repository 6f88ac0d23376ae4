internal import Model

/// What each byte of an encoding means in which a byte is a letter; 0xFFFF for bytes that mean nothing.
struct SingleByteTable {
    static let undefined: UInt16 = 0xFFFF

    let codes: [UInt16]
    private let bytes: [UInt16: UInt8]

    init(_ encoding: DelimitedFormat.Encoding) {
        var codes = (0..<256).map { UInt16($0) }
        // "latin-1" means Windows-1252 wherever a € has been printed; the controls there are nobody's letters.
        codes.replaceSubrange(0x80..<0xA0, with: Self.windows)
        if encoding == .windows1255 {
            for byte in [0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F] { codes[byte] = Self.undefined }
            codes[0xA4] = 0x20AA
            codes[0xAA] = 0xD7
            codes[0xBA] = 0xF7
            codes.replaceSubrange(0xC0..<0x100, with: Self.hebrew)
        }
        self.codes = codes
        bytes = Dictionary(
            codes.enumerated().map { ($1, UInt8(truncatingIfNeeded: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The byte of a letter, where the encoding has it.
    func byte(_ code: UInt32) -> UInt8? { code < 0xFFFF ? bytes[UInt16(code)] : nil }

    private static let windows: [UInt16] = [
        0x20AC, undefined, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152,
        undefined, 0x17D, undefined, undefined, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
        0x161, 0x203A, 0x153, undefined, 0x17E, 0x178,
    ]

    /// C0 to FF of Windows-1255: points, Yiddish digraphs, letters, marks of direction.
    private static let hebrew: [UInt16] =
        (0x5B0...0x5C3).map { $0 } + (0x5F0...0x5F4).map { $0 } + Array(repeating: undefined, count: 7)
        + (0x5D0...0x5EA).map { $0 } + [undefined, undefined, 0x200E, 0x200F, undefined]
}
