package import Model

extension ReportDefinition {
    /// What the ledger definition alone shows to be wrong: a calendar that neither it nor its holidays can have.
    package func findings(against ledger: LedgerDefinition) -> [Finding] {
        let name: String
        switch calendar {
        case .one(let only): name = only
        case .by(_, let fallback): name = fallback
        case nil: return []
        }
        let known = ledger.calendars.map(\.name)
        // A calendar may also come from the rows of `holidays`, which only loading shows.
        if known.contains(name) || ledger.sources.contains(where: { $0.relation == "holidays" }) { return [] }
        return [
            Finding(
                "unknown-calendar", .error, "the ledger has no calendar \"\(name)\"",
                place: calendarPlace ?? Place(file: path),
                remedy: Spelling.suggestion(for: name, among: known)
                    ?? (known.isEmpty
                        ? "add \"calendars: { \(name): { weekend: [sat, sun] } }\" to the ledger definition"
                        : "its calendars are \(Problem.list(known))"))
        ]
    }
}
