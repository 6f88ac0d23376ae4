package import Model

/// The days whose targets make up one windowed target: those of March for the month to date on 13 March.
package struct TargetSpan: Sendable, Hashable {
    /// Position in the key dates.
    package var date: Int
    package var window: ReportWindow
    package var isPrevious: Bool
    package var days: ClosedRange<CivilDate>

    package init(date: Int, window: ReportWindow, isPrevious: Bool, days: ClosedRange<CivilDate>) {
        self.date = date
        self.window = window
        self.isPrevious = isPrevious
        self.days = days
    }

    /// A period to date counts to the end of the month that holds `toDay`; a week and the last 30 days count whole.
    ///
    /// On 13 May the quarter's target is that of April and May. A `toDay` before the start (no business day has passed
    /// yet) is the start's month.
    package static func days(
        of window: ReportWindow, from startsOn: CivilDate, toDay: CivilDate, endsOn: CivilDate
    ) -> ClosedRange<CivilDate> {
        switch window {
        case .month, .quarter, .year: startsOn...max(startsOn, toDay).monthEnd
        case .week, .last_30_days: startsOn...max(startsOn, endsOn)
        }
    }
}
