internal import Model

/// PostgreSQL's exact numbers, which its driver gives as text: `1234.5000` of a `numeric(18,4)`, or of no stated size.
enum NumericText {
    static func isNumeric(_ column: ArrowColumn) -> Bool {
        column.field.type == .text && column.remarks["ADBC:postgresql:typname"] == "numeric"
    }

    /// The column as decimals with as many places as its values are written with, which is what their arithmetic asks
    /// for: a sum of amounts with four has four. Where all are zero or missing, nothing tells: such a column gets the four
    /// of an amount, since DuckDB cuts what is added to one without places, or put in its place, to whole units.
    static func field(_ column: ArrowColumn, in vectors: [ColumnVector]) throws(ADBCFailure) -> ColumnField {
        guard isNumeric(column) else { return column.field }
        var (written, needed, whole) = (0, 0, 0)
        var isNothing = true
        for vector in vectors {
            guard case .text(let ends, let bytes) = vector.storage else { continue }
            for row in 0..<max(0, ends.count - 1) where !vector.isNull(row) {
                let text = bytes[Int(ends[row])..<Int(ends[row + 1])]
                let size = size(of: text)
                isNothing = isNothing && text.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
                written = max(written, size.places)
                needed = max(needed, size.significantPlaces)
                whole = max(whole, size.whole)
            }
        }
        if isNothing { written = max(written, 4) }
        let scale = whole + written <= 38 ? written : needed
        guard whole + scale <= 38 else { throw tooLong(column.field.name) }
        return ColumnField(column.field.name, .decimal(precision: 38, scale: scale))
    }

    private static func size(of text: ArraySlice<UInt8>) -> (whole: Int, places: Int, significantPlaces: Int) {
        let sign = text.first == UInt8(ascii: "-") ? 1 : 0
        guard let dot = text.firstIndex(of: UInt8(ascii: ".")) else { return (text.count - sign, 0, 0) }
        let places = text.endIndex - dot - 1
        let zeros = text.reversed().prefix { $0 == UInt8(ascii: "0") }.count
        return (dot - text.startIndex - sign, places, max(0, places - zeros))
    }

    static func decimals(_ vector: ColumnVector, precision: Int, scale: Int, column: String) throws(ADBCFailure) -> ColumnVector {
        guard case .text(let ends, let bytes) = vector.storage else { return vector }
        var values: [Int128] = []
        values.reserveCapacity(ends.count)
        for row in 0..<max(0, ends.count - 1) {
            guard !vector.isNull(row) else {
                values.append(0)
                continue
            }
            guard let value = unscaled(bytes[Int(ends[row])..<Int(ends[row + 1])], scale: scale) else { throw tooLong(column) }
            values.append(value)
        }
        return ColumnVector(.decimal(values, precision: precision, scale: scale), validity: vector.validity, nullCount: vector.nullCount)
    }

    /// nil where the digits don't fit, or there are none (NaN, Infinity).
    private static func unscaled(_ text: ArraySlice<UInt8>, scale: Int) -> Int128? {
        var value: Int128 = 0
        var (places, isFraction, isNegative) = (0, false, false)
        for (position, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where position == 0: isNegative = true
            case UInt8(ascii: ".") where !isFraction: isFraction = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if isFraction, places == scale {
                    guard byte == UInt8(ascii: "0") else { return nil }
                    continue
                }
                let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
                guard !isTooLarge else { return nil }
                value = product + Int128(byte - UInt8(ascii: "0"))
                if isFraction { places += 1 }
            default: return nil
            }
        }
        for _ in places..<max(places, scale) {
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            guard !isTooLarge else { return nil }
            value = product
        }
        return isNegative ? -value : value
    }

    private static func tooLong(_ column: String) -> ADBCFailure {
        ADBCFailure(message: "column \"\(column)\" has a number of more than 38 digits, or none at all (NaN): round it in the statement")
    }
}
