internal import Model

/// The labels under a chart, thinned so that no two touch; the last one always stays.
struct CategoryLabels {
    struct Label {
        var index: Int
        var text: String
        /// The year under a date, where it changes.
        var second: String?
    }

    let labels: [Label]

    /// `slot` is the distance between neighbours in pixels.
    init(_ categories: [String], slot: Double, words: Words) {
        let dates = categories.compactMap { CivilDate($0) }
        let areDates = dates.count == categories.count
        let texts =
            areDates
            ? dates.map(words.figures.dayAndMonth)
            : categories.map { Self.shortened($0, to: 16) }
        let widest = texts.map { Drawing.width(of: $0, size: 11) }.max() ?? 0
        let step = max(1, Int(((widest + 8) / max(slot, 0.1)).rounded(.up)))
        var shown: [Label] = []
        var year: Int?
        for index in texts.indices where (texts.count - 1 - index) % step == 0 {
            var label = Label(index: index, text: texts[index], second: nil)
            if areDates, dates[index].components.year != year {
                year = dates[index].components.year
                label.second = year.map(String.init)
            }
            shown.append(label)
        }
        labels = shown
    }

    static func shortened(_ text: String, to count: Int) -> String {
        text.count > count ? text.prefix(count - 1) + "…" : text
    }
}
