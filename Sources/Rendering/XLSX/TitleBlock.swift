internal import Model

/// Writes a sheet's head: a band with the title, the report, key date and currency, the way back, the subtitle.
struct TitleBlock {
    let frame: SheetFrame
    /// Rows that stay in view when the sheet is scrolled.
    static let frozenRows = 3

    func write(title: String, detail: [String], subtitle: String?, backTo home: String?) throws {
        let writer = frame.writer
        let band = frame.prose { $0.fill = Palette.navy }
        let heading = band.with {
            ($0.size, $0.isBold, $0.color) = (16, true, Palette.white)
        }
        let facts = band.with {
            ($0.size, $0.color, $0.isAtTop) = (10, Palette.onNavy, true)
        }
        let lines = [
            (text: title, style: heading, height: 34.0),
            (text: detail.joined(separator: "   ·   "), style: facts, height: 20.0),
        ]
        for (row, line) in lines.enumerated() {
            try writer.height(line.height, row: row)
            for column in 0...frame.lastColumn { try writer.blank(row, column, band) }
            try writer.text(SafeText.line(line.text), row, frame.firstColumn, line.style)
        }
        if let home {
            let style = frame.prose {
                ($0.size, $0.color, $0.isUnderlined) = (9, Palette.link, true)
            }
            if try writer.link(to: home, 2, frame.firstColumn, style) {
                try writer.text((frame.pack.isRightToLeft ? "→ " : "← ") + home, 2, frame.firstColumn, style)
            }
            try writer.height(18, row: 2)
        }
        frame.row = Self.frozenRows
        if let subtitle, !subtitle.isEmpty {
            let style = frame.prose { ($0.isItalic, $0.color, $0.wraps) = (true, Palette.muted, true) }
            try writer.merged(subtitle, row: frame.row, columns: frame.proseColumns, style)
            try writer.height(Double(frame.lines(subtitle)) * SheetFrame.lineHeight + 4, row: frame.row)
            frame.row += 2
        }
    }
}
