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

    /// What the ledger's checks found and a metric tells too is told in the metric's words, which say what its figures do
    /// about it; the place, the amounts and the examples are the ledger's.
    func told(withMetrics own: [Finding]) -> [Finding] {
        var rest = self
        let told = own.map { finding in
            guard let index = rest.firstIndex(where: { $0.id == finding.id }) else { return finding }
            let ours = rest.remove(at: index)
            var finding = finding
            if finding.place == nil { finding.place = ours.place }
            if finding.amounts.isEmpty { finding.amounts = ours.amounts }
            if finding.examples.isEmpty, !ours.examples.isEmpty {
                finding.examples = ours.examples
                finding.message += " (\(ours.examples.joined(separator: ", "))\((finding.count ?? 0) > ours.examples.count ? ", …" : ""))"
            }
            return finding
        }
        return rest + told
    }
}
