internal import Model

/// Where a line chart's axis begins: at a round figure below its lowest point, where zero would press the lines flat.
enum AxisFloor {
    /// nil where the axis starts at zero, or the lines reach it.
    static func floor(of chart: Chart) -> Double? {
        guard chart.kind == .line else { return nil }
        let figures = chart.series.flatMap(\.values).compactMap { $0?.approximate } + [chart.target?.approximate].compactMap { $0 }
        guard let low = figures.min(), let high = figures.max(), low > 0, high > low else { return nil }
        let spread = high - low
        guard low > spread * 0.75 else { return nil }
        let step = round(spread / 4)
        let floor = ((low - spread * 0.15) / step).rounded(.down) * step
        return floor > 0 ? floor : nil
    }

    /// The next of 1, 2, 5 × 10ⁿ that is no smaller.
    private static func round(_ number: Double) -> Double {
        var power = 1.0
        while power > number { power /= 10 }
        while power * 10 <= number { power *= 10 }
        for factor in [1.0, 2, 5] where power * factor >= number { return power * factor }
        return power * 10
    }
}
