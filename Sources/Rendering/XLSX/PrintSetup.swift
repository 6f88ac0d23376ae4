internal import CXLSXWriter
internal import Model

/// How a sheet prints: landscape A4, one page wide, header rows on every page, a footer that says what it is.
struct PrintSetup {
    let frame: SheetFrame

    func apply(repeating rows: ClosedRange<Int>, title: String) throws {
        let sheet = frame.writer.sheet
        let pack = frame.pack
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6)
        worksheet_center_horizontally(sheet)
        try frame.writer.check(
            worksheet_repeat_rows(sheet, frame.writer.at(rows.lowerBound), frame.writer.at(rows.upperBound)))
        let words = frame.words
        let left = Self.literal("\(pack.heading) · \(title)", limit: 110)
        let middle = Self.literal("\(words(.keyDate, ["day": .date(pack.asOf)])) · \(pack.currency)", limit: 60)
        let footer = "&L&8\(left)&C&8\(middle)&R&8&P / &N"
        try frame.writer.check(worksheet_set_footer(sheet, footer))
    }

    /// An ampersand starts a code in a footer, and digits after a font size would belong to it.
    private static func literal(_ text: String, limit: Int) -> String {
        " " + SafeText.line(text, limit: limit).replacing("&", with: "&&")
    }
}
