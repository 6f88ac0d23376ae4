internal import Model

/// Horizontal bars in the order given, names on the left, values in a column on the right.
struct RankedBars {
    let chart: Chart
    let figures: FigureText
    static let rowHeight = 26.0

    var height: Double { 34 + Double(chart.categories.count) * rowSize + 8 }
    private var rowSize: Double { chart.series.count > 1 ? 10 + Double(chart.series.count) * 15 : Self.rowHeight }

    func drawing() -> Drawing {
        let values = chart.series.flatMap { $0.values.compactMap { $0?.approximate } }
        let extremes = values + (chart.target.map { [$0.approximate] } ?? []) + [0]
        let (low, high) = (extremes.min() ?? 0, max(extremes.max() ?? 1, extremes.min() ?? 0))
        let unit = AxisUnit(largest: max(abs(low), abs(high)), chart: chart, figures: figures)
        let names = chart.categories.map { CategoryLabels.shortened($0, to: 20) }
        let texts = chart.series.flatMap { $0.values.compactMap { $0.map { unit.label($0, scale: chart.scale) } } }
        let room = (texts.map { Drawing.width(of: $0) }.max() ?? 0) + 14
        let left = 10 + (names.map { Drawing.width(of: $0) }.max() ?? 0)
        let right = ChartFrame.width - room
        let span = high - low > 0 ? high - low : 1
        func x(_ value: Double) -> Double { left + (value - low) / span * (right - left) }

        var drawing = Drawing(mirroredIn: figures.words.isRightToLeft ? ChartFrame.width : nil)
        if !unit.caption.isEmpty { drawing.text("caption", unit.caption, x(0), 14) }
        for (position, name) in names.enumerated() {
            let top = 26 + Double(position) * rowSize
            drawing.text("name", name, left - 10, top + rowSize / 2 + 4, .end)
            let thickness = chart.series.count > 1 ? 12.0 : 15.0
            let inset = (rowSize - Double(chart.series.count) * (thickness + 3) + 3) / 2
            for (index, series) in chart.series.enumerated() {
                guard position < series.values.count else { continue }
                let y = top + inset + Double(index) * (thickness + 3)
                guard let exact = series.values[position] else {
                    drawing.text("value na", figures.words[.notAvailable], ChartFrame.width - 4, y + thickness - 3, .end)
                    continue
                }
                let (from, to) = (x(0), x(exact.approximate))
                let figure = figures.figure(exact.rounded(scale: chart.scale), unit: chart.unit, currency: chart.currency)
                let tip = "\(figures.category(chart.categories[position])), \(series.name): \(figure)"
                drawing.rectangle(
                    "bar c\(index % 6)", x: min(from, to), y: y, width: abs(to - from), height: thickness, tip: tip)
                let label = unit.label(exact, scale: chart.scale)
                drawing.text("value", label, ChartFrame.width - 4, y + thickness - 3, .end)
            }
        }
        drawing.line("axis", x(0), 22, x(0), height - 6)
        if let target = chart.target {
            drawing.line("target", x(target.approximate), 22, x(target.approximate), height - 6)
        }
        return drawing
    }
}
