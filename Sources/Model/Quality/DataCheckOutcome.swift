/// What a check came to in one run: what it found, that all is well, or why there was nothing to check.
package struct DataCheckOutcome: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        /// How many rows or members it found.
        case found(Int)
        case fine
        /// Why it wasn't made.
        case notMade(String)
    }

    package var id: String
    /// A check's subject, or a metric's title.
    package var subject: String
    package var title: String
    /// As the report has it.
    package var severity: Finding.Severity
    package var state: State
    /// By currency, where it found amounts.
    package var amounts: [String: ExactDecimal]
    package var place: String?
    /// What to do about what it found.
    package var remedy: String?

    package init(
        id: String, subject: String, title: String, severity: Finding.Severity, state: State,
        amounts: [String: ExactDecimal] = [:], place: String? = nil, remedy: String? = nil
    ) {
        self.id = id
        self.subject = subject
        self.title = title
        self.severity = severity
        self.state = state
        self.amounts = amounts
        self.place = place
        self.remedy = remedy
    }

    package var count: Int { if case .found(let count) = state { count } else { 0 } }
    package var holds: Bool { if case .found = state { false } else { true } }
}

/// How many rows of a file were rejected for one kind of reason in one column.
package struct RejectCount: Sendable, Hashable {
    package var relation: String
    package var file: String
    package var column: String?
    package var reason: String
    package var count: Int
    package init(relation: String, file: String, column: String?, reason: String, count: Int) {
        self.relation = relation
        self.file = file
        self.column = column
        self.reason = reason
        self.count = count
    }
}
