internal import Model

/// The last section: how every figure is made, and from what.
extension PackComposer {
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
