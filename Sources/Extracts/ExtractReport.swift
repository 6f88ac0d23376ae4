package import Model

/// How many rows of a file were read as they were mended.
package struct MendedCount: Sendable, Hashable {
    package var file: String
    package var count: Int
}

/// What reading a source came to: every record accounted for.
package struct ExtractReport: Sendable {
    package var files: [SourceFile]
    /// The file of mended rows; its rows are counted in the files where they were rejected.
    package var mendedFile: SourceFile?
    package var mended: [MendedCount]
    package var unusedMends: [UnusedMend]
    /// The first rejects, by file and line; `rejected` counts all.
    package var rejects: [Reject]
    package var groups: [RejectGroup]
    /// Lines that are no rows, by file and kind.
    package var skipped: [SkippedGroup]
    /// Lines that are no rows by the independent count, file by file.
    package var skippedByCount: [Int] = []
    /// Where a list's own subtotals disagree with its rows.
    package var listTotals: [TotalDifference]
    /// Columns of amounts that come from binary floating point.
    package var binaryAmounts: [String] = []
    package var loaded: Int
    package var rejected: Int
    /// Signed sums of the loaded rows' `amount` by currency, the empty one for amounts without; empty where the
    /// relation has no such column.
    package var totals: [String: ExactDecimal]
    /// Absolute amounts of the rejected rows, where amount and currency could be read.
    package var rejectedAmounts: [String: ExactDecimal]
    /// Rejected rows where they could not.
    package var rejectedWithoutAmount: Int
    /// The range of `posted_on` in `items`.
    package var firstPosted: CivilDate?
    package var lastPosted: CivilDate?
    /// False where rows have no identity, or SQL makes it, or the check was switched off.
    package var checkedIdentity: Bool

    /// Records read by the independent count.
    package var read: Int { files.reduce(0) { $0 + $1.read } }

    /// Adds rows that an engine read where they lie to the odd ones among them, which were read here.
    package mutating func add(_ reading: InPlaceReading) {
        let file = reading.file
        loaded += reading.loaded
        files[file].loaded += reading.loaded
        files[file].read = reading.read
        files[file].hash = reading.hash
        if let days = reading.days {
            files[file].firstDay = min(files[file].firstDay ?? days.lowerBound, days.lowerBound)
            files[file].lastDay = max(files[file].lastDay ?? days.upperBound, days.upperBound)
        }
        if files[file].relation == "items" {
            firstPosted = files.compactMap(\.firstDay).min()
            lastPosted = files.compactMap(\.lastDay).max()
        }
        for (currency, total) in reading.totals { totals[currency, default: .zero] = totals[currency, default: .zero] + total }
    }
}
