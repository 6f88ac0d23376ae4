internal import Model

/// What of the whole is in no member's pack, or in several: a split by subsets need not be one without rest.
struct SplitGaps {
    let inNone: [[String]]
    let inSeveral: [[String]]

    /// nil where every scope is in exactly one.
    init?(_ split: SplitTree, report: NodeTree) {
        var counts = [Int](repeating: 0, count: report.scopeLeaves.count)
        for member in split.members { for scope in member.scopes { counts[scope] += 1 } }
        func paths(_ isMeant: (Int) -> Bool) -> [[String]] {
            counts.indices.filter { isMeant(counts[$0]) }.map { report.nodes[report.scopeLeaves[$0]].path }
        }
        inNone = paths { $0 == 0 }
        inSeveral = paths { $0 > 1 }
        if inNone.isEmpty, inSeveral.isEmpty { return nil }
    }

    func findings(place: Place?) -> [Finding] {
        func finding(_ paths: [[String]], _ id: String, _ what: String, _ remedy: String) -> Finding? {
            guard !paths.isEmpty else { return nil }
            let examples = paths.prefix(5).map { $0.joined(separator: "/") }
            let more = paths.count > examples.count ? ", …" : ""
            return Finding(
                id, .info, "\(paths.count.counted("scope")) of the whole \(paths.count == 1 ? "is" : "are") \(what): \(examples.joined(separator: ", "))\(more)",
                place: place, remedy: remedy, count: paths.count)
        }
        return [
            finding(inNone, "split-gap", "in no member's pack", "Add a subset for the rest, if anybody is to receive it."),
            finding(inSeveral, "split-overlap", "in several members' packs", "Mind that the members' totals come to more than the whole."),
        ].compactMap { $0 }
    }
}
