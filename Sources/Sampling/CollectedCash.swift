internal import Model

/// The cash that each collector's customers paid each month, about, in euro cents: what targets are set by.
struct CollectedCash {
    /// 2024-11 to 2026-12.
    static let monthCount = 26
    let collectors: Int
    private var cents: [Int]

    init(collectors: Int) {
        self.collectors = collectors
        cents = [Int](repeating: 0, count: collectors * Self.monthCount)
    }

    mutating func add(_ amount: Int, on day: Int, collector: Int?) {
        guard let collector, day >= SampleSpan.completeFrom else { return }
        let c = CivilDate(daysSinceEpoch: Int32(day)).components
        cents[collector * Self.monthCount + (c.year * 12 + c.month) - (2024 * 12 + 11)] += amount
    }

    /// The month's cash; for the last two, which the ledger doesn't hold whole, the mean of the three before.
    func euroCents(collector: Int, month: Int) -> Int {
        let base = collector * Self.monthCount
        let whole = Self.monthCount - 2
        if month < whole { return cents[base + month] }
        return cents[(base + whole - 3)..<(base + whole)].reduce(0, +) / 3
    }

    /// First and last day of a month.
    static func period(_ month: Int) -> (first: Int, last: Int) {
        let first = CivilDate(daysSinceEpoch: Int32(SampleSpan.completeFrom)).adding(months: month)
        return (Int(first.daysSinceEpoch), Int(first.adding(months: 1).daysSinceEpoch) - 1)
    }
}
