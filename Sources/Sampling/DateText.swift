internal import Model

/// The days that a sample ledger may name, each as the ten characters of its ISO date.
enum DateText {
    static let days = SampleSpan.start - 200...SampleSpan.horizon + 400
    /// Ten bytes a day, in order.
    static let bytes: [UInt8] = days.flatMap { CivilDate(daysSinceEpoch: Int32($0)).description.utf8 }
}
