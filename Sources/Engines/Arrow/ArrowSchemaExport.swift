internal import CADBC
internal import Model

extension VectorType {
    /// Arrow's format string. A column of NULLs only goes out as text: no engine has a type for it.
    var arrowFormat: String {
        switch self {
        case .text, .null: "u"
        case .date: "tdD"
        case .boolean: "b"
        case .int32: "i"
        case .int64: "l"
        case .double: "g"
        case .decimal(let precision, let scale): "d:\(precision),\(scale)"
        }
    }
}

/// A copy that C code may hold; freed with `deallocate`.
func cString(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { (copy + index).initialize(to: byte) }
    return copy
}

extension ArrowSchema {
    /// A struct with one child per field, which the one who receives it releases.
    static func exporting(_ fields: [ColumnField]) -> ArrowSchema {
        let children = UnsafeMutablePointer<UnsafeMutablePointer<ArrowSchema>?>.allocate(capacity: max(1, fields.count))
        for (index, field) in fields.enumerated() {
            let child = UnsafeMutablePointer<ArrowSchema>.allocate(capacity: 1)
            child.initialize(to: node(format: field.type.arrowFormat, name: field.name))
            (children + index).initialize(to: child)
        }
        var schema = node(format: "+s", name: "")
        schema.n_children = Int64(fields.count)
        schema.children = children
        return schema
    }

    private static func node(format: String, name: String) -> ArrowSchema {
        var schema = ArrowSchema()
        schema.format = UnsafePointer(cString(format))
        schema.name = UnsafePointer(cString(name))
        schema.flags = Int64(ARROW_FLAG_NULLABLE)
        schema.release = { schema in
            guard let schema else { return }
            for index in 0..<Int(schema.pointee.n_children) {
                guard let child = schema.pointee.children?[index] else { continue }
                // A child that the receiver has moved elsewhere has no release left.
                child.pointee.release?(child)
                child.deallocate()
            }
            schema.pointee.children?.deallocate()
            schema.pointee.format?.deallocate()
            schema.pointee.name?.deallocate()
            schema.pointee.release = nil
        }
        return schema
    }
}
