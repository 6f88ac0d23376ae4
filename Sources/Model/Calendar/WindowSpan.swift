/// A window around a key date as days: the whole period, how far it has come, and the period before to compare it with.
package struct WindowSpan: Sendable, Hashable {
    package var window: ReportWindow
    package var startsOn: CivilDate
    /// The key date.
    package var toDay: CivilDate
    package var endsOn: CivilDate
    /// In the whole period.
    package var businessDays: Int
    /// Business days from the start to the key date.
    package var elapsed: Int
    package var previousStartsOn: CivilDate
    /// The last day of the period before that compares with the key date; before its start when nothing does yet.
    package var previousToDay: CivilDate
    package var previousEndsOn: CivilDate
    package var previousBusinessDays: Int
    package var previousElapsed: Int

    package init(
        window: ReportWindow, startsOn: CivilDate, toDay: CivilDate, endsOn: CivilDate, businessDays: Int, elapsed: Int,
        previousStartsOn: CivilDate, previousToDay: CivilDate, previousEndsOn: CivilDate, previousBusinessDays: Int,
        previousElapsed: Int
    ) {
        self.window = window
        self.startsOn = startsOn
        self.toDay = toDay
        self.endsOn = endsOn
        self.businessDays = businessDays
        self.elapsed = elapsed
        self.previousStartsOn = previousStartsOn
        self.previousToDay = previousToDay
        self.previousEndsOn = previousEndsOn
        self.previousBusinessDays = previousBusinessDays
        self.previousElapsed = previousElapsed
    }
}
