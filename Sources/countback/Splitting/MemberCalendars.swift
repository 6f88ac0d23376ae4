internal import Model

/// The calendars that a split's members have of their own: their scopes follow them, in every pack.
struct MemberCalendars {
    let rule: SplitRule
    /// Those that name a calendar.
    let settings: [MemberSetting]

    /// nil where no member names one.
    init?(_ rule: SplitRule?, _ settings: [MemberSetting]) {
        let named = settings.filter { $0.calendar != nil }
        guard let rule, !named.isEmpty else { return nil }
        self.rule = rule
        self.settings = named
    }

    /// - Parameter known: the ledger's calendars.
    func refuseUnknown(_ known: [String]) throws {
        let findings = settings.compactMap { setting -> Finding? in
            guard let name = setting.calendar, !known.contains(name) else { return nil }
            return Finding(
                "unknown-calendar", .error, "the ledger has no calendar \"\(name)\"", place: setting.place,
                remedy: Spelling.suggestion(for: name, among: known) ?? "Its calendars are \(known.joined(separator: ", ")).")
        }
        if !findings.isEmpty { throw Refusal(.badDefinition, findings) }
    }

    /// The calendar of a scope; nil where its members name none.
    ///
    /// - Parameter path: the scope's members by dimension.
    func calendar(of path: [String], _ dimensions: [String]) throws -> String? {
        let own = settings.filter { setting in
            switch rule.parts {
            case .by(let dimension): dimensions.firstIndex(of: dimension.name).map { path[$0] == setting.name } ?? false
            case .subsets(let subsets): subsets.contains { $0.name.name == setting.name && $0.contains(path, dimensions) }
            }
        }
        if let first = own.first, let other = own.first(where: { $0.calendar != first.calendar }) {
            throw Refusal(
                .badDefinition,
                Finding(
                    "two-calendars", .error,
                    "\(path.joined(separator: "/")) is in \(first.name) and in \(other.name), which have different calendars", place: other.place,
                    remedy: "Give both the same calendar, or none: the report's holds then."))
        }
        return own.first?.calendar
    }
}
