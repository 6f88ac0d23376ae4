internal import CADBC

/// A result's columns as the driver describes them, of whatever type.
struct ArrowNames {
    var name: String
    var format: String
    var remarks: [String: String]

    static func columns(of stream: borrowing ADBCStream) throws -> [ArrowNames] {
        try stream.withSchema { schema in
            (0..<Int(schema.n_children)).compactMap { index in
                guard let child = schema.children?[index]?.pointee else { return nil }
                return ArrowNames(
                    name: child.name.map { String(cString: $0) } ?? "", format: child.format.map { String(cString: $0) } ?? "",
                    remarks: ArrowMetadata.read(child.metadata))
            }
        }
    }
}
