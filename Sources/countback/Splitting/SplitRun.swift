internal import Model

/// Computes the whole and the members of a split: once, and once more for every currency that members have of their own.
struct SplitRun {
    let run: Run

    func compute(_ journal: Journal) throws -> ComputeStage.Outcome {
        guard let rule = run.project.report.split else { return ComputeStage.Outcome(whole: try run.compute(journal)) }
        let own = run.project.report.currency ?? run.project.ledger.currency
        let others = Dictionary(grouping: run.project.members.filter { $0.currency != nil && $0.currency != own }) { $0.currency ?? "" }
        let apart = Set(others.values.flatMap { $0.map(\.name) })
        var outcome = try run.compute(journal, members: MemberChoice(rule: rule) { !apart.contains($0) })
        for (currency, members) in others.sorted(by: { $0.key < $1.key }) {
            run.progress.begin("computing in \(currency)")
            var other = run
            // An amount is rounded once, in the currency that it is shown in.
            other.project.report.currency = currency
            let names = Set(members.map(\.name))
            let more = try other.compute(Journal(), members: MemberChoice(rule: rule) { names.contains($0) })
            outcome.members += more.members
            outcome.sums += more.sums
        }
        outcome.members.sort { ($0.member ?? "") < ($1.member ?? "") }
        return outcome
    }
}
