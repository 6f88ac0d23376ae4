internal import CXLSXWriter
internal import Model

/// How a sheet prints: landscape A4, one page wide where that is legible, header rows on every page, a footer that says what
/// it is.
struct PrintSetup {
    let frame: SheetFrame

    func apply(repeating rows: ClosedRange<Int>, title: String) throws {
        let sheet = frame.writer.sheet
        let pack = frame.pack
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        try setPages(sheet)
        worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6)
        worksheet_center_horizontally(sheet)
        try frame.writer.check(
            worksheet_repeat_rows(sheet, frame.writer.at(rows.lowerBound), frame.writer.at(rows.upperBound)))
        let words = frame.words
        let left = Self.literal("\(pack.title) · \(title)", limit: 110)
        let middle = Self.literal("\(words(.keyDate, ["day": .date(pack.asOf)])) · \(pack.currency)", limit: 60)
        let footer = "&L&8\(left)&C&8\(middle)&R&8&P / &N"
        try frame.writer.check(worksheet_set_footer(sheet, footer))
    }

    /// One page wide, or several of columns that belong together.
    private func setPages(_ sheet: UnsafeMutablePointer<lxw_worksheet>) throws {
        let starts = PrintPages(
            widths: frame.widths.widths, names: frame.widths.names, prose: frame.proseColumns.count
        ).starts
        guard !starts.isEmpty else { return worksheet_fit_to_pages(sheet, 1, 0) }
        worksheet_set_print_scale(sheet, UInt16(PrintPages.smallest))
        worksheet_print_across(sheet)
        try frame.writer.check(worksheet_repeat_columns(sheet, 0, frame.writer.col(frame.firstColumn)))
        var breaks = starts.map { frame.writer.col(frame.firstColumn + $0) } + [0]
        try frame.writer.check(worksheet_set_v_pagebreaks(sheet, &breaks))
    }

    /// An ampersand starts a code in a footer, and digits after a font size would belong to it.
    private static func literal(_ text: String, limit: Int) -> String {
        " " + SafeText.line(text, limit: limit).replacing("&", with: "&&")
    }
}
