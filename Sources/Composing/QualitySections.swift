internal import Model

/// The last section but one: what was read, what was checked, and what to look at.
///
/// The tables stand above one another on one sheet, so like columns have like places.
extension PackComposer {
    func dataQuality() -> Section {
        let tables = [findingsTable()] + sourceTables() + [dataChecksTable(), equationsTable()]
        return Section(
            id: "data_quality", kind: .dataQuality, title: "Data quality",
            subtitle: "What was read, what could not be, what was checked, and what to look at.", blocks: tables.map(Block.table))
    }

    /// The same tables for CSV, a file each.
    func qualityTidy() -> [Table] {
        ([findingsTable()] + sourceTables() + [dataChecksTable()]).map { table in
            var tidy = table
            tidy.layout = .tidy
            return tidy
        }
    }

    private func sourceTables() -> [Table] {
        var tables = [sourcesTable()]
        if !results.rejectCounts.isEmpty { tables.append(rejectsTable()) }
        if !results.controls.isEmpty { tables.append(controlsTable()) }
        return tables
    }

    private func findingsTable() -> Table {
        let rows = results.findings.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
            .map { _, finding in
                Row([
                    Cell(.text(finding.severity.rawValue)), Cell(.text(finding.id)), Cell(.text(finding.message)),
                    Cell(finding.remedy.map(CellValue.text) ?? .empty),
                    Cell(finding.place.map { .text($0.description) } ?? .empty),
                ])
            }
        return Table(
            id: "data_quality.findings", title: rows.isEmpty ? "Findings: none" : "Findings", layout: .plain,
            columns: [
                Column(name: "severity", title: "Severity", kind: .text), Column(name: "id", title: "Check", kind: .text),
                Column(name: "message", title: "What", kind: .text), Column(name: "remedy", title: "What to do", kind: .text),
                Column(name: "place", title: "Where", kind: .text),
            ], rows: rows)
    }

    // MARK: Checks

    /// What was found first, by severity, then what is fine, then what there was nothing to check for.
    private func dataChecksTable() -> Table {
        let found = results.dataChecks.filter { !$0.holds }
        let ordered = Finding.Severity.allCases.reversed().flatMap { severity in found.filter { $0.severity == severity } }
        let fine = results.dataChecks.filter { $0.state == .fine }
        let rest = results.dataChecks.filter { $0.holds && $0.state != .fine }
        return Table(
            id: "data_quality.checks", title: "Checks: \(found.count) of \(results.dataChecks.count - rest.count) found something",
            layout: .plain,
            columns: [
                Column(name: "severity", title: "Severity when found", kind: .text), Column(name: "id", title: "Check", kind: .text),
                Column(name: "title", title: "What it looks at", kind: .text), Column(name: "remedy", title: "What to do", kind: .text),
                Column(name: "place", title: "Where", kind: .text), Column(name: "result", title: "Result", kind: .text),
                Column(name: "count", title: "Count", kind: .number), Column(name: "amount", title: "Amount", kind: .text),
                Column(name: "subject", title: "Of", kind: .text),
            ], rows: (ordered + fine + rest).map { Row(cells(of: $0)) })
    }

    private func cells(of check: DataCheckOutcome) -> [Cell] {
        let (result, count, advice): (String, CellValue, String?) =
            switch check.state {
            case .fine: ("fine", .integer(0), nil)
            case .found(let count): ("found", .integer(count), check.remedy)
            case .notMade(let why): ("not made", .empty, "Nothing to check: \(why).")
            }
        let amounts = check.amounts.sorted { $0.key < $1.key }.map { currency, amount in
            "\(amount.withDecimals(atLeast: CurrencyCode.minorUnits(currency))) \(currency)"
        }
        return [
            Cell(.text(check.severity.rawValue)), Cell(.text(check.id)), Cell(.text(check.title)),
            Cell(advice.map(CellValue.text) ?? .empty), Cell(check.place.map(CellValue.text) ?? .empty), Cell(.text(result)),
            Cell(count), Cell(amounts.isEmpty ? .empty : .text(amounts.joined(separator: ", "))), Cell(.text(check.subject)),
        ]
    }

    /// The metrics' own equations.
    private func equationsTable() -> Table {
        let rows = results.metrics.flatMap { metric in
            metric.checks.map { check in
                Row([
                    Cell(.text(check.failures.isEmpty ? "holds" : "fails")), Cell(.text(metric.plugin.manifest.title)),
                    Cell(.text(check.title)), Cell(.integer(check.tried)), Cell(.integer(check.failures.count)),
                ])
            }
        }
        return Table(
            id: "data_quality.equations", title: rows.isEmpty ? "Equations: none" : "Equations", layout: .plain,
            columns: [
                Column(name: "result", title: "Result", kind: .text), Column(name: "metric", title: "Metric", kind: .text),
                Column(name: "equation", title: "Equation", kind: .text),
                Column(name: "tried", title: "Nodes × dates", kind: .number),
                Column(name: "failures", title: "Failures", kind: .number),
            ], rows: rows)
    }
}
