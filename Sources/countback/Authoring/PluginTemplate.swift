/// The files of a new metric: a small one that works, with comments that say why it is written so.
///
/// It measures how much of the open debits is late. Each text is in `PluginTemplate+Texts.swift`; `{ID}` and
/// `{TITLE}` in them stand for the metric's own.
struct PluginTemplate {
    let id: String

    /// `late_debts` becomes `Late debts`.
    var title: String {
        let words = id.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// Path in the metric's folder, what the file is, and its text.
    var files: [(path: String, purpose: String, text: String)] {
        [
            ("metric.yaml", "what it is: parameters, facts, values, tables, charts, checks, findings", Self.manifest),
            ("facts/debts.sql", "the ledger added up per scope", Self.facts),
            ("kpi.sql", "figures from the facts, at every key date and node", Self.kpi),
            ("tables/kinds.sql", "a table over the facts", Self.table),
            ("details/items.sql", "the list behind the number", Self.details),
            ("examples/rolled_up.yaml", "a worked example: figures, a table, the list, a finding", Self.rolledUp),
            ("examples/nothing_open.yaml", "a worked example: no figure, and the reason", Self.nothingOpen),
        ].map { ($0.0, $0.1, filled($0.2)) }
    }

    private func filled(_ text: String) -> String {
        text.replacing("{ID}", with: id).replacing("{TITLE}", with: title)
    }
}
