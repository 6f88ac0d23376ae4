internal import Model

/// A target with the days it is for, and the currency where that is not the report's.
struct TargetPeriod: Sendable, Hashable {
    var value: ExactDecimal
    var days: ClosedRange<CivilDate>
    var currency: String?

    var length: Int { days.upperBound - days.lowerBound + 1 }
}

/// The targets of one holder over time: on each day the shortest period that covers it counts.
///
/// A year of 1,200 with March at 50 inside: March's days count for the 50, all others for the 1,200.
struct TargetTimeline: Sendable {
    struct Stretch: Sendable, Hashable {
        var days: ClosedRange<CivilDate>
        /// Position in `periods`.
        var period: Int
    }

    let periods: [TargetPeriod]
    /// In order of days, without overlap.
    let stretches: [Stretch]

    init(_ periods: [TargetPeriod]) {
        self.periods = periods
        self.stretches = Self.stretches(periods)
    }

    /// Shorter periods take their days first; longer ones fill what is left. `next` skips what is taken.
    private static func stretches(_ periods: [TargetPeriod]) -> [Stretch] {
        let borders = Set(periods.flatMap { [$0.days.lowerBound, $0.days.upperBound + 1] }).sorted()
        guard borders.count > 1 else { return [] }
        let position = Dictionary(uniqueKeysWithValues: borders.enumerated().map { ($1, $0) })
        var owner = [Int?](repeating: nil, count: borders.count - 1)
        var next = Array(0...owner.count)
        func free(from index: Int) -> Int {
            var index = index
            while next[index] != index {
                next[index] = next[next[index]]
                index = next[index]
            }
            return index
        }
        for period in periods.indices.sorted(by: { (periods[$0].length, $0) < (periods[$1].length, $1) }) {
            let days = periods[period].days
            let end = position[days.upperBound + 1] ?? 0
            var index = free(from: position[days.lowerBound] ?? 0)
            while index < end {
                owner[index] = period
                next[index] = index + 1
                index = free(from: index + 1)
            }
        }
        var stretches: [Stretch] = []
        for (index, period) in owner.enumerated() {
            guard let period else { continue }
            let days = borders[index]...(borders[index + 1] - 1)
            if let last = stretches.last, last.period == period, last.days.upperBound + 1 == days.lowerBound {
                stretches[stretches.count - 1].days = last.days.lowerBound...days.upperBound
            } else {
                stretches.append(Stretch(days: days, period: period))
            }
        }
        return stretches
    }

    /// The shortest period that covers a day.
    func period(on day: CivilDate) -> TargetPeriod? {
        let index = firstStretch(endingFrom: day)
        guard index < stretches.count, stretches[index].days.contains(day) else { return nil }
        return periods[stretches[index].period]
    }

    /// What a span of days comes to in each currency: whole periods as they are, a period partly inside by its share of
    /// business days, or of calendar days where it has no business day. nil: no day of the span is covered.
    func total(
        over span: ClosedRange<CivilDate>, businessDays: (ClosedRange<CivilDate>) -> Int,
        wholePeriod: (ClosedRange<CivilDate>) -> Int
    ) -> [TargetPart]? {
        var inside: [Int: [ClosedRange<CivilDate>]] = [:]
        var index = firstStretch(endingFrom: span.lowerBound)
        while index < stretches.count, stretches[index].days.lowerBound <= span.upperBound {
            inside[stretches[index].period, default: []].append(stretches[index].days.clamped(to: span))
            index += 1
        }
        if inside.isEmpty { return nil }
        var parts: [TargetPart] = []
        for (number, days) in inside.sorted(by: { $0.key < $1.key }) {
            let period = periods[number]
            let covered = days.reduce(0) { $0 + ($1.upperBound - $1.lowerBound + 1) }
            var amount = ExactRational(period.value)
            if covered < period.length {
                let all = wholePeriod(period.days)
                let share =
                    all > 0
                    ? ExactRational(Int128(days.reduce(0) { $0 + businessDays($1) }), Int128(all))
                    : ExactRational(Int128(covered), Int128(period.length))
                amount = share.map(amount.times) ?? amount
            }
            if let same = parts.firstIndex(where: { $0.currency == period.currency }) {
                parts[same].amount = parts[same].amount.plus(amount)
            } else {
                parts.append(TargetPart(currency: period.currency, amount: amount))
            }
        }
        return parts
    }

    private func firstStretch(endingFrom day: CivilDate) -> Int {
        var (low, high) = (0, stretches.count)
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].days.upperBound < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// An unrounded amount in one currency; nil is the report's.
struct TargetPart: Sendable, Hashable {
    var currency: String?
    var amount: ExactRational
}

extension ExactRational {
    /// Twelve decimals where 128 bits don't hold the exact fraction: far below any minor unit.
    func plus(_ other: ExactRational) -> ExactRational { adding(other) ?? coarse.adding(other.coarse) ?? self }
    func times(_ other: ExactRational) -> ExactRational { multiplied(by: other) ?? coarse.multiplied(by: other.coarse) ?? self }

    private var coarse: ExactRational { ExactRational(rounded(scale: 12)) }
}
