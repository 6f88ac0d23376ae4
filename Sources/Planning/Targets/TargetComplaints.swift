internal import Model

/// What is wrong with rows of `targets`, gathered so that each wrong name is one finding.
struct TargetComplaints {
    enum Rule: String, CaseIterable {
        case metric = "unknown-target-metric"
        case value = "unknown-target-value"
        case level = "unknown-target-level"
        case member = "unknown-target-member"
        case ambiguous = "ambiguous-target"
        case unusedLevel = "unused-target-level"

        var severity: Finding.Severity { self == .ambiguous ? .error : self == .unusedLevel ? .info : .warning }
    }

    private struct Name: Hashable {
        var rule: Rule
        /// The metric of a value, the level of a member; else empty.
        var owner: String
        var name: String
    }

    private struct Rows {
        var count = 0
        var places: [Place] = []
    }

    /// Findings of one rule before the rest is put into one.
    private static let shown = 20
    private static let placesShown = 5

    private var rows: [Name: Rows] = [:]
    private var order: [Name] = []
    private var reversed: [TargetRow] = []
    private var wholes = Rows()

    mutating func add(_ rule: Rule, _ name: String, of owner: String = "", _ place: Place) {
        let key = Name(rule: rule, owner: owner, name: name)
        if rows[key] == nil { order.append(key) }
        Self.add(place, to: &rows[key, default: Rows()])
    }

    mutating func addReversed(_ row: TargetRow) { reversed.append(row) }
    mutating func addWhole(_ place: Place) { Self.add(place, to: &wholes) }

    private static func add(_ place: Place, to rows: inout Rows) {
        rows.count += 1
        if rows.places.count < placesShown { rows.places.append(place) }
    }

    /// `words` gives a name's sentence and its remedy.
    func findings(
        filter: [Filter], words: (_ rule: Rule, _ name: String, _ owner: String) -> (what: String, remedy: String)
    ) -> [Finding] {
        let named = Rule.allCases.flatMap { rule -> [Finding] in
            let all = order.filter { $0.rule == rule }
            var findings = all.prefix(Self.shown).compactMap { name -> Finding? in
                guard let rows = rows[name] else { return nil }
                let text = words(rule, name.name, name.owner)
                return finding(rule.rawValue, rule.severity, text.what, rows, remedy: text.remedy)
            }
            let rest = all.dropFirst(Self.shown)
            if let first = rest.first, let last = rest.last {
                let count = rest.reduce(0) { $0 + (rows[$1]?.count ?? 0) }
                findings.append(
                    Finding(
                        rule.rawValue, rule.severity,
                        "the same holds for \(rest.count.counted("more name")), \"\(first.name)\" to \"\(last.name)\", in \(count.counted("row"))",
                        place: rows[first]?.places.first, remedy: "Mend the first ones; they may have one cause.", count: count))
            }
            return findings
        }
        return named + periods + whole(filter)
    }

    private var periods: [Finding] {
        let all = reversed.prefix(Self.shown).map { row in
            Finding(
                "target-period", .error,
                "the period of a target of \(row.metric) ends on \(row.periodEnd), before it starts on \(row.periodStart)",
                place: row.place, remedy: "Swap period_start and period_end, or mend the one that is wrong.", count: 1)
        }
        let rest = reversed.count - all.count
        guard rest > 0 else { return all }
        return all + [
            Finding(
                "target-period", .error, "the periods of \(rest.counted("more target")) end before they start",
                place: reversed[Self.shown].place, remedy: "Mend period_start or period_end.", count: rest)
        ]
    }

    private func whole(_ filter: [Filter]) -> [Finding] {
        guard wholes.count > 0 else { return [] }
        let filtered = filter.map(\.dimension.name).joined(separator: ", ")
        return [
            finding(
                "unused-target-of-whole", .info,
                "targets for the whole ledger are not used, because the report is filtered by \(filtered)", wholes,
                remedy: "Set the target in the report definition, or give targets by level and member.")
        ]
    }

    private func finding(
        _ id: String, _ severity: Finding.Severity, _ what: String, _ rows: Rows, remedy: String
    ) -> Finding {
        var places = rows.places.map(\.description)
        if rows.count > places.count { places.append("\((rows.count - places.count).counted("more row"))") }
        let listed = rows.count > 1 ? " (\(places.joined(separator: ", ")))" : ""
        return Finding(id, severity, what + listed, place: rows.places.first, remedy: remedy, count: rows.count)
    }
}
