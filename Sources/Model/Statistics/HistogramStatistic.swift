/// A percentile or survival median of a histogram, for values that no sum can give.
package struct HistogramStatistic: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// As Excel's PERCENTILE.INC; 0.9 for the ninth decile.
        case percentile(ExactDecimal)
        /// Kaplan–Meier: the first day with survival of one half or less.
        case survivalMedian
    }
    package var kind: Kind
    /// Name of the histogram.
    package var histogram: String
    /// The reason where the histogram is empty.
    package var none: String
    package init(kind: Kind, histogram: String, none: String) {
        self.kind = kind
        self.histogram = histogram
        self.none = none
    }
}
