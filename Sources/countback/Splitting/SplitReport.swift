internal import Model

/// What a run says of its split: how many packs, and that they add up to the whole.
struct SplitReport {
    let members: Int
    let sums: Int
    let findings: [Finding]

    init(_ outcome: ComputeStage.Outcome, place: Place?) {
        members = outcome.members.count
        sums = outcome.sums
        findings = outcome.gaps?.findings(place: place) ?? []
    }

    /// `12 packs in members/; their 41 sums of facts come to the whole's`.
    var text: String {
        let whole = findings.isEmpty ? "the whole's" : "those of their part of the whole"
        return "  members/ (\(members.counted("pack")); their \(sums.counted("sum")) of facts come to \(whole))"
    }
}
