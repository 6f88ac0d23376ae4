internal import Foundation
internal import Model

/// Writes numbers and dates that come typed as the source's declared format writes them, so that every rule of a
/// mapping reads a real date in a cell as it reads one in text.
///
/// Numbers have the declared decimal mark, no groups and a minus in front. Dates have the first declared format that
/// names the century; one that this can't hold is written as ISO 8601, and so refused.
struct TypedText {
    private let decimal: UInt8
    private let dates: DateText
    /// Whether dates are written as SQL writes them.
    private let isISO: Bool

    init(_ format: DelimitedFormat) {
        decimal = format.decimal
        let pattern = format.dates.first { $0.contains("%Y") } ?? format.dates.first ?? "%Y-%m-%d"
        isISO = pattern == "%Y-%m-%d"
        dates = DateText(pattern, months: format.monthNames)
    }

    func number(_ text: some StringProtocol, to writer: CellWriter) {
        for byte in text.utf8 { writer.append(byte == UInt8(ascii: ".") ? decimal : byte) }
    }

    /// Digits with a dot and perhaps an exponent, as programs write them.
    func number(_ bytes: UnsafeBufferPointer<UInt8>, to writer: CellWriter) {
        if bytes.contains(where: { $0 | 32 == UInt8(ascii: "e") }) {
            number(PlainNumber.expanded(String(decoding: bytes, as: UTF8.self)), to: writer)
        } else if decimal == UInt8(ascii: ".") {
            writer.append(bytes)
        } else {
            for byte in bytes { writer.append(byte == UInt8(ascii: ".") ? decimal : byte) }
        }
    }

    func date(_ day: CivilDate, seconds: Int = 0, to writer: CellWriter) {
        writer.append(dates.text(day, seconds: seconds))
    }

    /// A moment in bytes. Most are dates that are to be written just so: nothing need be read for that.
    func moment(_ cell: UnsafeBufferPointer<UInt8>, to writer: CellWriter) {
        if isISO, cell.count == 10 { writer.append(cell) } else { moment(String(decoding: cell, as: UTF8.self), to: writer) }
    }

    /// `2026-02-28` or `2026-02-28 14:03:00.5`, as SQL and JSON write moments; other text as it is.
    func moment(_ text: String, to writer: CellWriter) {
        let day = text.prefix(10)
        let rest = text.dropFirst(10)
        guard let date = CivilDate(String(day)), rest.isEmpty || rest.first == " " || rest.first == "T",
            !rest.hasSuffix("BC")
        else {
            writer.append(text)
            return
        }
        self.date(date, seconds: Self.seconds(rest.dropFirst()), to: writer)
    }

    private static func seconds(_ time: Substring) -> Int {
        let parts = time.prefix(8).split(separator: ":").prefix(3).map { Int($0.prefix(2)) ?? 0 }
        return zip(parts, [3600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    }
}

/// Plain digits out of what programs write for a number.
enum PlainNumber {
    /// `1.2e+10` as 12000000000: the digits moved, none invented and none lost.
    static func expanded(_ text: String) -> String {
        let parts = text.split(maxSplits: 1, whereSeparator: { $0 == "e" || $0 == "E" })
        guard parts.count == 2, let exponent = Int(parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]),
            (-400...400).contains(exponent)
        else { return text }
        let isNegative = parts[0].hasPrefix("-")
        let mantissa = parts[0].drop { $0 == "-" || $0 == "+" }.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = mantissa.first, mantissa.count <= 2, mantissa.allSatisfy({ $0.allSatisfy(\.isNumber) }) else {
            return text
        }
        let fraction = mantissa.count == 2 ? mantissa[1] : ""
        var digits = Array(whole + fraction)
        var point = whole.count + exponent
        if point <= 0 {
            digits.insert(contentsOf: repeatElement("0", count: 1 - point), at: 0)
            point = 1
        }
        if point > digits.count { digits += repeatElement("0", count: point - digits.count) }
        var before = String(digits[..<point].drop { $0 == "0" })
        if before.isEmpty { before = "0" }
        let after = digits[point...].reversed().drop { $0 == "0" }.reversed()
        return (isNegative ? "-" : "") + before + (after.isEmpty ? "" : "." + String(after))
    }

    /// The fewest digits that mean this number and no other.
    static func shortest(_ value: Double) -> String { expanded("\(value)").removingPointZero }

    /// What a spreadsheet shows of a stored number at most: fifteen digits. `1234.5599999999999` is 1234.56 there.
    static func shown(_ stored: String) -> String {
        let mantissa = stored.prefix { $0 != "e" && $0 != "E" }
        if mantissa.utf8.lazy.filter({ $0 >= 48 && $0 <= 57 }).count <= 15 { return expanded(stored) }
        let digits = expanded(stored)
        // All digits of a long id are there, as they were written.
        guard digits.contains("."), let value = Double(stored), value.isFinite else { return digits }
        return expanded(String(format: "%.14e", value))
    }
}

extension String {
    fileprivate var removingPointZero: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}
