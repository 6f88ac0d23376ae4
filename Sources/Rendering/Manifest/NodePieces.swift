internal import Model

/// Nodes' paths as JSON, kept in the order in which they came, which is the order in which they come again.
struct NodePieces {
    private var kept: [(path: [String], range: Range<Int>)] = []
    private var pieces: [UInt8] = []
    private var next = 0
    private static let most = 1 << 16

    mutating func append(_ path: [String], to bytes: inout [UInt8]) {
        if next < kept.count, kept[next].path == path {
            bytes += pieces[kept[next].range]
            next += 1
        } else if let first = kept.first, first.path == path {
            bytes += pieces[first.range]
            next = 1
        } else {
            let start = bytes.count
            Self.write(path, to: &bytes)
            guard next == kept.count, kept.count < Self.most else { return }
            kept.append((path, pieces.count..<pieces.count + bytes.count - start))
            pieces += bytes[start...]
            next += 1
        }
    }

    private static func write(_ path: [String], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, member) in path.enumerated() {
            if index > 0 { bytes.append(plain: ", ") }
            bytes.append(jsonString: member)
        }
        bytes.append(UInt8(ascii: "]"))
    }
}
