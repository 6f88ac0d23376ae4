/// When a pack is sent at all: `aged_debt.overdue_share > 20% or dso.countback rises by 3`.
package indirect enum DeliveryCondition: Sendable, Hashable {
    case test(FigureTest)
    case not(DeliveryCondition)
    case all([DeliveryCondition])
    case any([DeliveryCondition])

    /// Every figure that it asks for.
    package var tests: [FigureTest] {
        switch self {
        case .test(let test): [test]
        case .not(let inner): inner.tests
        case .all(let parts), .any(let parts): parts.flatMap(\.tests)
        }
    }
}

/// One question about a figure of the key date.
package struct FigureTest: Sendable, Hashable {
    package enum Comparison: String, Sendable, CaseIterable {
        case above = ">"
        case atLeast = ">="
        case below = "<"
        case atMost = "<="
        case equal = "="
        case different = "!="

        package func holds(_ a: ExactDecimal, _ b: ExactDecimal) -> Bool {
            switch self {
            case .above: a > b
            case .atLeast: a >= b
            case .below: a < b
            case .atMost: a <= b
            case .equal: a == b
            case .different: a != b
            }
        }
    }

    package enum Question: Sendable, Hashable {
        case compares(Comparison, ExactDecimal)
        /// By so much or more since the point before; any rise where it is nil.
        case rises(by: ExactDecimal?)
        case falls(by: ExactDecimal?)
        case stands(TargetStatus)

        package var isAboutChange: Bool {
            switch self {
            case .rises, .falls: true
            case .compares, .stands: false
            }
        }
    }

    package var metric: String
    /// Empty: the headline.
    package var value: String
    package var question: Question
    /// Whether the number is a percentage: a ratio already.
    package var isPercent: Bool
    package var place: Place

    package init(metric: String, value: String, question: Question, isPercent: Bool = false, place: Place) {
        self.metric = metric
        self.value = value
        self.question = question
        self.isPercent = isPercent
        self.place = place
    }
}
