internal import Model

/// The key `quality`, of report and ledger definitions alike.
enum QualityKeys {
    static let table = KeyTable([
        .optional("stale_after", .integer(0...36_500),
            "How many days before the key date the newest posting may be. Default: \(LedgerDefinition.staleAfter).")
    ])

    static func staleAfter(_ value: YAMLValue) -> Int? {
        MapReader(value, "\"quality\"", table)?.integer("stale_after")
    }
}
