internal import Model

/// Why rows were rejected, without the particulars of a row: what rejects are counted by.
package enum RejectKind: String, Sendable, Hashable, CaseIterable {
    case fieldCount = "wrong number of fields"
    case quoting = "broken quoting"
    case noRow = "no row of the list"
    case tooLong = "record too long"
    case encoding = "broken encoding"
    case broken = "no record"
    case noValue = "no value in the cell"
    case missing = "required and empty"
    case emptyPart = "one part empty"
    case choice = "not one of the allowed words"
    case unknownWord = "not in the map"
    case date = "no date"
    case amount = "no amount"
    case decimals = "too many decimals"
    case range = "out of range"
    case notPositive = "not more than 0"
    case integer = "no whole number"
    case currency = "no currency code"
    case sign = "sign unclear"
    case duplicate = "duplicate"
}

/// How many rows of a file were rejected for one kind of reason in one column.
package struct RejectGroup: Sendable, Hashable {
    package var file: String
    package var column: String?
    package var kind: RejectKind
    package var count: Int
    /// The first of them among the rejects that are kept.
    package var first: Int?
}

/// Keeps the first rejects word for word, and counts them all.
final class RejectLog {
    /// Beyond these, rejects are only counted.
    static let kept = 100_000
    /// Rows are kept whole, up to so many bytes of all; beyond that, and of records that are too long, their beginnings.
    static let rawBudget = 64 << 20
    static let cutLimit = 2000

    private var rawBytes = 0
    private struct Key: Hashable {
        var file: String
        var column: String?
        var kind: RejectKind
    }

    private(set) var rejects: [Reject] = []
    private(set) var count = 0
    private var counts: [Key: (count: Int, first: Int?)] = [:]

    var isFull: Bool { rejects.count >= Self.kept }

    /// `reason` and `raw` are made only while rejects are kept.
    func add(
        relation: String, file: String, line: Int, column: String?, kind: RejectKind, reason: @autoclosure () -> String,
        raw: UnsafeBufferPointer<UInt8>
    ) {
        count += 1
        counts[Key(file: file, column: column, kind: kind), default: (0, isFull ? nil : rejects.count)].count += 1
        guard !isFull else { return }
        rejects.append(
            Reject(
                relation: relation, file: file, line: line, column: column, reason: reason(),
                raw: kept(raw, isWhole: kind != .tooLong).replacing("\u{1F}", with: "|")))
    }

    private func kept(_ raw: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> String {
        if raw.count <= Self.cutLimit || (isWhole && rawBytes + raw.count <= Self.rawBudget) {
            rawBytes += raw.count
            return String(decoding: raw, as: UTF8.self) + (isWhole ? "" : RejectText.cutMark)
        }
        return RejectText.shortened(raw, to: Self.cutLimit) + RejectText.cutMark
    }

    var groups: [RejectGroup] {
        counts.map { RejectGroup(file: $0.file, column: $0.column, kind: $0.kind, count: $1.count, first: $1.first) }
            .sorted { ($0.file, $0.column ?? "", $0.kind.rawValue) < ($1.file, $1.column ?? "", $1.kind.rawValue) }
    }
}

/// The words of rejects.
enum RejectText {
    /// Stands behind what is only the beginning of a row: one that ends so is never loaded as mended.
    static let cutMark = " … (cut here)"

    /// The text of some bytes, cut between characters.
    static func shortened(_ bytes: UnsafeBufferPointer<UInt8>, to limit: Int) -> String {
        var end = min(bytes.count, limit)
        if end < bytes.count { while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 } }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// A cell in quotes.
    static func quoted(_ start: UnsafePointer<UInt8>, _ length: Int) -> String { "\"\(plain(start, length))\"" }

    static func plain(_ start: UnsafePointer<UInt8>, _ length: Int) -> String {
        let text = shortened(UnsafeBufferPointer(start: start, count: length), to: 60)
        return length > 60 ? text + "…" : text
    }

    /// `carried` fields came with the values above the row and count on neither side.
    static func odd(_ problem: OddRecord.Problem, fields: Int, carried: Int = 0) -> (kind: RejectKind, reason: String) {
        switch problem {
        case .fieldCount(let all):
            (.fieldCount, "has \((all - carried).counted("field")), the header has \(fields - carried)")
        case .openQuote(let field): (.quoting, "the quote that opens field \(field + 1) is never closed")
        case .textAfterQuote(let field): (.quoting, "text follows the closing quote of field \(field + 1)")
        case .tooLong: (.tooLong, "is longer than 1 MiB")
        case .broken(let reason): (.broken, reason)
        }
    }

    /// A line of a list with bars that are not those of its columns.
    static func listLine(_ line: UnsafeBufferPointer<UInt8>, cells: Int) -> (kind: RejectKind, reason: String) {
        guard let found = ListLines.cells(line) else { return (.noRow, "doesn't begin and end with \"|\", as rows of the list do") }
        return (.noRow, "has \(found.count.counted("cell")) between \"|\", the header has \(cells)")
    }
}
