internal import CXLSXWriter
internal import Model

/// Draws one chart: series from the chart data sheet, axes with the unit's format, quiet lines.
struct ChartDrawing {
    let chart: Chart
    let place: ChartData.Place
    let words: Words
    let strings: CStrings

    func draw(in file: WorkbookFile) throws -> UnsafeMutablePointer<lxw_chart> {
        let drawing = try file.addChart(type)
        for (index, column) in place.series.enumerated() {
            guard let series = series(drawing, column: column) else { continue }
            style(series, index: index)
        }
        if let column = place.target, let series = series(drawing, column: column) {
            var line = Self.line(Palette.series[3], width: 1.5)
            line.dash_type = UInt8(LXW_CHART_LINE_DASH_DASH.rawValue)
            chart_series_set_line(series, &line)
            chart_series_set_marker_type(series, UInt8(LXW_CHART_MARKER_NONE.rawValue))
        }
        setTitle(drawing)
        setAxes(drawing)
        setFrame(drawing)
        return drawing
    }

    private var type: lxw_chart_type {
        switch chart.kind {
        case .line: LXW_CHART_LINE
        case .stackedColumns: LXW_CHART_COLUMN_STACKED
        case .rankedBars: chart.series.count > 1 ? LXW_CHART_BAR_STACKED : LXW_CHART_BAR
        }
    }

    private func series(
        _ drawing: UnsafeMutablePointer<lxw_chart>, column: Int
    ) -> UnsafeMutablePointer<lxw_chart_series>? {
        guard let series = chart_add_series(drawing, nil, nil) else { return nil }
        let (first, last) = (lxw_row_t(place.first), lxw_row_t(place.last))
        let (labels, values) = (lxw_col_t(place.categories), lxw_col_t(column))
        chart_series_set_name_range(series, place.sheet, lxw_row_t(place.header), values)
        chart_series_set_categories(series, place.sheet, first, labels, last, labels)
        chart_series_set_values(series, place.sheet, first, values, last, values)
        return series
    }

    private func style(_ series: UnsafeMutablePointer<lxw_chart_series>, index: Int) {
        switch chart.kind {
        case .line:
            let color = Palette.series[index % Palette.series.count]
            var line = Self.line(color, width: 2.25)
            chart_series_set_line(series, &line)
            var fill = lxw_chart_fill()
            fill.color = color
            chart_series_set_marker_type(series, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
            chart_series_set_marker_size(series, 5)
            chart_series_set_marker_fill(series, &fill)
            chart_series_set_marker_line(series, &line)
        case .stackedColumns, .rankedBars:
            var fill = lxw_chart_fill()
            fill.color = chart.series.count > 1 ? Palette.stack[index % Palette.stack.count] : Palette.series[0]
            chart_series_set_fill(series, &fill)
            guard chart.kind == .rankedBars, chart.series.count == 1 else { return }
            chart_series_set_labels(series)
            chart_series_set_labels_num_format(series, axisFormat)
            var font = font(size: 9, color: Palette.ink)
            chart_series_set_labels_font(series, &font)
        }
    }

    private func setTitle(_ drawing: UnsafeMutablePointer<lxw_chart>) {
        var title = chart.title
        if let target = chart.target, place.target == nil { title += " (\(words[.target]) \(shown(target)))" }
        chart_title_set_name(drawing, SafeText.line(title))
        var font = font(size: 12, color: Palette.navy, bold: true)
        chart_title_set_name_font(drawing, &font)
    }

    private func shown(_ target: ExactDecimal) -> String {
        chart.unit == .percent ? words.figures.percent(target.normalized) : words.figures.number(target.normalized)
    }

    private func setAxes(_ drawing: UnsafeMutablePointer<lxw_chart>) {
        let isBars = chart.kind == .rankedBars
        // X is what runs across: with bars, the figures.
        guard let labels = chart_axis_get(drawing, isBars ? LXW_CHART_AXIS_TYPE_Y : LXW_CHART_AXIS_TYPE_X),
            let figures = chart_axis_get(drawing, isBars ? LXW_CHART_AXIS_TYPE_X : LXW_CHART_AXIS_TYPE_Y)
        else { return }
        var small = font(size: 9, color: Palette.muted)
        var name = font(size: 9, color: Palette.muted)
        var rule = Self.line(Palette.rule, width: 0.75)
        var grid = Self.line(Palette.hairline, width: 0.75)
        var none = lxw_chart_line()
        none.none = 1
        chart_axis_set_num_font(labels, &small)
        chart_axis_set_line(labels, &rule)
        chart_axis_set_label_position(labels, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
        if isBars { chart_axis_set_reverse(labels) }
        // Time and bars run with the reading; the other axis then stands at the right by itself.
        if words.isRightToLeft { chart_axis_set_reverse(isBars ? figures : labels) }
        // Dates in full need the room of two.
        if !isBars, chart.categories.count > 7 {
            chart_axis_set_interval_unit(labels, UInt16(min(60, (chart.categories.count + 6) / 7)))
        }
        chart_axis_set_num_font(figures, &small)
        chart_axis_set_num_format(figures, axisFormat)
        chart_axis_set_name(figures, unitName)
        chart_axis_set_name_font(figures, &name)
        chart_axis_set_line(figures, &none)
        chart_axis_major_gridlines_set_visible(figures, 1)
        chart_axis_major_gridlines_set_line(figures, &grid)
        if let floor = AxisFloor.floor(of: chart) { chart_axis_set_min(figures, floor) }
        // Reversed bars would carry their figures' axis on top.
        if isBars { chart_axis_set_label_position(figures, UInt8(LXW_CHART_AXIS_LABEL_POSITION_HIGH.rawValue)) }
    }

    private func setFrame(_ drawing: UnsafeMutablePointer<lxw_chart>) {
        var border = Self.line(Palette.hairline, width: 0.75)
        chart_chartarea_set_line(drawing, &border)
        let several = place.series.count > 1 || place.target != nil
        chart_legend_set_position(
            drawing, UInt8((several ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE).rawValue))
        var small = font(size: 9, color: Palette.ink)
        if several { chart_legend_set_font(drawing, &small) }
        if chart.kind != .line { chart_set_series_gap(drawing, 50) }
        chart_show_blanks_as(drawing, UInt8(LXW_CHART_BLANKS_AS_GAP.rawValue))
    }

    private var axisFormat: String {
        var largest = 0.0
        if chart.kind == .stackedColumns {
            for index in chart.categories.indices {
                let figures = chart.series.compactMap { index < $0.values.count ? $0.values[index] : nil }
                largest = max(largest, figures.reduce(0.0) { $0 + abs($1.approximate) })
            }
        } else {
            largest = chart.series.flatMap(\.values).compactMap { $0.map { abs($0.approximate) } }.max() ?? 0
        }
        return NumberFormat.axis(chart.unit, largest: largest, words: words)
    }

    private var unitName: String {
        switch chart.unit {
        case .days: words[.days]
        case .money: SafeText.line(chart.currency, limit: 10)
        case .percent: words[.share]
        case .count: words[.count]
        }
    }

    private static func line(_ color: UInt32, width: Float) -> lxw_chart_line {
        var line = lxw_chart_line()
        line.color = color
        line.width = width
        return line
    }

    private func font(size: Double, color: UInt32, bold: Bool = false) -> lxw_chart_font {
        var font = lxw_chart_font()
        font.name = strings.keep("Calibri")
        font.size = size
        font.color = color
        font.bold = bold ? 1 : 2
        return font
    }
}
