internal import Metrics
internal import Model

/// Every check of a run with what it came to, so that a reviewer sees what was looked at and found to be fine.
struct DataCheckSummary {
    let report: ReportDefinition
    let ledger: LedgerDefinition
    let shape: LedgerShape
    let metrics: [SelectedMetric]
    /// With the severities that the report gives them.
    let findings: [Finding]
    let balances: [ControlResult]
    /// Days of control balances that nothing is kept of.
    let unreached: [CivilDate]

    func outcomes() -> [DataCheckOutcome] {
        let found = Dictionary(grouping: findings, by: \.id)
        let own = metrics.flatMap { metric in
            metric.plugin.manifest.findings.filter { DataCheck.named($0.id) == nil }.map { declared in
                outcome(
                    declared.id, metric.plugin.manifest.title, declared.subject, declared.severity, remedy: declared.remedy,
                    found[declared.id] ?? [], whyNot: nil)
            }
        }
        return DataCheck.all.map {
            outcome($0.id, $0.subject.rawValue, $0.title, $0.severity, remedy: $0.remedy, found[$0.id] ?? [], whyNot: whyNotMade($0))
        } + own
    }

    private func outcome(
        _ id: String, _ subject: String, _ title: String, _ severity: Finding.Severity, remedy: String?, _ findings: [Finding],
        whyNot: String?
    ) -> DataCheckOutcome {
        var amounts: [String: ExactDecimal] = [:]
        for finding in findings { amounts.merge(finding.amounts, uniquingKeysWith: +) }
        let count = findings.reduce(0) { $0 + ($1.count ?? 1) }
        let places = findings.compactMap(\.place?.description)
        return DataCheckOutcome(
            id: id, subject: subject, title: title,
            severity: findings.map(\.severity).max() ?? report.severities[id]?.value ?? severity,
            state: findings.isEmpty ? whyNot.map { .notMade($0) } ?? .fine : .found(count), amounts: amounts,
            place: places.first, remedy: findings.isEmpty ? nil : findings.compactMap(\.remedy).first ?? remedy)
    }

    // MARK: What there is to check

    private func whyNotMade(_ check: DataCheck) -> String? {
        let has = { (relation: String) in shape.relations[relation] != nil }
        switch check.id {
        case "control-total":
            return ledger.sources.contains { $0.control?.rows != nil || !($0.control?.amount.isEmpty ?? true) }
                ? nil : "the ledger states no control totals"
        case DataCheck.controlBalance.id:
            if !balances.isEmpty { return nil }
            return unreached.first.map { "the control balance is of \($0)" } ?? "the ledger states no control balance"
        case DataCheck.futurePosting.id: return ledger.extractedOn == nil ? "the ledger doesn't say when it was extracted" : nil
        case DataCheck.noCustomerMaster.id: return has("customers") ? nil : "the ledger has no customers"
        case DataCheck.noCollector.id:
            guard let customers = shape.relations["customers"] else { return "the ledger has no customers" }
            return customers.has("collector") ? nil : "customers has no column \"collector\""
        case DataCheck.possibleDuplicate.id:
            return ["document_no", "reference"].contains { shape.relations["items"]?.has($0) == true }
                ? nil : "items has neither document numbers nor references"
        case "allocated-past-zero", "cleared-otherwise", "dangling-allocation", "allocation-sign", "mixed-currencies":
            return has("allocations") ? nil : "the ledger has no allocations"
        case DataCheck.unknownDisputedItem.id: return has("disputes") ? nil : "no disputes were read"
        case "unknown-item": return ["promises", "submissions"].contains(where: has) ? nil : "no promises or submissions were read"
        case "no-currency":
            return ["disputes", "promises"].contains(where: has) ? nil : "no disputes or promises were read"
        case "filter-unreached": return report.filter.isEmpty ? "the report has no filter" : nil
        case "trend-before-complete-from": return ledger.completeFrom == nil ? "the ledger doesn't say from when it is complete" : nil
        case "key-date-after-extract": return ledger.extractedOn == nil ? "the ledger doesn't say when it was extracted" : nil
        case "calendar-without-weekend": return report.calendar == nil ? "the report follows no calendar" : nil
        case "duplicate-item": return ledger.sources.count { $0.relation == "items" } > 1 ? nil : "items have one source"
        case "too-much-rejected": return ledger.tolerance.amount.isEmpty ? "the ledger states no tolerated amount" : nil
        case "mended-rows", "mended-unused": return hasSource { $0.mended != nil } ? nil : "no source has mended rows"
        case "rows-replaced": return hasSource { $0.onDuplicate == .latest_file } ? nil : "no source takes the latest file's rows"
        case "list-total": return hasSource { $0.format.lines.layout == .list } ? nil : "no source is a list"
        case "lines-skipped": return hasSource { !$0.format.lines.isPlain } ? nil : "no format names lines that are no rows"
        case "stale-rate": return has("fx_rates") ? nil : "the ledger has no fx_rates"
        default: break
        }
        if DataCheck.derived.contains(check) {
            return hasSource(\.derivesAllocations) ? nil : "no source makes allocations from what its items say of each other"
        }
        if check.subject == .targets { return hasTargets ? nil : "there are no targets" }
        if check.subject == .figures { return metrics.contains { !$0.plugin.manifest.checks.isEmpty } ? nil : "the metrics state none" }
        return nil
    }

    private func hasSource(_ isOne: (SourceDefinition) -> Bool) -> Bool { ledger.sources.contains(where: isOne) }

    private var hasTargets: Bool {
        shape.relations["targets"] != nil || metrics.contains { !$0.selection.targets.isEmpty }
    }
}
