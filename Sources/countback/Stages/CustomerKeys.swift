internal import Model

/// Numbers the customers of a large ledger's items as they stream by, so that what is looked up by customer for every item
/// is found by a number, not by a text. An item without a customer has the number of the empty id.
final class CustomerKeys {
    static let column = "scope_key"
    static let table = "item_customers"

    /// The ids one behind the other; `ends[n]` is where the one with number n ends.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// Numbers plus one, open addressing; 0 is empty.
    private var slots = [Int32](repeating: 0, count: 1 << 12)

    /// The numbers of a batch's customers; without texts there are none.
    func numbers(of column: ColumnVector, rows: Int) -> [Int32] {
        guard case .text(let offsets, let ids) = column.storage else {
            return Array(repeating: number(UnsafeBufferPointer(start: nil, count: 0)), count: rows)
        }
        return ids.withUnsafeBufferPointer { ids in
            (0..<rows).map { row in
                let range = column.isNull(row) ? 0..<0 : Int(offsets[row])..<Int(offsets[row + 1])
                return number(UnsafeBufferPointer(rebasing: ids[range]))
            }
        }
    }

    private func number(_ id: UnsafeBufferPointer<UInt8>) -> Int32 {
        var slot = Self.hash(id) & (slots.count - 1)
        while slots[slot] != 0 {
            if isEqual(Int(slots[slot]) - 1, id) { return slots[slot] - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        bytes.append(contentsOf: id)
        ends.append(bytes.count)
        slots[slot] = Int32(ends.count)
        if ends.count * 2 > slots.count { grow() }
        return Int32(ends.count - 1)
    }

    private func isEqual(_ number: Int, _ id: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - start == id.count else { return false }
        for at in 0..<id.count where bytes[start + at] != id[at] { return false }
        return true
    }

    private func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        bytes.withUnsafeBufferPointer { bytes in
            for number in ends.indices {
                let start = number == 0 ? 0 : ends[number - 1]
                var slot = Self.hash(UnsafeBufferPointer(rebasing: bytes[start..<ends[number]])) & (slots.count - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = Int32(number + 1)
            }
        }
    }

    private static func hash(_ id: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 29) & 0x7FFF_FFFF)
    }

    /// `item_customers (scope_key, customer_id)`.
    var source: some BatchSource {
        let rows = ends.indices.map { number -> [ScalarValue] in
            [.integer(number), .text(String(decoding: bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]], as: UTF8.self))]
        }
        return RowsSource(fields: [ColumnField(Self.column, .int32), ColumnField("customer_id", .text)], rows: rows)
    }
}
