internal import Model

/// A line per series over the categories, broken where a figure is missing, each with its last value beside it.
struct LineChart {
    let chart: Chart
    let figures: FigureText

    func drawing() -> Drawing {
        let values = chart.series.flatMap { $0.values.compactMap { $0?.approximate } }
        let target = chart.target.map { [$0.approximate] } ?? []
        let frame = ChartFrame(chart, values: values + target, startsAtZero: false, figures: figures) { unit in
            14 + (chart.series.compactMap { lastLabel($0, unit) }.map { Drawing.width(of: $0) }.max() ?? 0)
        }
        var drawing = Drawing(mirroredIn: figures.words.isRightToLeft ? ChartFrame.width : nil)
        frame.draw(chart, words: figures.words, into: &drawing)
        frame.drawTarget(chart.target, into: &drawing)
        for (index, series) in chart.series.enumerated() { draw(series, index, frame, into: &drawing) }
        for label in endLabels(frame) {
            drawing.text("end c\(label.series % 6)", label.text, frame.right + 2, label.y + 4)
        }
        return drawing
    }

    private func draw(_ series: Chart.Series, _ index: Int, _ frame: ChartFrame, into drawing: inout Drawing) {
        var stretch: [(x: Double, y: Double)] = []
        for (position, value) in series.values.enumerated() {
            if let value {
                stretch.append((frame.x(position), frame.y(value.approximate)))
            }
            if value == nil || position == series.values.count - 1 {
                if stretch.count > 1 { drawing.path("line c\(index % 6)", stretch) }
                stretch = []
            }
        }
        for (position, value) in series.values.enumerated() {
            guard let value, position < chart.categories.count else { continue }
            let (x, y) = (frame.x(position), frame.y(value.approximate))
            drawing.circle("dot c\(index % 6)", x, y, radius: 2.6)
            let figure = figures.figure(value.rounded(scale: chart.scale), unit: chart.unit, currency: chart.currency)
            drawing.circle("hit", x, y, radius: 9, tip: "\(figures.category(chart.categories[position])), \(series.name): \(figure)")
        }
    }

    private func lastLabel(_ series: Chart.Series, _ unit: AxisUnit) -> String? {
        series.values.last.flatMap { $0 }.map { unit.label($0, scale: chart.scale) }
    }

    struct EndLabel {
        var series: Int
        var text: String
        var y: Double
    }

    /// Beside the last points, pushed apart where they would touch.
    func endLabels(_ frame: ChartFrame) -> [EndLabel] {
        let gap = 14.0
        var labels = chart.series.enumerated().compactMap { index, series -> EndLabel? in
            guard let value = series.values.last.flatMap({ $0 }), let text = lastLabel(series, frame.unit) else { return nil }
            return EndLabel(series: index, text: text, y: frame.y(value.approximate))
        }
        labels.sort { ($0.y, $0.series) < ($1.y, $1.series) }
        for index in labels.indices.dropFirst() { labels[index].y = max(labels[index].y, labels[index - 1].y + gap) }
        // What was pushed below the plot goes back up, and takes the others with it.
        var limit = frame.bottom
        for index in labels.indices.reversed() {
            labels[index].y = min(labels[index].y, limit)
            limit = labels[index].y - gap
        }
        return labels
    }
}
