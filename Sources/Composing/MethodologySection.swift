internal import Model

/// The last section: how every figure is made, and from what.
extension PackComposer {
    func methodology() -> Section {
        var blocks: [Block] = []
        for metric in metrics {
            let manifest = metric.plugin.manifest
            blocks.append(.note(Note(.plain, title: manifest.title, manifest.description)))
            blocks.append(.note(Note(.formula, title: words[.formula], lines(of: manifest.formula))))
            let rows = manifest.parameters.map { parameter in
                Row([
                    Cell(.text(parameter.name)), Cell(.text(parameter.title)),
                    Cell(.text(written(metric.parameters[parameter.name] ?? parameter.fallback))),
                    Cell(.text(written(parameter.fallback))),
                ])
            }
            guard !rows.isEmpty else { continue }
            blocks.append(
                .table(
                    Table(
                        id: "methodology.\(manifest.id)", title: words(.parametersOf, ["metric": .text(manifest.title)]), layout: .plain,
                        columns: [
                            column("parameter", .parameter), column("meaning", .meaning), column("value", .setting), column("default", .fallback),
                        ], rows: rows)))
        }
        blocks.append(
            .note(
                Note(
                    .plain, title: words[.currencyNote],
                    words(
                        definition.rates == .document_date ? .currencyAtDocumentDates : .currencyAtClosingRates,
                        ["currency": .text(results.currency)]))))
        blocks.append(
            .table(
                Table(
                    id: "methodology.provenance", title: words[.madeFrom], layout: .plain,
                    columns: [column("what", .part), column("version or hash", .versionOrHash)],
                    rows: provenance.map { Row([Cell(.text($0.name)), Cell(.identifier($0.value))]) })))
        return Section(
            id: "methodology", kind: .methodology, title: words[.methodology],
            subtitle: words[.methodologyAbout], blocks: blocks)
    }

    /// A parameter's value; words that a definition may choose stay as they are written there.
    func written(_ value: ParameterValue) -> String {
        switch value {
        case .boolean(let flag): words[flag ? .yes : .no]
        case .decimal(let number): words.figures.number(number)
        case .date(let day): words.figures.day(day)
        case .integer, .text, .dayRanges: value.description
        }
    }
}
