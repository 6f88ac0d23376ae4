internal import Model

extension [Finding] {
    /// With the severities that a report definition gives its checks; what can't be tolerated stays an error.
    func changed(by severities: [String: Located<Finding.Severity>]) -> [Finding] {
        map { finding in
            guard let severity = severities[finding.id]?.value else { return finding }
            var changed = finding
            changed.severity = DataCheck.named(finding.id)?.isFixed == true ? Swift.max(finding.severity, severity) : severity
            return changed
        }
    }

    /// A check that a metric makes too is told in the metric's words, which say what its figures do about it; the amounts
    /// are the ledger's.
    func toldOnce() -> [Finding] {
        guard let ours = firstIndex(where: { $0.id == DataCheck.noDueDate.id }),
            let theirs = lastIndex(where: { $0.id == DataCheck.noDueDate.id }), ours != theirs
        else { return self }
        var told = self
        if told[theirs].amounts.isEmpty { told[theirs].amounts = told[ours].amounts }
        if told[theirs].place == nil { told[theirs].place = told[ours].place }
        told.remove(at: ours)
        return told
    }
}
