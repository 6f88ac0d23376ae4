internal import Model

/// Words what is wrong with targets.
struct TargetWords {
    let setting: TargetSetting
    let metrics: [String: MetricManifest]
    var spots: TargetSpots

    private static let shown = 20

    func text(_ rule: TargetComplaints.Rule, _ name: String, _ owner: String) -> (what: String, remedy: String) {
        switch rule {
        case .metric:
            return (
                "there is no metric \"\(name)\", which targets name",
                suggestion(name, setting.knownMetrics) ?? "`countback metrics list` shows all metrics."
            )
        case .value:
            let manifest = metrics[owner]
            let known = manifest?.values.map(\.id) ?? []
            return (
                "\(owner) has no value \"\(name)\", which targets name as measure",
                suggestion(name, known) ?? "Its values are \(known.joined(separator: ", "))."
            )
        case .level where name.isEmpty:
            return ("targets name the member \"\(owner)\" and no level", "Write the member's dimension as level, such as country.")
        case .level:
            return (
                "\"\(name)\", which targets name as level, is no dimension of the ledger",
                suggestion(name, setting.levels)
                    ?? "Its dimensions are \(setting.levels.sorted().joined(separator: ", ")); leave level empty for the whole."
            )
        case .member where name.isEmpty:
            return (
                "targets for the level \(owner) name no member",
                "Name the member; those without one are \"\(Dimension.missingMember)\". Leave level empty too for the whole."
            )
        case .member:
            return (
                "no customer has the \(owner) \"\(name)\", which targets name",
                suggestion(name, spots.known(owner, asPaths: name.contains("/")) + setting.members(owner))
                    ?? "Mend the member's name, or remove its targets."
            )
        case .ambiguous: return ambiguous(name, owner)
        case .unusedLevel:
            return (
                "targets of \(owner) by \(name) are not used: the report isn't grouped by \(name), and days and percents don't add up",
                "Add \(name) to group_by, or give the target for a level that the report has."
            )
        }
    }

    private func ambiguous(_ name: String, _ level: String) -> (what: String, remedy: String) {
        var spots = spots
        guard case .ambiguous(let paths) = spots.spot(level, name) else { return ("", "") }
        let rest = paths.count > 10 ? " and \(paths.count - 10) more" : ""
        return (
            "the \(level) \"\(name)\", which targets name, stands at \(paths.count) places: "
                + paths.prefix(10).joined(separator: ", ") + rest,
            "Write the path as member, such as \(paths[0])."
        )
    }

    func overlaps(_ pairs: [(TargetRow, TargetRow)]) -> [Finding] {
        let findings = pairs.prefix(Self.shown).map { a, b in
            let what = a.level.isEmpty ? "the whole" : "\(a.level) \(a.member)"
            let value = a.measure.isEmpty ? a.metric : "\(a.metric).\(a.measure)"
            return Finding(
                "overlapping-targets", .error,
                "two targets of \(value) for \(what) are for periods of the same length that overlap: \(a.periodStart) to "
                    + "\(a.periodEnd) (\(a.place)) and \(b.periodStart) to \(b.periodEnd) (\(b.place))",
                place: b.place, remedy: "Remove one of the rows; where periods overlap the shorter one counts.", count: 2)
        }
        let rest = pairs.count - findings.count
        guard rest > 0 else { return findings }
        return findings + [
            Finding(
                "overlapping-targets", .error, "\(rest.counted("more pair")) of targets overlap in periods of the same length",
                place: pairs[Self.shown].1.place, remedy: "Remove one row of each pair.", count: rest)
        ]
    }

    private func suggestion(_ name: String, _ known: [String]) -> String? { Spelling.suggestion(for: name, among: known) }
}
