internal import Model
internal import Planning

extension MetricManifest {
    /// Days beyond the parameters', as the plugins' documentation promises.
    private static let margin = 31

    /// How far back before the first key date the fact sets look at item states.
    func reaches(_ parameters: [String: ParameterValue]) -> [StateReach] {
        facts.compactMap { set in
            set.history.map { names in
                let days = names.reduce(Self.margin) { days, name in
                    if case .integer(let n) = parameters[name] { days + max(0, n) } else { days }
                }
                return StateReach(days: days, of: set.historyOf)
            }
        }
    }
}
