internal import Model

/// How an axis writes its numbers: amounts up to 12,890,221 as `12.9` under the caption `EUR million`.
struct AxisUnit {
    let caption: String
    private let unit: ValueUnit
    /// Numbers are divided by ten to this power.
    private let shift: Int
    private let figures: FigureText

    init(largest: Double, chart: Chart, figures: FigureText) {
        self.figures = figures
        unit = chart.unit
        let words = figures.words
        let isLarge = chart.unit == .money || chart.unit == .count
        let (shift, size) =
            !isLarge || largest < 1e4
            ? (0, "") : largest < 1e6 ? (3, words[.thousand]) : largest < 1e9 ? (6, words[.million]) : (9, words[.billion])
        self.shift = shift
        switch chart.unit {
        case .money: caption = [chart.currency, size].filter { !$0.isEmpty }.joined(separator: " ")
        case .count: caption = size
        case .days: caption = words[.days]
        case .percent: caption = ""
        }
    }

    /// As short as it is exact: for ticks.
    func tick(_ number: ExactDecimal) -> String { written(shifted(number).normalized) }

    /// With the chart's own precision: for a line's last point and a bar's end.
    func label(_ number: ExactDecimal, scale: Int) -> String {
        let decimals = shift > 0 ? 1 : unit == .percent ? max(0, scale - 2) : scale
        return written(shifted(number).rounded(scale: decimals))
    }

    private func shifted(_ number: ExactDecimal) -> ExactDecimal {
        unit == .percent
            ? WrittenFigures.hundredfold(number) : ExactDecimal(unscaled: number.unscaled, scale: number.scale + shift)
    }

    private func written(_ number: ExactDecimal) -> String {
        figures.number(number) + (unit == .percent ? figures.words.figures.percentSign : "")
    }
}
