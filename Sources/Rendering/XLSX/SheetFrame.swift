internal import Model

/// What all writers of one sheet share: where they are, how wide it is, and the words.
final class SheetFrame {
    let writer: SheetWriter
    let pack: Pack
    let words: Words
    let widths: ColumnWidths
    /// Sheet name of each section id.
    let places: [String: String]
    /// The next free row.
    var row = 0
    /// The content's columns; the one before them is the margin.
    let firstColumn = 1

    init(writer: SheetWriter, pack: Pack, words: Words, widths: ColumnWidths, places: [String: String]) {
        self.writer = writer
        self.pack = pack
        self.words = words
        self.widths = widths
        self.places = places
    }

    var lastColumn: Int { firstColumn + max(1, widths.widths.count) - 1 }
    var columns: ClosedRange<Int> { firstColumn...lastColumn }
    /// Columns that running text spreads over: no wider than a page, and than a line that one likes to read.
    var proseColumns: ClosedRange<Int> {
        var width = 0.0
        let fitting = widths.widths.prefix { each in
            width += each
            return width <= Self.widestProse
        }
        return firstColumn...max(firstColumn, firstColumn + fitting.count - 1)
    }
    private static let widestProse = 170.0
    var proseWidth: Double { widths.widths.prefix(proseColumns.count).reduce(0, +) }
    var start: CellStyle.Align { pack.isRightToLeft ? .right : .left }

    /// A style for text of the pack's language.
    func prose(_ change: (inout CellStyle) -> Void) -> CellStyle {
        var style = CellStyle()
        style.align = start
        style.readsRightToLeft = pack.isRightToLeft
        change(&style)
        return style
    }

    /// Height of a row of one line, with some air; a line more adds `lineHeight`.
    static let rowHeight = 16.5
    static let rowPixels = 22
    static let lineHeight = 13.5

    /// Words with figures among them, as text.
    func phrase(_ value: CellValue) -> String { FigureText(words: words).alone(value) }

    /// Lines that a text takes across the sheet's whole width.
    func lines(_ text: String, characterWidth: Double = 0.84) -> Int {
        TextLines.count(text, room: Int((proseWidth - 3) / characterWidth))
    }

    /// The same of a text of any length, whose beginning says enough.
    func lines(of text: String, column: Int) -> Int {
        lines(text.utf8.count > 16_000 ? String(text.prefix(4_000)) : text, column: column)
    }

    /// Lines that a wrapped text takes in one of the content's columns.
    func lines(_ text: String, column: Int, characterWidth: Double = 0.84) -> Int {
        let width = column < widths.widths.count ? widths.widths[column] : ColumnWidths.cap
        return TextLines.count(text, room: Int((width - 1) / characterWidth))
    }
}
