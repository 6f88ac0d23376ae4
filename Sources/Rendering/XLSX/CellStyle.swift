/// How one cell looks; equal styles share one format of the workbook.
struct CellStyle: Hashable {
    enum Align: UInt8 { case general, left, center, right }
    enum Line: UInt8 { case none, hair, thin, medium, thick }
    enum Face: UInt8 { case calibri, fixed, symbol }

    var number: NumberFormat = .general
    var face: Face = .calibri
    var size: UInt8 = 10
    var isBold = false
    var isItalic = false
    var isUnderlined = false
    var color: UInt32 = Palette.ink
    var fill: UInt32?
    var align: Align = .general
    var indent: UInt8 = 0
    var wraps = false
    var top: Line = .none
    var bottom: Line = .none
    /// A thick edge at the side where the text starts.
    var edge: Line = .none
    var lineColor: UInt32 = Palette.hairline
    /// Text at the top of a tall row, else in its middle.
    var isAtTop = false
    var readsRightToLeft = false
    /// A figure with a star, which is explained below the table.
    var isMarked = false

    func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
        var copy = self
        change(&copy)
        return copy
    }
}
