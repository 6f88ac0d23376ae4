internal import Model

/// The reasons of all unavailable figures in the pack's language, each worded once.
enum SaidReasons {
    /// Empty in English: that is how results say them.
    static func all(in metrics: [MetricResult], _ words: Words) -> [String: String] {
        guard !words.isEnglish else { return [:] }
        var said: [String: String] = [:]
        for metric in metrics {
            for reason in metric.grid.reasons where said[reason] == nil {
                said[reason] = metric.plugin.manifest.said(reason, in: words) ?? words.said(reason, as: "reasons")
            }
        }
        return said
    }
}

extension MetricResult {
    /// The same with its metric's texts in a language.
    func told(in words: Words) -> MetricResult {
        var told = self
        told.plugin.manifest = plugin.manifest.told(in: words)
        return told
    }
}
