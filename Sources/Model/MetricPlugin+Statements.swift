extension MetricPlugin {
    /// The texts that run on the ledger's engine.
    package var onLedger: [String] { (Array(views.values) + Array(facts.values) + Array(details.values)).sorted { $0.path < $1.path }.map(\.text) }

    /// The texts that run over the rolled-up facts.
    package var onRollUp: [String] {
        [kpi.text] + (Array(tables.values) + Array(histograms.values)).sorted { $0.path < $1.path }.map(\.text)
    }

    package var statements: [String] { onLedger + onRollUp }
}
