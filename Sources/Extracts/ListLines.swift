internal import Foundation

/// What the lines of a printed list are: columns between `|`, rules of dashes, subtotals with `*`, text of the page.
struct ListLines {
    enum Kind {
        case blank
        case row([Range<Int>])
        case skipped(SkippedKind)
        /// Nothing of these; it is a reject.
        case stray
    }

    static let bar = UInt8(ascii: "|")

    /// The header's cells, and where its bars stand, in letters from the line's beginning.
    private(set) var titles: [String] = []
    private var bars: [Int] = []

    mutating func setHeader(_ line: UnsafeBufferPointer<UInt8>, _ cells: [Range<Int>]) {
        let text = CellText(line: line)
        titles = cells.map { text.text($0) }
        bars = Self.letters(line).enumerated().filter { line[$0.element] == Self.bar }.map(\.offset)
    }

    /// What stands between the bars of a line that begins and ends with one; nil for other lines.
    static func cells(_ line: UnsafeBufferPointer<UInt8>) -> [Range<Int>]? {
        guard let first = line.firstIndex(where: { $0 > 32 }), let last = line.lastIndex(where: { $0 > 32 }), first < last,
            line[first] == bar, line[last] == bar
        else { return nil }
        var cells: [Range<Int>] = []
        var start = first + 1
        for at in start...last where line[at] == bar {
            cells.append(start..<at)
            start = at + 1
        }
        return cells
    }

    func kind(_ line: UnsafeBufferPointer<UInt8>) -> Kind {
        guard let first = line.firstIndex(where: { $0 > 32 }) else { return .blank }
        if Self.isRule(line) { return .skipped(.rule) }
        guard line.contains(Self.bar) else { return .skipped(.page) }
        if line[first] == Self.bar {
            guard let inner = line[first...].firstIndex(where: { $0 > 32 && $0 != Self.bar }) else { return .blank }
            if Self.isStarred(line[inner...]) { return .skipped(.subtotal) }
        }
        guard let cells = Self.cells(line) else { return .stray }
        if cells.count == 1 { return .skipped(.page) }
        if cells.count == titles.count { return isHeader(line, cells) ? .skipped(.header) : .row(cells) }
        return cellsByPlace(line).map { .row($0) } ?? .stray
    }

    private func isHeader(_ line: UnsafeBufferPointer<UInt8>, _ cells: [Range<Int>]) -> Bool {
        let text = CellText(line: line)
        // Most rows differ in the first cell that the header fills.
        guard let first = titles.firstIndex(where: { !$0.isEmpty }), let ink = cells[first].first(where: { line[$0] > 32 }),
            line[ink] == titles[first].utf8.first, text.text(cells[first]) == titles[first]
        else { return false }
        return zip(cells, titles).allSatisfy { text.text($0) == $1 }
    }

    /// A text may hold bars itself; then the bars of the columns stand where the header has them.
    private func cellsByPlace(_ line: UnsafeBufferPointer<UInt8>) -> [Range<Int>]? {
        let letters = Self.letters(line)
        guard let last = bars.last, last < letters.count, bars.count == titles.count + 1 else { return nil }
        let places = bars.map { letters[$0] }
        guard places.allSatisfy({ line[$0] == Self.bar }), line[(places[places.count - 1] + 1)...].allSatisfy({ $0 <= 32 })
        else { return nil }
        return zip(places, places.dropFirst()).map { $0 + 1..<$1 }
    }

    /// Where each letter begins.
    private static func letters(_ line: UnsafeBufferPointer<UInt8>) -> [Int] {
        line.indices.filter { line[$0] & 0xC0 != 0x80 }
    }

    /// Dashes, in ASCII or drawn, with bars and corners between them.
    private static func isRule(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        var dashes = 0
        var at = 0
        while at < line.count {
            switch line[at] {
            case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "_"): dashes += 1
            case UInt8(ascii: "+"), bar: break
            case 0xE2 where at + 2 < line.count && (line[at + 1] == 0x94 || line[at + 1] == 0x95):
                dashes += 1
                at += 2
            case let byte where byte > 32: return false
            default: break
            }
            at += 1
        }
        return dashes >= 3
    }

    /// `*`, `** Total`: stars alone, or a blank behind them.
    private static func isStarred(_ cell: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard cell.first == UInt8(ascii: "*") else { return false }
        let next = cell.first { $0 != UInt8(ascii: "*") } ?? 32
        return next <= 32 || next == bar
    }
}
