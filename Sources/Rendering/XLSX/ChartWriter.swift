internal import CXLSXWriter
internal import Model

/// Writes native charts into rows that are kept free for them, two side by side where the sheet is wide enough.
struct ChartWriter {
    let frame: SheetFrame
    let data: ChartData
    let file: WorkbookFile
    private static let gap = 16
    /// libxlsxwriter's own size of a chart, which it scales.
    private static let natural = (width: 480.0, height: 288.0)

    func write(_ charts: [Chart]) throws {
        let width = frame.widths.pixels
        let perRow = charts.count > 1 && width >= 880 ? 2 : 1
        let size = perRow == 2 ? min(680, max(432, (width - Self.gap) / 2)) : min(760, max(480, width))
        for start in stride(from: 0, to: charts.count, by: perRow) {
            let line = charts[start..<min(start + perRow, charts.count)]
            let height = line.map(Self.height).max() ?? 300
            for (index, chart) in line.enumerated() {
                try insert(chart, x: index * (size + Self.gap), width: size, height: height)
            }
            frame.row += height / SheetFrame.rowPixels + 2
        }
    }

    private static func height(_ chart: Chart) -> Int {
        chart.kind == .rankedBars ? min(760, max(240, chart.categories.count * 26 + 90)) : 300
    }

    private func insert(_ chart: Chart, x: Int, width: Int, height: Int) throws {
        let place = try data.add(chart)
        guard !chart.categories.isEmpty, !chart.series.isEmpty else {
            let style = frame.prose { ($0.isItalic, $0.color) = (true, Palette.muted) }
            return try frame.writer.text("\(chart.title): \(frame.words[.noRows])", frame.row, frame.firstColumn, style)
        }
        let drawing = try ChartDrawing(chart: chart, place: place, words: frame.words, strings: frame.writer.strings)
            .draw(in: file)
        var options = lxw_chart_options()
        options.x_offset = Int32(x)
        options.x_scale = Double(width) / Self.natural.width
        options.y_scale = Double(height) / Self.natural.height
        options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
        options.description = frame.writer.strings.keep(SafeText.line(chart.description, limit: 1_000))
        let writer = frame.writer
        try writer.check(
            worksheet_insert_chart_opt(
                writer.sheet, writer.at(frame.row), writer.col(frame.firstColumn), drawing, &options))
    }
}
