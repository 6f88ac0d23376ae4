internal import Model

/// What all writers of one sheet share: where they are, how wide it is, and the words.
final class SheetFrame {
    let writer: SheetWriter
    let pack: Pack
    let words: SheetWords
    let widths: ColumnWidths
    /// Sheet name of each section id.
    let places: [String: String]
    /// The next free row.
    var row = 0
    /// The content's columns; the one before them is the margin.
    let firstColumn = 1

    init(writer: SheetWriter, pack: Pack, words: SheetWords, widths: ColumnWidths, places: [String: String]) {
        self.writer = writer
        self.pack = pack
        self.words = words
        self.widths = widths
        self.places = places
    }

    var lastColumn: Int { firstColumn + max(1, widths.widths.count) - 1 }
    var columns: ClosedRange<Int> { firstColumn...lastColumn }
    var start: CellStyle.Align { pack.isRightToLeft ? .right : .left }

    /// A style for text of the pack's language.
    func prose(_ change: (inout CellStyle) -> Void) -> CellStyle {
        var style = CellStyle()
        style.align = start
        style.readsRightToLeft = pack.isRightToLeft
        change(&style)
        return style
    }

    /// Lines that a text takes across the sheet's whole width.
    func lines(_ text: String, characterWidth: Double = 1) -> Int {
        let room = max(20, (widths.total - 2) / characterWidth)
        return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { lines, paragraph in
            lines + max(1, Int((Double(paragraph.count) / room).rounded(.up)))
        }
    }
}
