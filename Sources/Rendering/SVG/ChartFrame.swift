internal import Model

/// The plot area with its value axis, grid and category labels, shared by lines and columns.
struct ChartFrame {
    static let width = 440.0
    static let height = 250.0
    let left: Double
    let right: Double
    let top = 26.0
    let bottom = ChartFrame.height - 40
    let unit: AxisUnit
    let ticks: [ExactDecimal]
    private let low: Double
    private let high: Double
    private let categories: Int

    /// `values` are all numbers that must fit; `endRoom` is kept free at the right.
    init(_ chart: Chart, values: [Double], startsAtZero: Bool, figures: FigureText, endRoom: (AxisUnit) -> Double) {
        var (low, high) = (values.min() ?? 0, values.max() ?? 1)
        // A line may leave zero out, but not when that would make little look like much.
        if startsAtZero || (low > 0 && low < high * 0.6) { low = min(0, low) }
        if startsAtZero || (high < 0 && high > low * 0.6) { high = max(0, high) }
        ticks = NiceTicks(low: low, high: high, isWhole: chart.unit == .count).ticks
        self.low = ticks.first?.approximate ?? low
        self.high = ticks.last?.approximate ?? high
        unit = AxisUnit(largest: max(abs(self.low), abs(self.high)), chart: chart, figures: figures)
        let unit = unit
        left = 12 + (ticks.map { Drawing.width(of: unit.tick($0), size: 11) }.max() ?? 0)
        right = Self.width - max(14, endRoom(unit))
        categories = max(1, chart.categories.count)
    }

    func y(_ value: Double) -> Double { bottom - (value - low) / (high - low) * (bottom - top) }

    /// The middle of a category's slot.
    func x(_ index: Int) -> Double { left + slot * (Double(index) + 0.5) }

    var slot: Double { (right - left) / Double(categories) }

    func draw(_ chart: Chart, words: Words, into drawing: inout Drawing) {
        for tick in ticks {
            let y = y(tick.approximate)
            drawing.line(tick.isZero ? "axis" : "grid", left, y, right, y)
            drawing.text("tick", unit.tick(tick), left - 7, y + 4, .end)
        }
        if !unit.caption.isEmpty { drawing.text("caption", unit.caption, left - 7, 12) }
        for label in CategoryLabels(chart.categories, slot: slot, words: words).labels {
            drawing.text("tick", label.text, x(label.index), bottom + 17, .middle)
            if let second = label.second { drawing.text("tick", second, x(label.index), bottom + 31, .middle) }
        }
    }

    func drawTarget(_ target: ExactDecimal?, into drawing: inout Drawing) {
        guard let target else { return }
        drawing.line("target", left, y(target.approximate), right, y(target.approximate))
    }
}
