internal import Extracts
internal import Model

/// What loading found: rejected rows by reason, rows unaccounted for, control totals that differ.
enum LoadFindings {
    static func all(_ source: SourceDefinition, _ report: ExtractReport) -> [Finding] {
        report.groups.map { rejected($0, source, report) } + report.files.compactMap(unaccounted)
    }

    private static func rejected(_ group: RejectGroup, _ source: SourceDefinition, _ report: ExtractReport) -> Finding {
        let kind = group.kind.rawValue
        let column = group.column.map { " in \($0)" } ?? ""
        let first = report.rejects.first { $0.file == group.file && $0.column == group.column }
        let example = first.map { "First: \($0.reason). " } ?? ""
        return Finding(
            "rejected-rows", .warning,
            "\(group.count.counted("row")) of \(source.relation) rejected: \(kind)\(column)",
            place: Place(file: group.file, line: first?.line), remedy: "\(example)All are in rejects.csv.", count: group.count)
    }

    private static func unaccounted(_ file: SourceFile) -> Finding? {
        guard file.loaded + file.rejected != file.read else { return nil }
        return Finding(
            "rows-unaccounted", .error,
            "\(file.path) has \(file.read) records by an independent count, but \(file.loaded) were loaded and \(file.rejected) rejected",
            place: Place(file: file.path), remedy: "Check the declared delimiter, quote and encoding.")
    }
}

extension LoadStage.Outcome {
    /// Refuses what is rejected beyond the ledger's tolerance, and rows that nobody can account for.
    ///
    /// Findings that only the report's `severities` make errors are told later, with all the others.
    func refuseBeyondTolerance(_ ledger: LedgerDefinition, shownAs file: String? = nil) throws {
        var problems = findings.filter { $0.severity == .error }
        let rejected = reports.reduce(0) { $0 + $1.rejected }
        if rejected > ledger.tolerance.rows {
            problems.append(
                Finding(
                    "too-many-rejects", .error, "\(rejected.counted("row was", "rows were")) rejected, and the ledger tolerates \(ledger.tolerance.rows)",
                    place: Place(file: file ?? ledger.shownPlace.file),
                    remedy: "Mend the rows listed in rejects.csv, or state a higher `tolerance: { rows: … }`.", count: rejected))
        }
        var amounts: [String: ExactDecimal] = [:]
        for report in reports { amounts.merge(report.rejectedAmounts, uniquingKeysWith: +) }
        for (currency, amount) in amounts.sorted(by: { $0.key < $1.key }) {
            guard let limit = ledger.tolerance.amount[currency], amount > limit else { continue }
            problems.append(
                Finding(
                    "too-much-rejected", .error,
                    "rows of \(amount.normalized) \(currency) in all were rejected, and the ledger tolerates \(limit)",
                    place: Place(file: file ?? ledger.shownPlace.file), remedy: "Mend the rows listed in rejects.csv, or state a higher tolerance."))
        }
        if !problems.isEmpty { throw Refusal(.badData, problems + findings.filter { $0.severity != .error }) }
    }
}

/// The ERP's control totals against what was loaded.
enum ControlTotalsCheck {
    static func results(_ loaded: [(SourceDefinition, ExtractReport)]) -> [ControlResult] {
        loaded.flatMap { source, report -> [ControlResult] in
            guard let control = source.control else { return [] }
            var results: [ControlResult] = []
            if let rows = control.rows {
                results.append(
                    ControlResult(
                        relation: source.relation, currency: nil, stated: ExactDecimal(rows), found: ExactDecimal(report.loaded)))
            }
            for (currency, amount) in control.amount.sorted(by: { $0.key < $1.key }) {
                let found = report.totals[currency] ?? .zero
                results.append(
                    ControlResult(relation: source.relation, currency: currency, stated: amount, found: found.normalized))
            }
            return results
        }
    }

    static func findings(_ results: [ControlResult]) -> [Finding] {
        results.filter { !$0.holds }.map { control in
            let measure = control.currency.map { "the amount in \($0)" } ?? "the number of rows"
            return Finding(
                "control-total", .warning,
                "\(measure) of \(control.relation) should be \(control.stated) by the ERP, but \(control.found) "
                    + (control.currency == nil && control.found != ExactDecimal(1) ? "were loaded" : "was loaded"),
                remedy: "Take the extract again, or correct `control:` in the ledger definition.")
        }
    }
}
