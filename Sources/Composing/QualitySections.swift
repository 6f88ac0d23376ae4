internal import Model

/// The last section but one: what was read, what was checked, and what to look at.
///
/// The tables stand above one another on one sheet, so like columns have like places. In CSV their ids, severities and
/// results stay as programs know them; sentences are in the pack's language there too.
extension PackComposer {
    func dataQuality() -> Section {
        let tables = [findingsTable()] + loadedTables() + [equationsTable()]
        return Section(
            id: "data_quality", kind: .dataQuality, title: words[.dataQuality], subtitle: words[.dataQualityAbout],
            blocks: tables.map(Block.table))
    }

    /// The same tables for CSV, a file each.
    func qualityTidy() -> [Table] {
        ([findingsTable(isTidy: true)] + loadedTables(isTidy: true)).map { table in
            var tidy = table
            tidy.layout = .tidy
            return tidy
        }
    }

    /// What was read and checked for all; a member's pack of a split has nothing of it.
    private func loadedTables(isTidy: Bool = false) -> [Table] {
        guard results.member == nil else { return [] }
        var tables = [sourcesTable()]
        if !results.rejectCounts.isEmpty { tables.append(rejectsTable(isTidy: isTidy)) }
        if !results.controls.isEmpty { tables.append(controlsTable(isTidy: isTidy)) }
        tables.append(dataChecksTable(isTidy: isTidy))
        return tables
    }

    private func findingsTable(isTidy: Bool = false) -> Table {
        let said = SaidFindings(words: words, manifests: results.metrics.map(\.plugin.manifest))
        let rows = results.findings.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
            .map { _, finding in
                Row([
                    Cell(.text(isTidy ? finding.severity.rawValue : words.name(of: finding.severity))), Cell(.text(finding.id)),
                    Cell(.text(said.message(finding))), Cell(said.remedy(finding).map(CellValue.text) ?? .empty),
                    Cell(finding.place.map { .text($0.description) } ?? .empty),
                ])
            }
        return Table(
            id: "data_quality.findings", title: words[rows.isEmpty ? .noFindings : .findings], layout: .plain,
            columns: [
                column("severity", .severity), column("id", .check), column("message", .what), column("remedy", .whatToDo),
                column("place", .place),
            ], rows: rows)
    }

    // MARK: Checks

    /// What was found first, by severity, then what is fine, then what there was nothing to check for.
    private func dataChecksTable(isTidy: Bool = false) -> Table {
        let found = results.dataChecks.filter { !$0.holds }
        let ordered = Finding.Severity.allCases.reversed().flatMap { severity in found.filter { $0.severity == severity } }
        let fine = results.dataChecks.filter { $0.state == .fine }
        let rest = results.dataChecks.filter { $0.holds && $0.state != .fine }
        return Table(
            id: "data_quality.checks",
            title: words(.checks, ["found": .count(found.count), "made": .count(results.dataChecks.count - rest.count)]),
            layout: .plain,
            columns: [
                column("severity", .severityWhenFound), column("id", .check), column("title", .lookedAt), column("remedy", .whatToDo),
                column("place", .place), column("result", .result), column("count", .count, .number), column("amount", .amount),
                column("subject", .subject),
            ], rows: (ordered + fine + rest).map { Row(cells(of: $0, isTidy: isTidy)) })
    }

    private func cells(of check: DataCheckOutcome, isTidy: Bool) -> [Cell] {
        let said = SaidFindings(words: words, manifests: results.metrics.map(\.plugin.manifest))
        let (result, name, count, advice): (Word, String, CellValue, String?) =
            switch check.state {
            case .fine: (.fine, "fine", .integer(0), nil)
            case .found(let count): (.found, "found", .integer(count), said.remedy(check))
            case .notMade(let why): (.notMade, "not made", .empty, words(.nothingToCheck, ["why": .text(words.said(why, as: "not_made"))]))
            }
        let amounts = check.amounts.sorted { $0.key < $1.key }.map { currency, amount in
            let figure = amount.withDecimals(atLeast: CurrencyCode.minorUnits(currency))
            return "\(isTidy ? figure.description : words.figures.number(figure)) \(currency)"
        }
        return [
            Cell(.text(isTidy ? check.severity.rawValue : words.name(of: check.severity))), Cell(.text(check.id)),
            Cell(.text(said.title(check))), Cell(advice.map(CellValue.text) ?? .empty),
            Cell(check.place.map(CellValue.text) ?? .empty), Cell(.text(isTidy ? name : words[result])), Cell(count),
            Cell(amounts.isEmpty ? .empty : .text(amounts.joined(separator: ", "))), Cell(.text(said.subject(check))),
        ]
    }

    /// The metrics' own equations.
    private func equationsTable() -> Table {
        let rows = metrics.flatMap { metric in
            metric.checks.map { check in
                Row([
                    Cell(.text(words[check.failures.isEmpty ? .holds : .fails])), Cell(.text(metric.plugin.manifest.title)),
                    Cell(.text(metric.plugin.manifest.equations[check.title] ?? check.title)), Cell(.integer(check.tried)),
                    Cell(.integer(check.failures.count)),
                ])
            }
        }
        return Table(
            id: "data_quality.equations", title: words[rows.isEmpty ? .noEquations : .equations], layout: .plain,
            columns: [
                column("result", .result), column("metric", .metric), column("equation", .equation), column("tried", .tried, .number),
                column("failures", .failures, .number),
            ], rows: rows)
    }
}
