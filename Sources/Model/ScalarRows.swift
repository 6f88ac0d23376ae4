/// A result's rows, 16 bytes a value, as a node's table may have a hundred thousand of them; each is made when it is asked for.
///
/// All have as many values as the first.
package struct ScalarRows: Sendable {
    private struct Packed {
        /// The value, or where a text or a wide decimal begins or stands.
        var payload: Int64
        /// Bytes of a text.
        var length: Int32 = 0
        var scale: Int8 = 0
        var kind: Kind
    }

    private enum Kind: UInt8 { case null, text, date, boolean, integer, decimal, double, wide }

    private var packed: [Packed] = []
    /// Of all texts, one after the other.
    private var bytes: [UInt8] = []
    private var wide: [ExactDecimal] = []
    private var width = 0
    package private(set) var count = 0

    package init() {}

    package init(_ rows: some Sequence<[ScalarValue]>) {
        for row in rows { append(row) }
    }

    package mutating func append(_ row: some Collection<ScalarValue>) {
        if count == 0 { width = row.count }
        precondition(row.count == width, "a row of \(row.count) values among rows of \(width)")
        for value in row { packed.append(pack(value)) }
        count += 1
    }

    private mutating func pack(_ value: ScalarValue) -> Packed {
        switch value {
        case .null: return Packed(payload: 0, kind: .null)
        case .text(let text):
            let start = bytes.count
            bytes.append(contentsOf: text.utf8)
            return Packed(payload: Int64(start), length: Int32(bytes.count - start), kind: .text)
        case .date(let day): return Packed(payload: Int64(day.daysSinceEpoch), kind: .date)
        case .boolean(let flag): return Packed(payload: flag ? 1 : 0, kind: .boolean)
        case .integer(let number): return Packed(payload: Int64(number), kind: .integer)
        case .double(let number): return Packed(payload: Int64(bitPattern: number.bitPattern), kind: .double)
        case .decimal(let decimal):
            guard let unscaled = Int64(exactly: decimal.unscaled), let scale = Int8(exactly: decimal.scale) else {
                wide.append(decimal)
                return Packed(payload: Int64(wide.count - 1), kind: .wide)
            }
            return Packed(payload: unscaled, scale: scale, kind: .decimal)
        }
    }

    private func value(_ packed: Packed) -> ScalarValue {
        switch packed.kind {
        case .null: .null
        case .text:
            .text(String(decoding: bytes[Int(packed.payload)..<Int(packed.payload) + Int(packed.length)], as: UTF8.self))
        case .date: .date(CivilDate(daysSinceEpoch: Int32(packed.payload)))
        case .boolean: .boolean(packed.payload != 0)
        case .integer: .integer(Int(packed.payload))
        case .double: .double(Double(bitPattern: UInt64(bitPattern: packed.payload)))
        case .decimal: .decimal(ExactDecimal(unscaled: Int128(packed.payload), scale: Int(packed.scale)))
        case .wide: .decimal(wide[Int(packed.payload)])
        }
    }

    /// One value, without its row.
    package subscript(row: Int, column: Int) -> ScalarValue {
        precondition(column < width)
        return value(packed[row * width + column])
    }
}

extension ScalarRows: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }
    package subscript(row: Int) -> [ScalarValue] {
        precondition(row < count)
        return packed[row * width..<(row + 1) * width].map(value)
    }
}

extension ScalarRows: ExpressibleByArrayLiteral {
    package init(arrayLiteral rows: [ScalarValue]...) { self.init(rows) }
}

extension ScalarRows: Hashable {
    package static func == (one: ScalarRows, other: ScalarRows) -> Bool { one.elementsEqual(other) }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for row in self { hasher.combine(row) }
    }
}
