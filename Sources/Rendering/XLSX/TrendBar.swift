internal import Model

/// A trend line in one cell, drawn with block characters: `▂▃▃▅▇`; a dot where there is no figure.
enum TrendBar {
    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    static func text(_ values: [ExactDecimal?]) -> String {
        let known = values.compactMap { $0?.approximate }
        guard let low = known.min(), let high = known.max() else { return String(values.map { _ in "·" }) }
        return String(
            values.map { value -> Character in
                guard let value else { return "·" }
                // A flat line runs through the middle.
                guard high > low else { return blocks[3] }
                let step = (value.approximate - low) / (high - low) * Double(blocks.count - 1)
                return blocks[min(blocks.count - 1, max(0, Int(step.rounded())))]
            })
    }
}
