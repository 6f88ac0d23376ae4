internal import Foundation
internal import Model

/// Lets an extract's rows through and leaves an empty line for every other line, counted by what it is.
///
/// Rows of a printed list come out in delimited form, and every row has the carried values at its end. So what follows
/// sees plain delimited text, whose lines have the numbers that they have in the file. A line of a list that is neither
/// a row nor anything else is let through as it stands, and becomes a reject.
final class LineFilter: ByteStream {
    /// Between the cells of a list's rows: no text has it.
    static let listDelimiter: UInt8 = 0x1F

    private let records: RecordLines
    private let isList: Bool
    private let delimiter: UInt8
    private let quote: UInt8?
    private var list = ListLines()
    private var skips: SkipRules
    private(set) var search: HeaderSearch
    private(set) var foundHeader = false
    private var headerLine: [UInt8] = []
    private var carry: CarriedValues
    private var toSkip: Int
    /// Of the record being looked at.
    private var line = 1
    private var output: [UInt8] = []
    private var sent = 0
    private(set) var skipped: [SkippedKind: Int] = [:]
    /// Set once it is known which of a list's columns is the amount.
    var totals: ListTotals?

    init(_ stream: any ByteStream, _ format: DelimitedFormat) throws {
        isList = format.lines.layout == .list
        delimiter = isList ? ListLines.bar : format.delimiter
        quote = isList ? nil : format.quote
        records = try RecordLines(stream, delimiter: delimiter, quote: quote)
        skips = SkipRules(format.lines.skipped)
        search = HeaderSearch(format.lines)
        carry = CarriedValues(format.lines.carried)
        toSkip = format.skip
    }

    /// How many fields behind those of the header's line.
    var carriedCount: Int { carry.taken.count }

    /// Titles in `skip_rows` that the header lacks.
    var unknownTitles: [String] { skips.unknown }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if sent == output.count {
            output.removeAll(keepingCapacity: true)
            sent = 0
            // No further than the header at first: what follows depends on its columns.
            let hadHeader = foundHeader
            while output.count < 128 << 10, foundHeader == hadHeader, try step() {}
        }
        let count = min(buffer.count, output.count - sent)
        output.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[sent..<sent + count])) }
        sent += count
        return count
    }

    private func step() throws -> Bool {
        guard let piece = try records.next(isLine: toSkip > 0) else { return false }
        switch piece {
        case .long(let text, let isEnd):
            output.append(contentsOf: text)
            guard isEnd else { return true }
            line += 1
        case .broken(let text):
            if foundHeader { output.append(contentsOf: text) }
            line += 1
        case .record(let text, let lines):
            // A record that is written has its own line breaks in it.
            if !take(text) { for _ in 1..<lines { output.append(records.terminator) } }
            line += lines
        }
        output.append(records.terminator)
        return true
    }

    /// False when nothing is to be written in its place.
    private func take(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if toSkip > 0 {
            toSkip -= 1
            return false
        }
        guard foundHeader else { return takeAboveHeader(text) }
        return isList ? takeListed(text) : takeDelimited(text)
    }

    private func note(_ kind: SkippedKind) -> Bool {
        skipped[kind, default: 0] += 1
        return false
    }

    // MARK: Above the header

    private func takeAboveHeader(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let line = CellText(line: text)
        let ranges = isList ? ListLines.cells(text) : line.cells(delimiter, quote: quote)
        let cells = (ranges ?? []).map { line.text($0, quote: quote) }
        if cells.isEmpty || cells.contains(where: { !$0.isEmpty }) {
            if takeHeading(line, ranges) { return false }
            if ranges != nil, search.accepts(cells, line: self.line) {
                beginRows(text, ranges ?? [], cells)
                return true
            }
        }
        return false
    }

    private func beginRows(_ text: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>], _ titles: [String]) {
        foundHeader = true
        headerLine = Array(text)
        list.setHeader(text, ranges)
        skips.resolve(titles)
        carry.leave(to: titles)
        write(text, isList ? ranges : nil, carry.names)
    }

    // MARK: Rows

    private func takeListed(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let kind = list.kind(text)
        if case .blank = kind { return false }
        let line = CellText(line: text)
        if !skips.isEmpty || !carry.isEmpty {
            let ranges = ListLines.cells(text) ?? line.cells(delimiter, quote: nil)
            if isDeclared(line, ranges) { return note(.declared) }
            if takeHeading(line, ranges) { return note(.carried) }
        }
        switch kind {
        case .row(let ranges):
            carry.beginRow()
            totals?.add(line, ranges)
            write(text, ranges, values)
        case .skipped(let kind):
            if kind == .subtotal { totals?.check(line, ListLines.cells(text) ?? [], at: self.line) }
            return note(kind)
        case .stray, .blank: output.append(contentsOf: text)
        }
        return true
    }

    private func takeDelimited(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.contains(where: { $0 > 32 && $0 != delimiter }) else { return false }
        if text.count == headerLine.count, text.elementsEqual(headerLine) { return note(.header) }
        if !skips.isEmpty || !carry.isEmpty {
            let line = CellText(line: text)
            let ranges = line.cells(delimiter, quote: quote)
            if isDeclared(line, ranges) { return note(.declared) }
            if takeHeading(line, ranges) { return note(.carried) }
        }
        carry.beginRow()
        write(text, nil, values)
        return true
    }

    private func isDeclared(_ line: CellText, _ ranges: [Range<Int>]) -> Bool {
        if skips.isEmpty { return false }
        let first = ranges.first { !line.isEmpty($0) }.map { line.text($0, quote: quote) } ?? ""
        return skips.apply(first: first) { $0 < ranges.count ? line.text(ranges[$0], quote: quote) : "" }
    }

    /// A line of at most four cells that begins with a word of a heading; text outside a list's columns may have it
    /// anywhere.
    private func takeHeading(_ line: CellText, _ ranges: [Range<Int>]?) -> Bool {
        if carry.isEmpty { return false }
        let all = ranges ?? [0..<line.line.count]
        guard let first = all.first(where: { !line.isEmpty($0) }),
            let ink = first.first(where: { line.line[$0] > 32 && line.line[$0] != quote })
        else { return false }
        let mayBegin = carry.mayBegin(line.line[ink]) { line.text(first, quote: quote) }
        guard mayBegin || isList else { return false }
        let filled = all.filter { !line.isEmpty($0) }
        guard filled.count <= 4, mayBegin || filled.count == 1 else { return false }
        return carry.take(filled.flatMap { line.pieces($0, quote: quote) })
    }

    private var values: [String] { carry.taken.map { carry.values[$0] } }

    /// `ranges`: a list's cells; nil for text that is delimited already.
    private func write(_ text: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>]?, _ carried: [String]) {
        if let ranges {
            for (index, range) in ranges.enumerated() {
                if index > 0 { output.append(Self.listDelimiter) }
                let cell = text[range]
                if cell.contains(Self.listDelimiter) {
                    output += cell.map { $0 == Self.listDelimiter ? 32 : $0 }
                } else {
                    output.append(contentsOf: cell)
                }
            }
        } else {
            output.append(contentsOf: text)
        }
        let mark = ranges == nil ? delimiter : Self.listDelimiter
        for value in carried {
            output.append(mark)
            // What was no letter of the encoding mustn't become one.
            var bytes = value.unicodeScalars.flatMap { $0 == "\u{FFFD}" ? [0xFF] : Array(String($0).utf8) }
            if ranges == nil, let quote, bytes.contains(where: { $0 == mark || $0 == quote }) {
                bytes = [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
            }
            output += bytes
        }
    }
}
