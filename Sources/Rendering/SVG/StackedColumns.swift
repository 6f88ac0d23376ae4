internal import Model

/// Columns stacked upwards from zero, and downwards for what is negative.
struct StackedColumns {
    let chart: Chart
    let figures: FigureText

    func drawing() -> Drawing {
        let sums = chart.categories.indices.flatMap { position -> [Double] in
            let values = chart.series.compactMap { position < $0.values.count ? $0.values[position]?.approximate : nil }
            return [values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +)]
        }
        let target = chart.target.map { [$0.approximate] } ?? []
        let frame = ChartFrame(chart, values: sums + target, startsAtZero: true, figures: figures) { _ in 14 }
        var drawing = Drawing(mirroredIn: figures.words.isRightToLeft ? ChartFrame.width : nil)
        frame.draw(chart, words: figures.words, into: &drawing)
        let width = min(44, frame.slot * 0.68)
        for position in chart.categories.indices {
            var (above, below) = (0.0, 0.0)
            for (index, series) in chart.series.enumerated() {
                guard position < series.values.count, let exact = series.values[position], !exact.isZero else { continue }
                let value = exact.approximate
                let start = value > 0 ? above : below
                let (from, to) = (frame.y(start), frame.y(start + value))
                if value > 0 { above += value } else { below += value }
                let figure = figures.figure(exact.rounded(scale: chart.scale), unit: chart.unit, currency: chart.currency)
                drawing.rectangle(
                    Self.ramp(index, of: chart.series.count), x: frame.x(position) - width / 2, y: min(from, to),
                    width: width, height: abs(to - from), tip: "\(figures.category(chart.categories[position])), \(series.name): \(figure)")
            }
        }
        drawing.line("axis", frame.left, frame.y(0), frame.right, frame.y(0))
        frame.drawTarget(chart.target, into: &drawing)
        return drawing
    }

    /// One of eight steps from light to dark: stacked series have an order.
    static func ramp(_ index: Int, of count: Int) -> String {
        guard count > 1 else { return "r3" }
        return "r\(count <= 8 ? (index * 7 + (count - 1) / 2) / (count - 1) : index % 8)"
    }
}
