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

    /// The numbers of a batch's customers; nil where the column is no text.
    func numbers(of column: ColumnVector, rows: Int) -> [Int32]? {
        guard case .text(let offsets, let ids) = column.storage else { return nil }
        return ids.withUnsafeBufferPointer { ids in
            offsets.withUnsafeBufferPointer { offsets in
                (0..<rows).map { row in
                    let range = column.isNull(row) ? 0..<0 : Int(offsets[row])..<Int(offsets[row + 1])
                    return number(UnsafeBufferPointer(rebasing: ids[range]))
                }
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
    func source() -> some BatchSource {
        let text = ColumnVector(.text(offsets: [0] + ends.map(Int32.init), bytes: bytes))
        let batch = RecordBatch(columns: [ColumnVector(.int32((0..<Int32(ends.count)).map { $0 })), text], rowCount: ends.count)
        return OneBatch(fields: [ColumnField(Self.column, .int32), ColumnField("customer_id", .text)], batch: batch)
    }

    private final class OneBatch: BatchSource {
        let fields: [ColumnField]
        private var batch: RecordBatch?

        init(fields: [ColumnField], batch: RecordBatch) {
            self.fields = fields
            self.batch = batch
        }

        func next() throws -> RecordBatch? {
            defer { batch = nil }
            return batch
        }
    }
}

/// Adds the numbers of the rows' customers.
final class KeyedSource: BatchSource {
    let fields: [ColumnField]
    private let source: any BatchSource
    private let keys: CustomerKeys
    private let customer: Int

    /// nil for a source without customers as they are.
    init?(_ source: any BatchSource, keys: CustomerKeys) {
        guard let customer = source.fields.firstIndex(where: { $0.name == "customer_id" && $0.type == .text }) else { return nil }
        self.source = source
        self.keys = keys
        self.customer = customer
        fields = source.fields + [ColumnField(CustomerKeys.column, .int32)]
    }

    func next() throws -> RecordBatch? {
        guard var batch = try source.next() else { return nil }
        guard let numbers = keys.numbers(of: batch.columns[customer], rows: batch.rowCount) else {
            preconditionFailure("customers are text")
        }
        batch.columns.append(ColumnVector(.int32(numbers)))
        return batch
    }
}
