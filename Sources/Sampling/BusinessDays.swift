internal import Model

/// A country's working days, and how invoices spread over them: by season, by growth, and towards the month's end.
struct BusinessDays {
    /// For every day of the span the first working day not before it.
    private let following: [Int]
    /// Days to draw invoice dates from; a busy day is there more often.
    private let draws: [Int]

    /// Per cent of an average month: spring and December are strong, August is weak.
    private static let season = [85, 92, 112, 97, 98, 110, 96, 78, 104, 107, 108, 113]

    init(country: Int) {
        let weekend = SampleCountry.all[country].weekend
        let holidays = Set(SampleHolidays.days(country: country))
        let isWorking = { (day: Int) -> Bool in
            !weekend.contains(CivilDate(daysSinceEpoch: Int32(day)).isoWeekday) && !holidays.contains(day)
        }
        var next = SampleSpan.horizon + 1
        var following = [Int](repeating: next, count: SampleSpan.horizon - SampleSpan.start + 1)
        for day in (SampleSpan.start...SampleSpan.horizon).reversed() {
            if isWorking(day) { next = day }
            following[day - SampleSpan.start] = next
        }
        self.following = following

        var draws: [Int] = []
        for day in SampleSpan.start...SampleSpan.end where isWorking(day) {
            let date = CivilDate(daysSinceEpoch: Int32(day))
            let (year, month, number) = date.components
            let growth = 100 + (year - 2024) * 6 + month / 2
            let closing = number > CivilDate.daysInMonth(year: year, month: month) - 4 ? 2 : 1
            let weight = Self.season[month - 1] * growth * closing / 1500
            draws.append(contentsOf: repeatElement(day, count: weight))
        }
        self.draws = draws
    }

    func invoiceDay(_ random: inout SplitMix) -> Int { draws[random.below(draws.count)] }

    /// The first working day not before `day`.
    func onOrAfter(_ day: Int) -> Int {
        day > SampleSpan.horizon ? day : following[max(0, day - SampleSpan.start)]
    }
}
