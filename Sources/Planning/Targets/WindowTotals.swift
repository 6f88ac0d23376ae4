internal import Model

/// What each holder's own targets come to in each window; windows with the same days are counted once.
struct WindowTotals {
    struct Window: Sendable, Hashable {
        var date: Int
        var window: ReportWindow
        var isPrevious: Bool
    }

    private struct Total {
        var parts: [TargetPart]
        /// Where no part is foreign.
        var amount: TargetAmount?
    }

    private struct Calendar {
        /// Different stretches of days, and which of them a window has.
        var days: [ClosedRange<CivilDate>] = []
        var position: [Window: Int] = [:]
    }

    private struct Period: Hashable {
        var calendar: Int
        var days: ClosedRange<CivilDate>
    }

    private let timelines: [Int: TargetTimeline]
    private let tree: TargetTree
    private let calendarOfNode: [Int]
    private let decimals: Int
    private var calendars: [Calendar] = []
    private var totals: [Int: [Total?]] = [:]
    /// In order of the spans.
    private(set) var windows: [Window] = []

    init(timelines: [Int: TargetTimeline], tree: TargetTree, spans: [[TargetSpan]], calendars: [Int], decimals: Int) {
        self.timelines = timelines
        self.tree = tree
        self.calendarOfNode = calendars
        self.decimals = decimals
        var seen: Set<Window> = []
        for spans in spans {
            var calendar = Calendar()
            var known: [ClosedRange<CivilDate>: Int] = [:]
            for span in spans {
                let window = Window(date: span.date, window: span.window, isPrevious: span.isPrevious)
                if seen.insert(window).inserted { windows.append(window) }
                let position = known[span.days] ?? calendar.days.count
                if position == calendar.days.count { calendar.days.append(span.days) }
                known[span.days] = position
                calendar.position[window] = position
            }
            self.calendars.append(calendar)
        }
    }

    private func calendar(of holder: Int) -> Int {
        let node = tree.node(of: holder)
        return calendarOfNode.indices.contains(node) ? calendarOfNode[node] : 0
    }

    /// Fills the totals. The days of whole periods are counted once per calendar, however many holders share them.
    mutating func count(_ businessDays: (_ node: Int, _ days: ClosedRange<CivilDate>) -> Int) {
        var counted: [Period: Int] = [:]
        for (holder, timeline) in timelines {
            let number = calendar(of: holder)
            guard calendars.indices.contains(number) else { continue }
            let node = tree.node(of: holder)
            totals[holder] = calendars[number].days.map { days in
                let parts = timeline.total(
                    over: days, businessDays: { businessDays(node, $0) },
                    wholePeriod: { whole in
                        let period = Period(calendar: number, days: whole)
                        if let known = counted[period] { return known }
                        let days = businessDays(node, whole)
                        counted[period] = days
                        return days
                    })
                return parts.map { parts in
                    let isPlain = parts.count == 1 && parts[0].currency == nil
                    return Total(parts: parts, amount: isPlain ? TargetAmount(parts[0].amount, places: decimals) : nil)
                }
            }
        }
    }

    /// nil where no period covers a day of the window, or a rate is missing.
    func amount(_ holder: Int, _ window: Window, on day: CivilDate, _ rates: inout TargetRates) -> TargetAmount? {
        let number = calendar(of: holder)
        guard calendars.indices.contains(number), let position = calendars[number].position[window],
            let total = totals[holder]?[position]
        else { return nil }
        if let amount = total.amount { return amount }
        return rates.converted(total.parts, on: day, holder: holder).map { TargetAmount($0, places: decimals) }
    }
}
