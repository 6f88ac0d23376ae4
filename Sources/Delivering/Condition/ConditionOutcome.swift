package import Model

/// Whether a condition lets a pack go, and the figures that decided it.
///
/// A figure that is unavailable makes its test undecided. What stays undecided is sent: better a mail too many than a
/// silence that means nothing.
package struct ConditionOutcome: Sendable, Hashable {
    package enum Answer: Sendable { case yes, no, undecided }

    package var answer: Answer
    /// `Overdue share is 23.40%, which is above 20%`.
    package var facts: [String]

    package init(answer: Answer, facts: [String]) {
        self.answer = answer
        self.facts = facts
    }

    package var isSent: Bool { answer != .no }

    package static func of(_ condition: DeliveryCondition, words: MailWords, figure: (FigureTest) -> FigureNow?) -> ConditionOutcome {
        switch condition {
        case .test(let test): return of(test, figure(test), words)
        case .not(let inner):
            let outcome = of(inner, words: words, figure: figure)
            return ConditionOutcome(answer: outcome.answer == .yes ? .no : outcome.answer == .no ? .yes : .undecided, facts: outcome.facts)
        case .all(let parts):
            let outcomes = parts.map { of($0, words: words, figure: figure) }
            return joined(outcomes, deciding: .no, otherwise: .yes)
        case .any(let parts):
            let outcomes = parts.map { of($0, words: words, figure: figure) }
            return joined(outcomes, deciding: .yes, otherwise: .no)
        }
    }

    /// One part with the deciding answer settles it; else one undecided part leaves it open.
    private static func joined(_ outcomes: [ConditionOutcome], deciding: Answer, otherwise: Answer) -> ConditionOutcome {
        let answer = outcomes.contains { $0.answer == deciding } ? deciding : outcomes.contains { $0.answer == .undecided } ? .undecided : otherwise
        return ConditionOutcome(answer: answer, facts: outcomes.filter { $0.answer == answer }.flatMap(\.facts))
    }

    private static func of(_ test: FigureTest, _ figure: FigureNow?, _ words: MailWords) -> ConditionOutcome {
        guard let figure else { return ConditionOutcome(answer: .undecided, facts: [words.noSuchFigure(test)]) }
        func undecided(_ reason: String) -> ConditionOutcome {
            ConditionOutcome(answer: .undecided, facts: [words.unavailable(figure.title, reason)])
        }
        func decided(_ holds: Bool, _ fact: String) -> ConditionOutcome { ConditionOutcome(answer: holds ? .yes : .no, facts: [fact]) }
        guard let value = figure.value else { return undecided(figure.reason ?? "") }
        switch test.question {
        case .compares(let comparison, let limit):
            let holds = comparison.holds(value, limit)
            return decided(holds, words.compared(figure, value, comparison, limit, holds: holds))
        case .stands(let status):
            guard let now = figure.status else { return undecided(words.noTarget) }
            return decided(now == status, words.stands(figure.title, now))
        case .rises(let step), .falls(let step):
            guard let before = figure.before else { return undecided(words.noPointBefore) }
            let isRise = if case .rises = test.question { true } else { false }
            let change = isRise ? value - before : before - value
            let holds = step.map { change >= $0 } ?? (change > .zero)
            return decided(holds, words.moved(figure, from: before, to: value))
        }
    }
}
