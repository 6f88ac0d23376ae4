internal import Engines
internal import Model
internal import Planning

/// Every plugin's SQL is read before any of it runs: one SELECT, from what it may read, and nothing else.
enum PluginCheck {
    static func refuse(_ plugins: [MetricPlugin], engine: DuckDBSession) throws {
        let findings = try plugins.flatMap { try Self.findings($0, engine: engine) }
        if !findings.isEmpty { throw Refusal(.badDefinition, findings) }
    }

    static func findings(_ plugin: MetricPlugin, engine: DuckDBSession) throws -> [Finding] {
        let parameters = plugin.manifest.parameters.flatMap { parameter -> [String] in
            parameter.kind == .dayRanges ? ["params_\(parameter.name)", "params_\(parameter.name)_by_day"] : []
        }
        let onLedger = HostRelations.factNames.union(parameters)
        let rolledUp = RollUp.hostNames.union(parameters).union(plugin.manifest.facts.map(\.name))
        let files = [(Array(plugin.facts.values) + Array(plugin.details.values), onLedger), ([plugin.kpi] + Array(plugin.tables.values), rolledUp)]
        return try files.flatMap { files, tables in
            try files.sorted { $0.path < $1.path }.flatMap { file in
                StatementCheck.findings(
                    file.text, tree: try engine.statementTree(file.text), file: "\(plugin.manifest.id)/\(file.path)",
                    tables: tables)
            }
        }
    }
}
