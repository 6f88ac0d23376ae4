internal import Model

/// The last two sections: what was read and what is wrong with it; how every figure is made.
extension PackComposer {
    func dataQuality() -> Section {
        var blocks: [Block] = [.table(findingsTable()), .table(sourcesTable())]
        if !results.controls.isEmpty { blocks.append(.table(controlsTable())) }
        blocks.append(.table(checksTable()))
        return Section(
            id: "data_quality", kind: .dataQuality, title: "Data quality",
            subtitle: "What was read, what could not be, and what to look at.", blocks: blocks)
    }

    private func findingsTable() -> Table {
        let rows = results.findings.sorted { $0.severity > $1.severity }.map { finding in
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

    private func sourcesTable() -> Table {
        let rows = results.sources.map { source in
            Row([
                Cell(.text(source.relation)), Cell(.text(source.path)), Cell(.integer(source.read)),
                Cell(.integer(source.loaded)), Cell(.integer(source.rejected)), Cell(.identifier(source.hash.sha256)),
            ])
        }
        return Table(
            id: "data_quality.sources", title: "Sources", layout: .plain,
            columns: [
                Column(name: "relation", title: "Relation", kind: .text), Column(name: "file", title: "File", kind: .text),
                Column(name: "read", title: "Rows read", kind: .number),
                Column(name: "loaded", title: "Loaded", kind: .number),
                Column(name: "rejected", title: "Rejected", kind: .number),
                Column(name: "sha256", title: "SHA-256", kind: .identifier),
            ], rows: rows)
    }

    private func controlsTable() -> Table {
        let rows = results.controls.map { control in
            Row([
                Cell(.text(control.relation)), Cell(.text(control.currency ?? "rows")),
                Cell(total(control.stated, control)), Cell(total(control.found, control)),
                Cell(.text(control.holds ? "agrees" : "differs")),
            ])
        }
        return Table(
            id: "data_quality.controls", title: "Control totals", layout: .plain,
            columns: [
                Column(name: "relation", title: "Relation", kind: .text),
                Column(name: "measure", title: "Measure", kind: .text),
                Column(name: "erp", title: "ERP", kind: .number), Column(name: "loaded", title: "Loaded", kind: .number),
                Column(name: "result", title: "Result", kind: .text),
            ], rows: rows)
    }

    private func total(_ figure: ExactDecimal, _ control: ControlResult) -> CellValue {
        guard let currency = control.currency else {
            let rows = figure.normalized
            return rows.scale == 0 ? Int(exactly: rows.unscaled).map { .integer($0) } ?? .text("\(rows)") : .text("\(rows)")
        }
        // A total that is no whole number of minor units shows what it has.
        let scale = max(CurrencyCode.minorUnits(currency), figure.normalized.scale)
        return .money(figure.rounded(scale: scale), currency: currency)
    }

    private func checksTable() -> Table {
        let rows = results.metrics.flatMap { metric in
            metric.checks.map { check in
                Row([
                    Cell(.text(metric.plugin.manifest.title)), Cell(.text(check.title)), Cell(.integer(check.tried)),
                    Cell(.integer(check.failures.count)), Cell(.text(check.failures.isEmpty ? "holds" : "fails")),
                ])
            }
        }
        return Table(
            id: "data_quality.checks", title: rows.isEmpty ? "Checks: none" : "Checks", layout: .plain,
            columns: [
                Column(name: "metric", title: "Metric", kind: .text),
                Column(name: "check", title: "Equation", kind: .text),
                Column(name: "tried", title: "Nodes × dates", kind: .number),
                Column(name: "failures", title: "Failures", kind: .number),
                Column(name: "result", title: "Result", kind: .text),
            ], rows: rows)
    }

    func methodology() -> Section {
        var blocks: [Block] = []
        for metric in results.metrics {
            let manifest = metric.plugin.manifest
            blocks.append(.note(Note(.plain, title: manifest.title, manifest.description)))
            blocks.append(.note(Note(.formula, title: "Formula", lines(of: manifest.formula))))
            let rows = manifest.parameters.map { parameter in
                Row([
                    Cell(.text(parameter.name)), Cell(.text(parameter.title)),
                    Cell(.text((metric.parameters[parameter.name] ?? parameter.fallback).description)),
                    Cell(.text(parameter.fallback.description)),
                ])
            }
            guard !rows.isEmpty else { continue }
            blocks.append(
                .table(
                    Table(
                        id: "methodology.\(manifest.id)", title: "Parameters: \(manifest.title)", layout: .plain,
                        columns: ["Parameter", "Meaning", "Value", "Default"].map {
                            Column(name: $0.lowercased(), title: $0, kind: .text)
                        }, rows: rows)))
        }
        blocks.append(
            .note(
                Note(
                    .plain, title: "Currency",
                    "Balances are converted at the latest rate not after their key date, flows at that of their posting "
                        + "date\(definition.rates == .document_date ? " (here: both at their document date)" : ""), item by "
                        + "item, rounded half away from zero to the minor unit of \(results.currency); sums are sums of these.")))
        blocks.append(
            .table(
                Table(
                    id: "methodology.provenance", title: "Made from", layout: .plain,
                    columns: ["What", "Version or hash"].map { Column(name: $0.lowercased(), title: $0, kind: .text) },
                    rows: provenance.map { Row([Cell(.text($0.name)), Cell(.identifier($0.value))]) })))
        return Section(
            id: "methodology", kind: .methodology, title: "Methodology",
            subtitle: "How every figure in this pack is made.", blocks: blocks)
    }
}
