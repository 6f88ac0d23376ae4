internal import Model

/// Writes a note: its title in bold, its text wrapped across the sheet, coloured by its tone.
struct NoteWriter {
    let frame: SheetFrame
    /// Excel's tallest row holds about thirty lines.
    private static let linesPerRow = 26

    func write(_ note: Note) throws {
        let style = style(note.tone)
        if let title = note.title, !title.isEmpty {
            let bold = style.with {
                $0.isBold = true
                $0.face = .calibri
                $0.size = 10
                $0.color = note.tone == .plain ? Palette.navy : style.color
            }
            try frame.writer.merged(SafeText.line(title), row: frame.row, columns: frame.columns, bold)
            try frame.writer.height(SheetFrame.rowHeight, row: frame.row)
            frame.row += 1
        }
        for chunk in chunks(note.text, tone: note.tone) where !chunk.isEmpty {
            try frame.writer.merged(chunk, row: frame.row, columns: frame.columns, style)
            let lines = Double(frame.lines(chunk, characterWidth: characterWidth(note.tone)))
            try frame.writer.height(lines * SheetFrame.lineHeight + 5, row: frame.row)
            frame.row += 1
        }
        frame.row += 1
    }

    private func characterWidth(_ tone: Note.Tone) -> Double { tone == .formula ? 1.08 : 0.84 }

    private func style(_ tone: Note.Tone) -> CellStyle {
        frame.prose { style in
            style.wraps = true
            style.indent = tone == .plain ? 0 : 1
            switch tone {
            case .plain: break
            case .info: (style.fill, style.lineColor) = (Palette.infoFill, Palette.infoEdge)
            case .warning: (style.fill, style.lineColor) = (Palette.warningFill, Palette.warningEdge)
            case .error: (style.fill, style.lineColor) = (Palette.errorFill, Palette.errorEdge)
            case .formula:
                (style.fill, style.lineColor) = (Palette.formulaFill, Palette.rule)
                style.face = .fixed
                style.size = 9
            }
            if tone != .plain { style.edge = .thick }
        }
    }

    /// The text in parts that each fit a row, broken between lines and, where a line is longer still, between words.
    private func chunks(_ text: String, tone: Note.Tone) -> [String] {
        let room = Int(max(20, frame.widths.total / characterWidth(tone))) * Self.linesPerRow
        var chunks: [String] = []
        var current = ""
        var lines = 0
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            for part in Self.split(String(paragraph), every: room) {
                let height = frame.lines(part, characterWidth: characterWidth(tone))
                if lines > 0, lines + height > Self.linesPerRow {
                    chunks.append(current)
                    (current, lines) = ("", 0)
                }
                current += lines == 0 ? part : "\n" + part
                lines += height
            }
        }
        if !current.isEmpty { chunks.append(current) }
        return chunks
    }

    private static func split(_ text: String, every limit: Int) -> [String] {
        guard text.utf8.count > limit, text.count > limit else { return [text] }
        var parts: [String] = []
        var rest = Substring(text)
        while rest.count > limit {
            let end = rest.index(rest.startIndex, offsetBy: limit)
            let head = rest[..<end]
            let cut = head.lastIndex(of: " ").map { head.index(after: $0) } ?? end
            parts.append(String(rest[..<cut]))
            rest = rest[cut...]
        }
        return parts + [String(rest)]
    }
}
