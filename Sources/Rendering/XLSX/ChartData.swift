internal import CXLSXWriter
internal import Model

/// The workbook's last sheet: the figures that its charts draw, one block below the other.
final class ChartData {
    struct Place {
        var sheet: String
        var header: Int
        var first: Int
        var last: Int
        var categories: Int
        var series: [Int]
        var target: Int?
    }

    let frame: SheetFrame

    init(_ frame: SheetFrame) throws {
        self.frame = frame
        let sheet = frame.writer.sheet
        worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        worksheet_set_default_row(sheet, SheetFrame.rowHeight, 0)
        worksheet_set_tab_color(sheet, Palette.faint)
        if frame.pack.isRightToLeft { worksheet_right_to_left(sheet) }
        try frame.writer.width(ColumnWidths.margin, column: 0)
        for column in frame.columns { try frame.writer.width(column == frame.firstColumn ? 26 : 16, column: column) }
    }

    /// Writes a chart's figures and says where they are.
    func add(_ chart: Chart) throws -> Place {
        let writer = frame.writer
        let (top, left) = (frame.row, frame.firstColumn)
        let bold = frame.prose { ($0.isBold, $0.color) = (true, Palette.navy) }
        let header = frame.prose { ($0.isBold, $0.fill, $0.bottom) = (true, Palette.subtotal, .thin) }
        try writer.text(SafeText.line(chart.title), top, left, bold)
        let hasTarget = chart.target != nil && chart.kind == .line
        let names = chart.series.map(\.name) + (hasTarget ? [frame.words[.target]] : [])
        try writer.text(frame.words[.category], top + 1, left, header)
        for (index, name) in names.enumerated() {
            try writer.text(SafeText.line(name), top + 1, left + 1 + index, header.with { $0.align = .right })
        }
        for (index, category) in chart.categories.enumerated() {
            try writer.text(CivilDate(category).map(frame.words.figures.day) ?? category, top + 2 + index, left, frame.prose { $0.number = .text })
            for (column, series) in chart.series.enumerated() where index < series.values.count {
                guard let value = series.values[index] else { continue }
                try write(value, chart, top + 2 + index, left + 1 + column)
            }
            if hasTarget, let target = chart.target {
                try write(target, chart, top + 2 + index, left + 1 + chart.series.count)
            }
        }
        let last = top + 1 + max(1, chart.categories.count)
        frame.row = last + 2
        return Place(
            sheet: writer.name, header: top + 1, first: top + 2, last: last, categories: left,
            series: chart.series.indices.map { left + 1 + $0 }, target: hasTarget ? left + 1 + chart.series.count : nil)
    }

    private func write(_ value: ExactDecimal, _ chart: Chart, _ row: Int, _ column: Int) throws {
        var style = CellStyle()
        style.align = .right
        switch chart.unit {
        case .money: style.number = .money(decimals: CurrencyCode.minorUnits(chart.currency), code: nil)
        case .percent: style.number = .percent(decimals: max(0, chart.scale - 2))
        case .days, .count: style.number = .days(decimals: chart.scale, suffix: nil)
        }
        try frame.writer.number(value.cellNumber, row, column, style)
    }
}
