package import Model

extension TargetStatus {
    /// Within 5 % of the target counts as near.
    package static let usualShare = ExactDecimal(unscaled: 5, scale: 2)

    /// How a figure stands against its target: 47 days against at most 45 is near, for 45 + 5 % = 47.25.
    ///
    /// nil where neither way is better.
    package static func of(
        _ figure: ExactDecimal, against target: ExactDecimal, better: MetricValue.Direction, near share: ExactDecimal = usualShare
    ) -> TargetStatus? {
        let margin = target.magnitude * share
        switch better {
        case .lower: return figure <= target ? .met : figure <= target + margin ? .near : .missed
        case .higher: return figure >= target ? .met : figure >= target - margin ? .near : .missed
        case .none: return nil
        }
    }
}
