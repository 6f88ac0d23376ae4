internal import Model

/// The facts that decide whether a pack is sent.
extension MailWords {
    func compared(_ figure: FigureNow, _ value: ExactDecimal, _ comparison: FigureTest.Comparison, _ limit: ExactDecimal, holds: Bool) -> String {
        let word: Word =
            switch (comparison, holds) {
            case (.above, true), (.atMost, false): .mailIsAbove
            case (.above, false), (.atMost, true): .mailIsNotAbove
            case (.below, true), (.atLeast, false): .mailIsBelow
            case (.below, false), (.atLeast, true): .mailIsNotBelow
            case (.equal, true), (.different, false): .mailIsEqual
            case (.equal, false), (.different, true): .mailIsDifferent
            }
        return said(word, ["title": figure.title, "value": shown(figure, value), "limit": shown(figure, limit)])
    }

    func moved(_ figure: FigureNow, from before: ExactDecimal, to now: ExactDecimal) -> String {
        let difference = now - before
        if difference.isZero { return said(.mailHasStayed, ["title": figure.title, "now": shown(figure, now)]) }
        return said(difference.isNegative ? .mailHasFallen : .mailHasRisen, ["title": figure.title, "before": shown(figure, before), "now": shown(figure, now)])
    }

    func stands(_ title: String, _ status: TargetStatus) -> String { said(.mailTargetIs, ["title": title, "status": words.name(of: status)]) }
    func unavailable(_ title: String, _ reason: String) -> String { said(.mailUnavailable, ["title": title, "reason": reason]) }
    func noSuchFigure(_ test: FigureTest) -> String { said(.mailAbsent, ["metric": test.metric]) }
    var noTarget: String { words[.mailNoTarget] }
    var noPointBefore: String { words[.noFigureBefore] }

    private func shown(_ figure: FigureNow, _ value: ExactDecimal) -> String {
        switch figure.unit {
        case .money: self.figure(.money(value, currency: figure.currency))
        case .percent: self.figure(.percent(value))
        case .days: self.figure(.days(value))
        case .count: words.figures.number(value)
        }
    }
}
