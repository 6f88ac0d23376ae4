/// The days that the sample ledger spans, as days since 1970-01-01.
enum SampleSpan {
    /// Monday 2024-07-01: rates start here, and so do invoices that are still open when the extract begins.
    static let start = 19_905
    /// 2024-11-01: from here on the extract is complete.
    static let completeFrom = 20_028
    /// Friday 2026-11-20: the newest posting, and the day of the extract.
    static let end = 20_777
    /// 2026-12-31: the last day with holidays and targets.
    static let horizon = 20_818
    /// Stands for a day that doesn't come (an open end).
    static let never = Int(Int32.min)
    static let dayCount = end - start + 1
}
