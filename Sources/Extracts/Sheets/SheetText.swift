internal import Foundation
internal import Model

/// Writes a cell as it is stored so that the source's declared format reads it.
final class SheetText {
    private let typed: TypedText
    private let isFrom1904: Bool
    /// Days as they were written before: a ledger has few, each many times.
    private var days: [Int: [UInt8]] = [:]

    init(_ format: DelimitedFormat, isFrom1904: Bool) {
        typed = TypedText(format)
        self.isFrom1904 = isFrom1904
    }

    func write(_ cell: UnsafeBufferPointer<UInt8>, _ kind: SheetScan.Kind, to writer: CellWriter) {
        switch kind {
        case .number:
            if cell.count <= 15, !cell.contains(where: { $0 | 32 == UInt8(ascii: "e") }) {
                typed.number(cell, to: writer)
            } else {
                typed.number(PlainNumber.shown(String(decoding: cell, as: UTF8.self)), to: writer)
            }
        case .date: date(cell, to: writer)
        case .writtenDate: typed.moment(String(decoding: cell, as: UTF8.self), to: writer)
        case .boolean: writer.append(cell.first == UInt8(ascii: "1") ? "TRUE" : "FALSE")
        case .text, .none, .error: plain(cell, to: writer)
        }
    }

    private func date(_ cell: UnsafeBufferPointer<UInt8>, to writer: CellWriter) {
        guard cell.count <= 6, cell.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
            return date(String(decoding: cell, as: UTF8.self), to: writer)
        }
        let day = cell.reduce(0) { $0 * 10 + Int($1) - 48 }
        if let written = days[day] { return written.withUnsafeBufferPointer { writer.append($0) } }
        let from = writer.position
        date(String(day), to: writer)
        days[day] = writer.bytes(from: from)
    }

    /// Days since the end of 1899, or since 1904, and the time as a fraction of a day.
    private func date(_ stored: String, to writer: CellWriter) {
        guard let value = Double(stored), value.isFinite, value >= 0, value < 3_000_000 else { return writer.append(stored) }
        var days = Int(value)
        var seconds = Int(((value - Double(days)) * 86_400).rounded())
        if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
        if isFrom1904 { return typed.date(Self.start1904 + days, seconds: seconds, to: writer) }
        switch days {
        // No days at all: Excel shows 1900-01-00 and 1900-02-29, and no calendar has them.
        case 0: writer.append("1900-01-00")
        case 60: writer.append("1900-02-29")
        default: typed.date(Self.end1899 + (days > 60 ? days - 1 : days), seconds: seconds, to: writer)
        }
    }

    /// The day of a stored moment; nil for what is none.
    static func day(_ stored: String, _ isFrom1904: Bool) -> CivilDate? {
        guard let value = Double(stored), value >= 1, value < 3_000_000 else { return nil }
        let days = Int(value)
        if isFrom1904 { return start1904 + days }
        return days == 60 ? nil : end1899 + (days > 60 ? days - 1 : days)
    }

    private static let start1904 = CivilDate(daysSinceEpoch: -24_107)
    private static let end1899 = CivilDate(daysSinceEpoch: -25_568)

    /// Characters that XML can't hold are written as `_x000D_`.
    private func plain(_ cell: UnsafeBufferPointer<UInt8>, to writer: CellWriter) {
        guard let start = cell.baseAddress, memchr(start, Int32(UInt8(ascii: "_")), cell.count) != nil else {
            return writer.append(cell)
        }
        var at = 0
        while at < cell.count {
            if cell[at] == UInt8(ascii: "_"), at + 7 <= cell.count, cell[at + 1] == UInt8(ascii: "x"),
                cell[at + 6] == UInt8(ascii: "_"),
                let code = UInt32(String(decoding: cell[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16),
                code > 0, let character = UnicodeScalar(code)
            {
                writer.append(String(Character(character)))
                at += 7
            } else {
                writer.append(cell[at])
                at += 1
            }
        }
    }
}
