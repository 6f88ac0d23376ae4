package import Model

/// The months that countback walks through from each key date, newest first.
///
/// `back` 0 is the key date's own month, with its elapsed days. The history begins with the first whole month that the
/// extract covers.
package struct MonthWalk: Sendable, Hashable {
    package var asOf: CivilDate
    package var monthStart: CivilDate
    package var lastDay: CivilDate
    package var days: Int
    package var back: Int

    package static func months(endingAt asOf: CivilDate, historyStart: CivilDate) -> [MonthWalk] {
        var result: [MonthWalk] = []
        var start = asOf.monthStart
        var last = asOf
        while start >= historyStart {
            result.append(
                MonthWalk(asOf: asOf, monthStart: start, lastDay: last, days: last - start + 1, back: result.count))
            last = start - 1
            start = last.monthStart
        }
        return result
    }

    /// The first day of the first whole month from which on sales are known; without `complete_from`, the month of the
    /// ledger's first posting.
    package static func historyStart(completeFrom: CivilDate?, firstPosting: CivilDate?) -> CivilDate? {
        if let completeFrom {
            return completeFrom == completeFrom.monthStart ? completeFrom : completeFrom.monthEnd + 1
        }
        return firstPosting?.monthStart
    }
}
