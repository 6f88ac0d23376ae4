internal import CADBC
internal import Model

// Text that an engine keeps as numbers of words arrives as those numbers and the words; here it is text again.
extension ArrowColumn {
    func words(_ array: ArrowArray, rows: Int, _ layout: Layout) throws(ADBCFailure) -> ColumnVector {
        var (indexes, plain) = (self, self)
        (indexes.layout, indexes.numbers, plain.numbers) = (layout, nil, nil)
        guard let dictionary = array.dictionary?.pointee else { throw missing }
        let numbers = try indexes.vector(array, rows: rows)
        let kept = try plain.vector(dictionary, rows: Int(dictionary.length))
        guard case .text(let ends, let letters) = kept.storage else { throw missing }
        var offsets: [Int32] = [0]
        offsets.reserveCapacity(rows + 1)
        var bytes: [UInt8] = []
        for row in 0..<rows {
            if !numbers.isNull(row) {
                let number: Int
                switch numbers.storage {
                case .int32(let values): number = Int(values[row])
                case .int64(let values): number = Int(values[row])
                default: throw missing
                }
                guard number >= 0, number + 1 < ends.count else { throw missing }
                bytes.append(contentsOf: letters[Int(ends[number])..<Int(ends[number + 1])])
            }
            offsets.append(Int32(bytes.count))
        }
        return ColumnVector(.text(offsets: offsets, bytes: bytes), validity: numbers.validity, nullCount: numbers.nullCount)
    }

    private var missing: ADBCFailure { ADBCFailure(message: "the words of column \"\(field.name)\" are missing") }
}
