package struct MetricParameter: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case integer(ClosedRange<Int>)
        case decimal(ClosedRange<ExactDecimal>)
        case boolean
        case choice([String])
        case text
        case date
        /// Rising upper bounds in days; the first bucket begins with day 1 (day 0 is "not_due") or with day 0.
        case dayRanges(first: Int)
    }

    package var name: String
    package var title: String
    package var kind: Kind
    package var fallback: ParameterValue
    /// What of the report stands in where the definition sets nothing.
    package var inherits: Inherited?

    package enum Inherited: String, Sendable, CaseIterable { case fiscal_year_start }

    package init(name: String, title: String, kind: Kind, fallback: ParameterValue) {
        self.name = name
        self.title = title
        self.kind = kind
        self.fallback = fallback
    }
}

package enum ParameterValue: Sendable, Hashable {
    case integer(Int), decimal(ExactDecimal), boolean(Bool), text(String), date(CivilDate), dayRanges([Int], first: Int)
}

extension ParameterValue: CustomStringConvertible {
    package var description: String {
        switch self {
        case .integer(let n): String(n)
        case .decimal(let d): d.description
        case .boolean(let b): b ? "yes" : "no"
        case .text(let text): text
        case .date(let day): day.description
        case .dayRanges(let bounds, _): bounds.map(String.init).joined(separator: ", ")
        }
    }
}
