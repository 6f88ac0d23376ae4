/// The keys and values that a schema carries beside its types: a count, then each text after its length, all in 32 bits.
enum ArrowMetadata {
    static func read(_ start: UnsafePointer<CChar>?) -> [String: String] {
        guard let start else { return [:] }
        let bytes = UnsafeRawPointer(start)
        var offset = 0
        func number() -> Int {
            defer { offset += 4 }
            return max(0, Int(bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
        }
        func text() -> String {
            let length = number()
            defer { offset += length }
            return String(decoding: UnsafeRawBufferPointer(start: bytes + offset, count: length), as: UTF8.self)
        }
        var pairs: [String: String] = [:]
        for _ in 0..<number() {
            let key = text()
            pairs[key] = text()
        }
        return pairs
    }
}
