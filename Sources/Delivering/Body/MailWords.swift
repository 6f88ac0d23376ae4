package import Model

/// Every word that a mail says besides those of its pack, and how its language writes figures.
package struct MailWords: Sendable {
    package var language = "en"
    package var isRightToLeft = false
    /// A cell's value with its unit, as the pack writes it.
    package var figure: @Sendable (CellValue) -> String

    var asOf = "As of {day}"
    var amountsIn = "Amounts in {currency}"
    var target = "Target"
    var met = "Met"
    var near = "Near"
    var missed = "Missed"
    var better = "better"
    var worse = "worse"
    var change = "Change"
    var trendOf = "Trend: {points} points, oldest first"
    var status = "Status"
    var attached = "Attached"
    var filesLeftOut = "The files are too large for the mail server and were left out: {files}."
    var filesAt = "They are here: {place}"
    var corrected = "Corrected: {subject}"
    var sentBecause = "Sent because {facts}."
    var notSentBecause = "Not sent because {facts}."
    var test = "[for {recipient}] {subject}"
    var subject = "{title} {member} {as_of}: {status}"
    var more = "and {count} more, in the attached pack"
    var and = "and"
    var madeBy = "Made by Countback {version}"
    var noTarget = "it has no target"
    var noPointBefore = "there is no figure before it to compare with"

    package init(figure: @escaping @Sendable (CellValue) -> String) { self.figure = figure }

    func status(_ status: TargetStatus) -> String {
        switch status {
        case .met: met
        case .near: near
        case .missed: missed
        }
    }

    func filled(_ text: String, _ values: [String: String]) -> String {
        Places.filled(text, values)
    }

    func listed(_ texts: [String]) -> String {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return texts.dropLast().joined(separator: "; ") + "; \(and) " + last
    }

    // MARK: Facts of a condition

    func value(_ figure: FigureNow, _ value: ExactDecimal) -> String {
        switch figure.unit {
        case .money: self.figure(.money(value, currency: figure.currency))
        case .percent: self.figure(.percent(value))
        case .days: self.figure(.days(value))
        case .count: value.scale == 0 ? self.figure(.integer(Int(value.unscaled))) : value.description
        }
    }

    func compared(_ figure: FigureNow, _ value: ExactDecimal, _ comparison: FigureTest.Comparison, _ limit: ExactDecimal, holds: Bool) -> String {
        let word =
            switch (comparison, holds) {
            case (.above, true), (.atMost, false): "above"
            case (.above, false), (.atMost, true): "not above"
            case (.below, true), (.atLeast, false): "below"
            case (.below, false), (.atLeast, true): "not below"
            case (.equal, true), (.different, false): "equal to"
            case (.equal, false), (.different, true): "different from"
            }
        return "\(figure.title) is \(self.value(figure, value)), which is \(word) \(self.value(figure, limit))"
    }

    func moved(_ figure: FigureNow, from before: ExactDecimal, to now: ExactDecimal) -> String {
        let difference = now - before
        guard !difference.isZero else { return "\(figure.title) has stayed at \(value(figure, now))" }
        return "\(figure.title) has \(difference.isNegative ? "fallen" : "risen") from \(value(figure, before)) to \(value(figure, now))"
    }

    func stands(_ title: String, _ status: TargetStatus) -> String { "the target of \(title) is \(self.status(status).lowercased())" }
    func unavailable(_ title: String, _ reason: String) -> String { "\(title) is unavailable (\(reason))" }
    func noSuchFigure(_ test: FigureTest) -> String { "\(test.metric) is not in the pack" }
}

extension MailWords {
    /// `Not sent because …`, for the log.
    package func why(notSent facts: [String]) -> String { filled(notSentBecause, ["facts": listed(facts)]) }
}
