internal import Model

/// Puts the definition's targets on the nodes they belong to, and says how each figure stands against its own.
///
/// A target in the definition belongs to the whole. Days and percents never sum: a node without one takes its parent's.
enum TargetStage {
    /// Within 5 % of the target counts as near.
    private static let near = ExactDecimal(unscaled: 5, scale: 2)

    static func apply(_ targets: [String: Located<ExactDecimal>], to grid: inout FigureGrid, headline: String) {
        for (id, target) in targets {
            guard let value = grid.values.firstIndex(where: { $0.id == (id.isEmpty ? headline : id) }) else { continue }
            let unit = grid.values[value].unit
            let isInherited = unit == .days || unit == .percent
            let scale = grid.values[value].scale
            let shown = target.value.scale < scale ? target.value.rounded(scale: scale) : target.value
            for date in grid.keyDates.indices {
                for node in 0..<(isInherited ? grid.nodeCount : 1) {
                    grid[value, date, node].target = shown
                    grid[value, date, node].status = grid[value, date, node].value.flatMap {
                        status($0, against: shown, better: grid.values[value].better)
                    }
                }
            }
        }
    }

    /// nil where neither way is better.
    static func status(_ figure: ExactDecimal, against target: ExactDecimal, better: MetricValue.Direction) -> TargetStatus? {
        let margin = target.magnitude * near
        switch better {
        case .lower: return figure <= target ? .met : figure <= target + margin ? .near : .missed
        case .higher: return figure >= target ? .met : figure >= target - margin ? .near : .missed
        case .none: return nil
        }
    }
}
