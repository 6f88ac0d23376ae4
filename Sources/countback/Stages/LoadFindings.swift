internal import Extracts
internal import Model

/// What loading found: rejected rows by reason, rows unaccounted for, control totals that differ.
enum LoadFindings {
    static func all(_ source: SourceDefinition, _ report: ExtractReport) -> [Finding] {
        report.groups.map { rejected($0, source, report) }
            + zip(report.files, report.skippedByCount).compactMap { unaccounted($0, skipped: $1) }
            + skipped(report) + report.listTotals.map(subtotal) + mended(report) + replaced(report) + binaryAmounts(source, report)
    }

    private static func rejected(_ group: RejectGroup, _ source: SourceDefinition, _ report: ExtractReport) -> Finding {
        let kind = group.kind.rawValue
        let column = group.column.map { " in \($0)" } ?? ""
        let first = group.first.map { report.rejects[$0] }
        let example = first.map { "First: \($0.reason)\($0.reason.hasSuffix("?") ? "" : ".") " } ?? ""
        if group.kind == .encoding {
            return Finding(
                "wrong-encoding", .warning,
                "\(group.count.counted("row")) of \(source.relation) rejected: not written in the declared encoding, \(source.format.encoding.rawValue)",
                place: Place(file: group.file, line: first?.line), remedy: "\(example)All are in rejects.csv.", count: group.count)
        }
        return Finding(
            "rejected-rows", .warning,
            "\(group.count.counted("row")) of \(source.relation) rejected: \(kind)\(column)",
            place: Place(file: group.file, line: first?.line), remedy: "\(example)All are in rejects.csv.", count: group.count)
    }

    private static func unaccounted(_ file: SourceFile, skipped: Int) -> Finding? {
        if file.loaded + file.rejected + file.replaced == file.read {
            guard file.skipped != skipped else { return nil }
            return Finding(
                "rows-unaccounted", .error,
                "\(file.path) has \(skipped) lines that are no rows by an independent count, but \(file.skipped) were skipped",
                place: Place(file: file.path), remedy: "Check the declared layout, header, carry and skip_rows.")
        }
        return Finding(
            "rows-unaccounted", .error,
            "\(file.path) has \(file.read) records by an independent count, but \(file.loaded) were loaded and \(file.rejected) rejected"
                + (file.replaced > 0 ? ", \(file.replaced) replaced" : ""),
            place: Place(file: file.path), remedy: "Check the declared delimiter, quote and encoding.")
    }

    /// Lines that are no rows are fine, and told all the same: nothing is left out in silence.
    private static func skipped(_ report: ExtractReport) -> [Finding] {
        report.files.filter { $0.skipped > 0 }.map { file in
            let kinds = report.skipped.filter { $0.file == file.path }.map { $0.kind.counted($0.count) }
            return Finding(
                "lines-skipped", .info,
                "\(file.skipped.counted("line")) of \(file.path) \(file.skipped == 1 ? "is no row" : "are no rows"): \(kinds.joined(separator: ", "))",
                place: Place(file: file.path), count: file.skipped)
        }
    }

    private static func replaced(_ report: ExtractReport) -> [Finding] {
        report.files.filter { $0.replaced > 0 }.map { file in
            Finding(
                "rows-replaced", .info,
                "\(file.replaced.counted("row")) of \(file.path) \(file.replaced == 1 ? "is" : "are") in a later file too, and that one counts",
                place: Place(file: file.path), count: file.replaced)
        }
    }

    private static func binaryAmounts(_ source: SourceDefinition, _ report: ExtractReport) -> [Finding] {
        report.binaryAmounts.map { column in
            Finding(
                "binary-amounts", .warning,
                "\(column) of \(source.relation) comes from binary floating point, which has no exact cents",
                place: source.place, remedy: "Have the extract written with decimals; until then the shortest decimal that means the same number is taken.")
        }
    }

    private static func mended(_ report: ExtractReport) -> [Finding] {
        guard let file = report.mendedFile?.path else { return [] }
        var findings = report.mended.map { mended in
            Finding(
                "mended-rows", .info,
                "\(mended.count.counted("row")) of \(mended.file) \(mended.count == 1 ? "is" : "are") read as mended in \(file)",
                place: Place(file: mended.file), count: mended.count)
        }
        if let first = report.unusedMends.first {
            findings.append(
                Finding(
                    "mended-unused", .warning,
                    "\(report.unusedMends.count.counted("row")) of \(file) \(report.unusedMends.count == 1 ? "isn't" : "aren't") used: line \(first.line) of \(first.file) isn't rejected",
                    place: Place(file: file, line: first.mendedLine),
                    remedy: "Remove what an extract that was taken again has right.", count: report.unusedMends.count))
        }
        return findings
    }

    private static func subtotal(_ difference: TotalDifference) -> Finding {
        let currency = difference.currency.isEmpty ? "" : " \(difference.currency)"
        return Finding(
            "list-total", .warning,
            "the subtotal \(String(repeating: "*", count: difference.level)) in line \(difference.line) is \(difference.stated)\(currency), but the rows above it add up to \(difference.sum)\(currency)",
            place: Place(file: difference.file, line: difference.line),
            remedy: "Rows are missing or couldn't be read, or the list was changed by hand.")
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
