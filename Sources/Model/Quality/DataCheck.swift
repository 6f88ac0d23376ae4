/// A check that a run makes of its data: its id, what it looks for, and how much what it finds matters.
///
/// Findings carry a check's id; a report definition may change how much one matters: `severities: { stale-extract: error }`.
package struct DataCheck: Sendable, Hashable {
    package enum Subject: String, Sendable, CaseIterable {
        case sources = "Sources"
        case ledger = "Ledger"
        case rates = "Rates"
        case targets = "Targets"
        case figures = "Figures"
    }

    package let id: String
    package let subject: Subject
    /// Unless the report says otherwise.
    package let severity: Finding.Severity
    /// What it looks for, as a heading: `Items without a due date`.
    package let title: String
    /// What it means for the figures.
    package let meaning: String
    package let remedy: String
    /// Why what it finds can't be tolerated; nil where a report may.
    package let whyFixed: String?

    package var isFixed: Bool { whyFixed != nil }

    init(
        _ id: String, _ subject: Subject, _ severity: Finding.Severity, _ title: String, _ meaning: String, remedy: String,
        fixed whyFixed: String? = nil
    ) {
        self.id = id
        self.subject = subject
        self.severity = severity
        self.title = title
        self.meaning = meaning
        self.remedy = remedy
        self.whyFixed = whyFixed
    }

    /// Every check of the data, in the order in which a pack lists them.
    package static let all = sources + reading + ledger + derived + rates + targets + figures

    package static func named(_ id: String) -> DataCheck? { byID[id] }
    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    /// A finding of this check, at its own severity and with its own remedy unless another is given.
    package func finding(
        _ message: String, place: Place? = nil, remedy: String? = nil, count: Int? = nil, amounts: [String: ExactDecimal] = [:]
    ) -> Finding {
        Finding(id, severity, message, place: place, remedy: remedy ?? self.remedy, count: count, amounts: amounts)
    }
}
