internal import Model

/// Chooses the style of a table's cell from its value, its column and its row's role.
struct CellLook {
    let frame: SheetFrame
    let table: Table

    func style(_ cell: Cell, column: Int, in row: Row, isBanded: Bool) -> CellStyle {
        var style = CellStyle()
        apply(row.role, isBanded: isBanded, to: &style)
        apply(cell.value, column: column, in: row, to: &style)
        // Text keeps its distance from the figure before it; a node stands below its parent.
        if style.align == frame.start, cell.value.isText { style.indent = frame.pack.isRightToLeft ? 0 : 1 }
        if table.layout == .tree, column == 0, row.level > 0 { indent(by: row.level, &style) }
        style.isMarked = cell.remark != nil
        if cell.link != nil, row.role != .header {
            (style.color, style.isUnderlined) = (Palette.link, true)
        }
        return style
    }

    func header(_ index: Int) -> CellStyle {
        let column = table.columns[index]
        var style = CellStyle()
        (style.fill, style.color, style.isBold, style.wraps) = (Palette.header, Palette.white, true, true)
        (style.bottom, style.lineColor) = (.medium, Palette.navy)
        switch column.kind {
        case .number, .money, .percent, .days: style.align = .right
        case .status: style.align = .center
        case .text, .identifier, .date, .trend: 
            (style.align, style.indent) = (frame.start, frame.pack.isRightToLeft ? 0 : 1)
        }
        style.readsRightToLeft = frame.pack.isRightToLeft
        return style
    }

    private func apply(_ role: Cell.Role, isBanded: Bool, to style: inout CellStyle) {
        switch role {
        case .item:
            style.bottom = .thin
            if isBanded { style.fill = Palette.band }
        case .subtotal:
            (style.isBold, style.fill, style.top, style.lineColor) = (true, Palette.subtotal, .thin, Palette.rule)
        case .total:
            (style.isBold, style.fill, style.top, style.lineColor) = (true, Palette.total, .thin, Palette.navy)
        case .header:
            (style.isBold, style.color, style.bottom) = (true, Palette.navy, .thin)
            style.lineColor = Palette.rule
        }
    }

    private func apply(_ value: CellValue, column: Int, in row: Row, to style: inout CellStyle) {
        let kind = table.columns[column].kind
        let currency = frame.pack.currency
        style.align = .right
        switch value {
        case .empty: style.align = .general
        case .text(let text):
            style.align = frame.start
            style.readsRightToLeft = frame.pack.isRightToLeft && Words.runsRightToLeft(text)
            if SafeText.looksLikeFormula(text) { style.number = .text }
            let lines = text.utf8.count > 8 ? frame.lines(of: text, column: column) : 1
            style.wraps = lines > 1
            // A text that is cut shows its beginning.
            style.isAtTop = table.layout == .details && lines > TableWriter.listLines
        case .phrase:
            style.align = frame.start
            style.wraps = frame.lines(frame.phrase(value), column: column) > 1
            // “−4 + 6” is no formula.
            style.number = .text
        case .identifier(let id):
            style.align = frame.start
            style.number = .text
            if ColumnWidths.isHash(id) { style.size = 8 }
        case .integer: style.number = .integer
        case .money(_, let code):
            let shown = (code != currency || kind != .money) && !row.namesCurrency(of: value) ? code : nil
            style.number = .money(decimals: CurrencyCode.minorUnits(code), code: shown)
        case .percent(let ratio): style.number = .percent(of: ratio)
        case .days(let days):
            style.number = .days(decimals: days.scale, suffix: kind == .days ? nil : frame.words[.days])
        case .date:
            style.align = frame.start
            style.number = .date(frame.words.figures.sheetDate)
        case .status: (style.align, style.isBold) = (.center, true)
        case .change(let amount, let unit, let code, let isGood):
            style.number = change(amount, unit, code, in: kind)
            style.color = isGood.map { $0 ? Palette.good : Palette.bad } ?? Palette.muted
            if amount.isZero { style.color = Palette.muted }
        case .trend:
            (style.align, style.face, style.color) = (frame.start, .symbol, Palette.infoEdge)
            // Time runs with the reading here too.
            style.readsRightToLeft = frame.pack.isRightToLeft
        case .unavailable:
            (style.color, style.isItalic, style.isBold, style.size) = (Palette.muted, true, false, 9)
            style.wraps = true
            if kind == .text || kind == .identifier { style.align = frame.start }
        }
    }

    /// Names the unit where the column doesn't.
    private func change(
        _ amount: ExactDecimal, _ unit: ValueUnit, _ code: String, in kind: Column.Kind
    ) -> NumberFormat {
        switch unit {
        case .money:
            let shown = code == frame.pack.currency && kind == .money ? nil : code
            return .change(unit, decimals: CurrencyCode.minorUnits(code), suffix: shown)
        case .percent: return .change(unit, decimals: max(0, amount.scale - 2), suffix: frame.words[.points])
        case .days: return .change(unit, decimals: amount.scale, suffix: kind == .days ? nil : frame.words[.days])
        case .count: return .change(unit, decimals: amount.scale, suffix: nil)
        }
    }

    /// LibreOffice misplaces indents from the right, so there they are spaces of the format.
    private func indent(by level: Int, _ style: inout CellStyle) {
        if frame.pack.isRightToLeft {
            style.number = .indented(min(level, 7) * 4)
        } else {
            style.indent = UInt8(1 + min(level, 7) * 2)
        }
    }
}

extension CellValue {
    /// Stands where text starts, not where figures end.
    fileprivate var isText: Bool {
        switch self {
        case .text, .identifier, .date, .trend: true
        default: false
        }
    }
}
